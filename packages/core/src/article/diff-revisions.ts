import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import { type DiffPart, diffItems } from '../text/diff-items.ts';
import type { Article, Revision } from './article.ts';
import { renderArticle } from './render-article.ts';
import { sourceTitles } from './source-titles.ts';

/** What is different between two revisions of an article. */
export interface RevisionDiff {
  /** Their numbers. */
  readonly from: number;
  readonly to: number;
  /** Lines of the article as Markdown. */
  readonly parts: readonly DiffPart[];
}

/** An article and its revisions, oldest first. */
export interface RevisedArticle {
  readonly article: Article;
  readonly revisions: readonly Revision[];
}

/**
 * Compares two revisions, line by line as they are read.
 * @param options.to default: the newest. `from`: default: the one before it. @throws `not-found`; `invalid-input` for the first one alone
 */
export async function diffRevisions(
  { store }: Pick<Context, 'store'>,
  article: RevisedArticle,
  options: { readonly from?: number; readonly to?: number },
): Promise<RevisionDiff> {
  const to = pickRevision(article, options.to);
  if (to.number === 1 && options.from === undefined) {
    throw new TicketAIError('invalid-input', {
      message: 'This is the first revision; there is nothing to compare it with.',
    });
  }
  const from = pickRevision(article, options.from ?? to.number - 1);
  const titleOf = await sourceTitles(store, [from.content, to.content]);
  const linesOf = ({ content }: Revision) =>
    renderArticle(content, { titleOf, markRare: true }).trimEnd().split('\n');
  return { from: from.number, to: to.number, parts: diffItems(linesOf(from), linesOf(to)) };
}

/** A revision by its number; default: the newest. @throws `not-found` */
export function pickRevision({ article, revisions }: RevisedArticle, number?: number): Revision {
  const found =
    number === undefined ? revisions.at(-1) : revisions.find((revision) => revision.number === number);
  if (found !== undefined) return found;
  throw new TicketAIError('not-found', {
    message:
      revisions.length === 0
        ? `There is no text yet: ${article.remark ?? 'the draft is not written'}.`
        : `There is no revision ${number}; there are 1 to ${revisions.length}.`,
  });
}

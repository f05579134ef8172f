import type { Context } from '../context.ts';
import type { RevisionId } from '../ids.ts';
import type { Intent } from '../intent/intent.ts';
import { intentIdsUnder } from '../intent/intent-tickets.ts';
import { collectAll } from '../record.ts';
import type { ArticleContent } from './article.ts';
import { contentTerms, languageOf } from './group-sentences.ts';

/** The text that readers see of an intent that went up in another one. */
export interface TakenIn {
  readonly revisionId: RevisionId;
  readonly content: ArticleContent;
}

/** What is published of the intents that were merged into this one: people approved it, and nobody can revise it there any more. */
export async function publishedUnder(
  { store }: Pick<Context, 'store'>,
  { id }: Pick<Intent, 'id'>,
): Promise<readonly TakenIn[]> {
  const intentId = (await intentIdsUnder(store, id)).filter((under) => under !== id);
  if (intentId.length === 0) return [];
  const articles = await collectAll(store.articles, { where: { intentId } });
  const revisions = await store.revisions.getMany(
    articles.flatMap(({ publishedRevisionId }) => publishedRevisionId ?? []),
  );
  return revisions.map(({ id: revisionId, content }) => ({ revisionId, content }));
}

/** A draft, and in each section what only the published texts of its language say. */
export function takeIn(draft: ArticleContent, published: readonly TakenIn[]): ArticleContent {
  return published
    .filter(({ content }) => content.language === draft.language)
    .reduce((merged, { content }) => mergeContents(merged, content), draft);
}

/** What a reviewer must know of it: two articles on the same thing are one too many. */
export const takenInRemark = ({ content }: TakenIn): string =>
  `What the published article "${content.title}" of a merged intent says was taken in: withdraw that one when this one is published.`;

/** One article of two: the text of the first, and in each section the sentences of the second that have a word which no sentence of the first has with the others. */
function mergeContents(target: ArticleContent, addition: ArticleContent): ArticleContent {
  const said = target.sections.flatMap(({ sentences }) =>
    sentences.map(({ text }) => contentTerms(text, languageOf(target.language))),
  );
  const isNew = (text: string) => {
    const words = contentTerms(text, languageOf(target.language));
    return !said.some((known) => words.isSubsetOf(known));
  };
  const keys = [...new Set([...target.sections, ...addition.sections].map(({ key }) => key))];
  const sections = keys.flatMap((key) => {
    const own = target.sections.find((section) => section.key === key);
    const other = addition.sections.find((section) => section.key === key);
    const fresh = (other?.sentences ?? []).filter(({ text }) => isNew(text));
    const section = own ?? other;
    if (section === undefined) return [];
    const sentences = [...(own?.sentences ?? []), ...fresh];
    return sentences.length === 0 ? [] : [{ ...section, sentences }];
  });
  return { ...target, sections };
}

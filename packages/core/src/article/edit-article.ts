import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { ArticleId, RevisionId } from '../ids.ts';
import { resolveIntent } from '../intent/resolve-intent.ts';
import { knownNames } from '../search/claim-words.ts';
import { claimFaults } from '../search/verify-claims.ts';
import type {
  Article,
  ArticleContent,
  ArticleSection,
  ArticleSectionKey,
  ArticleSentence,
  Revision,
} from './article.ts';
import { articleWords, sectionOrder } from './article-words.ts';
import { checkSeenRevision } from './check-seen-revision.ts';
import { readQuotes } from './read-quote.ts';
import { newestNumber } from './store-draft.ts';
import { nextStatus } from './workflow.ts';

/** What a person writes in place of what stood in a revision. What is not named stays byte for byte. */
export interface ArticleEdit {
  readonly title?: string;
  readonly summary?: string;
  /** A section as it shall be, whole; without sentences it goes. */
  readonly sections?: readonly {
    readonly key: ArticleSectionKey;
    readonly sentences: readonly {
      readonly text: string;
      /** The sentence of that section it was made from, counted from 1: it keeps its evidence. One whose words stay needs none. */
      readonly from?: number;
    }[];
  }[];
}

/** An edit of the revision that a person has read. */
export interface EditInput {
  readonly articleId: ArticleId;
  readonly revisionId: RevisionId;
  readonly edit: ArticleEdit;
}

/**
 * STAGE. Stores what a person wrote as a new revision, for review. Code checks each changed sentence against the evidence it keeps, as it
 * checks those of a draft: what that does not say, or what has none, is marked as not verified, for its reviewer and for readers. An edit that
 * changes nothing writes nothing.
 * @throws `unauthorized` when a machine edits; `conflict` when another revision is current; `invalid-transition`; `invalid-input`
 */
export async function editArticle(context: Context, input: EditInput): Promise<Article> {
  const { articleId, revisionId } = input;
  if (context.actor.kind !== 'person')
    throw new TicketAIError('unauthorized', { message: 'Only a person may edit an article.' });
  const read = await context.store.revisions.get(revisionId);
  const content = read?.articleId === articleId ? await editContent(context, read, input.edit) : undefined;
  return context.transaction(
    async (transaction) => {
      const article = await transaction.articles.get(articleId);
      if (article === undefined)
        throw new TicketAIError('not-found', { message: `There is no article ${articleId}.` });
      checkSeenRevision(article, revisionId, [article.revisionId]);
      if (read === undefined || content === undefined || isSame(read.content, content)) return article;
      const status = nextStatus(article, 'draft');
      const [id, now] = [context.generateId() as RevisionId, context.now()];
      await transaction.revisions.insert([
        {
          id,
          articleId,
          number: (await newestNumber(transaction, articleId)) + 1,
          parentId: read.id,
          content,
          feedback: [],
          fingerprint: read.fingerprint,
          checks: checksOf(content, read),
          createdAt: now,
          author: context.actor,
        },
      ]);
      const edited = await transaction.articles.update(article.id, article.version, {
        status,
        title: content.title,
        revisionId: id,
        updatedAt: now,
      });
      await context.commit(transaction, [{ type: 'article-edited', articleId, revisionId: id }]);
      return edited;
    },
    { final: true },
  );
}

const isSame = (one: ArticleContent, other: ArticleContent): boolean =>
  JSON.stringify({ ...one, method: '' }) === JSON.stringify({ ...other, method: '' });

/** Conflicts of sentences that still stand there stay open. */
function checksOf(content: ArticleContent, { checks }: Revision): NonNullable<Revision['checks']> {
  const sentences = content.sections.flatMap((section) => section.sentences);
  const texts = new Set(sentences.map(({ text }) => text));
  const conflicts = checks?.conflicts?.filter(({ sentence }) => texts.has(sentence)) ?? [];
  return {
    removed: 0,
    unsupported: sentences.filter(({ verified }) => !verified).length,
    ...(conflicts.length === 0 ? {} : { conflicts }),
  };
}

async function editContent(
  context: Context,
  { content, articleId }: Revision,
  { title, summary, sections = [] }: ArticleEdit,
): Promise<ArticleContent> {
  const prove = await sentenceProof(context, articleId, content);
  const before = new Map(content.sections.map((section) => [section.key, section]));
  const edited = new Map(before);
  for (const { key, sentences } of sections) {
    const known = before.get(key)?.sentences ?? [];
    const heading = before.get(key)?.heading ?? articleWords(content.language).headings[key];
    edited.set(key, { key, heading, sentences: sentences.map((sentence) => prove(sentence, known, key)) });
  }
  const kept: ArticleSection[] = sectionOrder.flatMap((key) => edited.get(key) ?? []);
  return {
    ...content,
    method: 'person',
    title: oneLine(title, 'title') ?? content.title,
    summary: oneLine(summary, 'summary') ?? content.summary,
    sections: kept.filter(({ sentences }) => sentences.length > 0),
  };
}

function oneLine(text: string | undefined, part: string): string | undefined {
  const trimmed = text?.replace(/\s+/gu, ' ').trim();
  if (trimmed !== '') return trimmed;
  throw new TicketAIError('invalid-input', { message: `The ${part} is empty. Leave it out to keep it.` });
}

/** A sentence whose words stand in its section already stays as it is. */
async function sentenceProof({ store }: Context, articleId: ArticleId, { sections }: ArticleContent) {
  const spans = sections.flatMap(({ sentences }) => sentences.flatMap(({ evidence }) => evidence));
  const found = await readQuotes(store, spans);
  const quotes = new Map(spans.map((span, index) => [span, found[index]]));
  const names = knownNames(found.flatMap((quote) => quote?.text ?? []));
  const article = await store.articles.get(articleId);
  const intent = article && (await resolveIntent(store, article.intentId));
  return (
    { text, from }: { readonly text: string; readonly from?: number },
    known: readonly ArticleSentence[],
    section: ArticleSectionKey,
  ): ArticleSentence => {
    const words = oneLine(text, 'sentence') ?? '';
    const same = known.find((sentence) => sentence.text === words);
    if (same !== undefined) return same;
    const origin = from === undefined ? undefined : known[from - 1];
    if (from !== undefined && origin === undefined) {
      throw new TicketAIError('invalid-input', {
        message: `There is no sentence ${from} in ${section}; it has ${known.length}.`,
      });
    }
    const { evidence = [], support = 0 } = origin ?? {};
    const proofs = evidence.flatMap((span) => quotes.get(span) ?? []);
    const around = [intent?.name ?? '', ...proofs.flatMap(({ title }) => title ?? [])].join('\n');
    const faults = claimFaults(
      words,
      proofs.map((quote) => quote.text),
      { around, names },
    );
    return { text: words, evidence, support, verified: proofs.length > 0 && faults.length === 0 };
  };
}

import type { Context } from '../context.ts';
import type { Document, DocumentVersion } from '../document/document.ts';
import type { ArticleId, DocumentId, IntentId } from '../ids.ts';
import { collectAll, findAll } from '../record.ts';
import type { Transaction } from '../runtime/store.ts';
import { findQuote } from '../text/find-quote.ts';
import type { Article, EvidenceSpan, Revision } from './article.ts';

/** What has changed: a document that articles may rest on, or an intent. */
export type StaleCause = { readonly documentId: DocumentId } | { readonly intentId: IntentId };

type PassageSpan = Extract<EvidenceSpan, { readonly kind: 'passage' }>;

/** States in which somebody reads the article, or soon will. */
const readStates = ['in-review', 'merge-suggested', 'changes-requested', 'approved', 'published'] as const;

/**
 * STAGE. Marks articles that are out of date, with the reason: a document no longer says what they quote from it, or their intent was split. An
 * article whose quotes still stand in the new version is left alone, whatever else has changed there. Drafting and publishing it anew clears
 * the mark.
 */
export async function markStaleArticles(context: Context, cause: StaleCause): Promise<readonly ArticleId[]> {
  const found =
    'documentId' in cause
      ? await byDocument(context, cause.documentId)
      : await byIntent(context, cause.intentId);
  return context.transaction(
    async (transaction) => {
      const marked: ArticleId[] = [];
      for (const { articleId, reason } of found)
        if (await mark(context, transaction, articleId, reason)) marked.push(articleId);
      await context.commit(
        transaction,
        found
          .filter(({ articleId }) => marked.includes(articleId))
          .map(({ articleId, reason }) => ({ type: 'article-stale' as const, articleId, reason })),
      );
      return marked;
    },
    { final: true },
  );
}

interface Stale {
  readonly articleId: ArticleId;
  readonly reason: string;
}

async function mark(
  context: Context,
  transaction: Transaction,
  articleId: ArticleId,
  reason: string,
): Promise<boolean> {
  const article = await transaction.articles.get(articleId);
  if (article === undefined || (article.stale && article.remark === reason)) return false;
  await transaction.articles.update(article.id, article.version, {
    stale: true,
    remark: reason,
    updatedAt: context.now(),
  });
  return true;
}

async function byIntent({ store }: Context, intentId: IntentId): Promise<readonly Stale[]> {
  const { items } = await store.articles.find({ where: { intentId, status: readStates } });
  return items.map(({ id }) => ({
    articleId: id,
    reason: 'Its intent was split: part of what it answers is another intent now.',
  }));
}

async function byDocument({ store }: Context, documentId: DocumentId): Promise<readonly Stale[]> {
  const document = await store.documents.get(documentId);
  // Published articles are documents too, and rest on no article.
  if (document === undefined || document.articleId !== undefined) return [];
  const versions = await collectAll(store.documentVersions, { where: { documentId } });
  const shown = document.deletedAt === undefined ? document.currentVersionId : undefined;
  const now = versions.find(({ id }) => id === shown)?.text ?? '';
  const stale: Stale[] = [];
  for await (const article of findAll(store.articles, { where: { status: readStates } })) {
    const quotes = (await spansOf(store, article)).flatMap((span) => quoteOf(span, versions));
    const gone = quotes.filter((quote) => quote !== '' && findQuote(now, quote) === undefined).length;
    if (gone > 0) stale.push({ articleId: article.id, reason: reasonOf(document, gone, quotes.length) });
  }
  return stale;
}

/** What the revision that is read, and the one that is reviewed, rest on. */
async function spansOf(store: Context['store'], article: Article): Promise<readonly PassageSpan[]> {
  const ids = [...new Set([article.publishedRevisionId, article.revisionId])].filter(
    (id) => id !== undefined,
  );
  return (await store.revisions.getMany(ids)).flatMap(passagesOf);
}

const passagesOf = ({ content }: Revision): readonly PassageSpan[] =>
  content.sections.flatMap(({ sentences }) =>
    sentences.flatMap(({ evidence }) => evidence.filter((span) => span.kind === 'passage')),
  );

/** Empty where the text was erased: then nothing can be told of it. */
function quoteOf(
  { versionId, start, end }: PassageSpan,
  versions: readonly DocumentVersion[],
): readonly string[] {
  const version = versions.find(({ id }) => id === versionId);
  return version === undefined ? [] : [version.text.slice(start, end)];
}

function reasonOf({ title, deletedAt }: Document, gone: number, all: number): string {
  return deletedAt === undefined
    ? `"${title}" has changed: ${gone} of ${all} places quoted from it are not there any more.`
    : `"${title}" was removed: ${all} ${all === 1 ? 'place was' : 'places were'} quoted from it.`;
}

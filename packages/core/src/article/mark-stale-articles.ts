import type { Context } from '../context.ts';
import type { ArticleId, IntentId } from '../ids.ts';
import { findAll } from '../record.ts';
import type { Transaction } from '../runtime/store.ts';
import { lostGround } from './lost-ground.ts';
import { shownRevisions } from './shown-revisions.ts';

/**
 * What has changed: an intent was split, or some of what articles rest on. Which part is not named, so that one job serves many changes: each
 * article is looked at once, not once per document.
 */
export type StaleCause = { readonly intentId?: IntentId };

/** States in which somebody reads the article, or soon will. */
const readStates = ['in-review', 'merge-suggested', 'changes-requested', 'approved', 'published'] as const;

/**
 * STAGE. Marks articles that are out of date, with the reason: a document no longer says what they quote from it, what they rest on was erased,
 * or their intent was split. An article whose quotes still stand is left alone, whatever else has changed there. A new draft clears the mark;
 * where readers see an older revision, it stays until the draft is published.
 * @throws `conflict` (retryable) when an article changed meanwhile
 */
export async function markStaleArticles(context: Context, cause: StaleCause): Promise<readonly ArticleId[]> {
  const found =
    cause.intentId === undefined ? await byGround(context) : await byIntent(context, cause.intentId);
  return context.transaction(
    async (transaction) => {
      const marked: Stale[] = [];
      for (const stale of found) if (await mark(context, transaction, stale)) marked.push(stale);
      await context.commit(
        transaction,
        marked.map((stale) => ({ type: 'article-stale' as const, ...stale })),
      );
      return marked.map(({ articleId }) => articleId);
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
  { articleId, reason }: Stale,
): Promise<boolean> {
  const article = await transaction.articles.get(articleId);
  if (article === undefined) return false;
  const isKnown = article.stale && article.staleReason === reason;
  if (isKnown && article.staleRevisionId === article.revisionId) return false;
  await transaction.articles.update(article.id, article.version, {
    stale: true,
    staleReason: reason,
    staleRevisionId: article.revisionId,
    updatedAt: context.now(),
  });
  return !isKnown;
}

async function byIntent({ store }: Context, intentId: IntentId): Promise<readonly Stale[]> {
  const { items } = await store.articles.find({ where: { intentId, status: readStates } });
  return items.map(({ id }) => ({
    articleId: id,
    reason: 'Its intent was split: part of what it answers is another intent now.',
  }));
}

async function byGround(context: Context): Promise<readonly Stale[]> {
  const { store } = context;
  const stale: Stale[] = [];
  for await (const article of findAll(store.articles, { where: { status: readStates } })) {
    const reason = await lostGround(context, await store.revisions.getMany(shownRevisions(article)));
    if (reason !== undefined) stale.push({ articleId: article.id, reason });
  }
  return stale;
}

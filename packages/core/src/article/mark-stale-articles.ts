import type { Context } from '../context.ts';
import type { ArticleId, IntentId } from '../ids.ts';
import { findAll } from '../record.ts';
import type { Transaction } from '../runtime/store.ts';
import { lostGround } from './lost-ground.ts';
import { unhelpfulArticles } from './refused-replies.ts';
import { shownRevisions } from './shown-revisions.ts';

/**
 * What has changed: an intent was split, suggested replies were refused, or some of what articles rest on. Which part is not named, so that one
 * job serves many changes: each article is looked at once, not once per document.
 */
export type StaleCause = { readonly intentId?: IntentId; readonly replies?: boolean };

/** States in which somebody reads the article, or soon will. */
const readStates = ['in-review', 'merge-suggested', 'changes-requested', 'approved', 'published'] as const;

/**
 * STAGE. Marks articles that are out of date, with the reason: a document no longer says what they quote from it, or is for some groups only, what they rest on was erased,
 * their intent was split, or replies that cite them were refused. An article whose quotes still stand is left alone, whatever else has changed there. A new draft clears the mark;
 * where readers see an older revision, it stays until the draft is published.
 * @throws `conflict` (retryable) when an article changed meanwhile
 */
export async function markStaleArticles(context: Context, cause: StaleCause): Promise<readonly ArticleId[]> {
  const found = await lookUp(context, cause);
  return context.transaction(
    async (transaction) => {
      const marked: Stale[] = [];
      for (const stale of found) if (await mark(context, transaction, stale)) marked.push(stale);
      await context.commit(
        transaction,
        marked.map(({ articleId, reason }) => ({ type: 'article-stale' as const, articleId, reason })),
      );
      return marked.map(({ articleId }) => articleId);
    },
    { final: true },
  );
}

async function lookUp(context: Context, { intentId, replies }: StaleCause): Promise<readonly Stale[]> {
  if (intentId !== undefined) return byIntent(context, intentId);
  return replies === true ? byReplies(context) : byGround(context);
}

interface Stale {
  readonly articleId: ArticleId;
  readonly reason: string;
  /** A new draft from the same evidence says the same, and does not take this mark off. */
  readonly byReplies?: true;
}

async function mark(
  context: Context,
  transaction: Transaction,
  { articleId, reason, byReplies }: Stale,
): Promise<boolean> {
  const article = await transaction.articles.get(articleId);
  if (article === undefined) return false;
  // One reason is enough, and the numbers of this one change with each reply.
  if (byReplies && article.stale) return false;
  const isKnown = article.stale && article.staleReason === reason;
  if (isKnown && article.staleRevisionId === article.revisionId) return false;
  await transaction.articles.update(article.id, article.version, {
    stale: true,
    staleReason: reason,
    staleRevisionId: article.revisionId,
    staleByReplies: byReplies,
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

async function byReplies(context: Context): Promise<readonly Stale[]> {
  const found = await unhelpfulArticles(context);
  return found.map((article) => ({ ...article, byReplies: true as const }));
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

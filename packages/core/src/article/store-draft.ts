import type { Context, Workflow } from '../context.ts';
import type { ArticleId, RevisionId } from '../ids.ts';
import type { Transaction } from '../runtime/store.ts';
import type { Article, ArticleChecks, ArticleContent } from './article.ts';
import type { DraftedArticle, Occasion } from './draft-occasion.ts';
import { lostGround } from './lost-ground.ts';
import { notStale } from './not-stale.ts';
import { type ArticleAction, nextStatus } from './workflow.ts';

/** A checked draft on its way to review. */
export interface FinishedDraft {
  readonly content: ArticleContent;
  readonly remarks: readonly string[];
  readonly checks: ArticleChecks;
  readonly fingerprint: string;
}

/** Ends the run without a text: the article waits for evidence, and says what is missing. */
export async function postponeDraft(
  context: Context,
  workflow: Workflow,
  occasion: Occasion,
  remark: string,
): Promise<DraftedArticle> {
  return workflow.finish(async (transaction) => {
    const articleId = await moveArticle(context, transaction, occasion, 'postpone', { remark });
    await context.commit(transaction, [{ type: 'article-postponed', articleId }]);
    return { status: 'postponed', articleId };
  });
}

/** Stops the run where it is: the budget is used up. It goes on when it is run again. */
export async function pauseDraft(
  context: Context,
  workflow: Workflow,
  occasion: Occasion,
  reason: string,
): Promise<DraftedArticle> {
  return workflow.pause('budget', async (transaction) => {
    const remark = `Drafting waits for the model's budget. ${reason}`;
    const articleId = await moveArticle(context, transaction, occasion, 'pause', { remark });
    const intentId = occasion.intent.id;
    await context.commit(transaction, [{ type: 'article-paused', articleId, intentId }]);
    return { status: 'paused', articleId };
  });
}

/** Ends the run with a new revision for a person to review. */
export async function storeDraft(
  context: Context,
  workflow: Workflow,
  occasion: Occasion,
  { content, remarks, checks, fingerprint }: FinishedDraft,
): Promise<DraftedArticle> {
  const { current, review } = occasion;
  const lost = await lostGround(context, [{ content }]);
  return workflow.finish(async (transaction) => {
    const revisionId = context.generateId() as RevisionId;
    const { overlap } = checks;
    const notes =
      overlap === undefined ? remarks : [...remarks, `"${overlap.title}" says most of this already.`];
    const articleId = await moveArticle(
      context,
      transaction,
      occasion,
      overlap === undefined ? 'draft' : 'suggest-merge',
      { title: content.title, revisionId, remark: notes.length === 0 ? undefined : notes.join(' '), lost },
    );
    await transaction.revisions.insert([
      {
        id: revisionId,
        articleId,
        number: (await newestNumber(transaction, articleId)) + 1,
        ...(current === undefined ? {} : { parentId: current.id }),
        content,
        feedback: review?.feedback ?? [],
        fingerprint,
        checks,
        createdAt: context.now(),
        author: context.actor,
      },
    ]);
    await context.commit(transaction, [{ type: 'article-drafted', articleId, revisionId }]);
    return { status: 'drafted', articleId, revisionId };
  });
}

/** The number of an article's newest revision; 0 when there is none. */
export async function newestNumber(transaction: Transaction, articleId: ArticleId): Promise<number> {
  const newest = await transaction.revisions.find({
    where: { articleId },
    orderBy: { field: 'number', direction: 'descending' },
    limit: 1,
  });
  return newest.items[0]?.number ?? 0;
}

/** What a draft changes of its article. */
type ArticlePatch = {
  readonly remark: string | undefined;
  /** What the new revision kept of the one before, and does not stand any more. */
  readonly lost?: string | undefined;
} & Partial<Pick<Article, 'title' | 'revisionId'>>;

/** Moves the article of the occasion, or makes it. */
async function moveArticle(
  context: Context,
  transaction: Transaction,
  { intent, article }: Occasion,
  action: ArticleAction,
  { remark, lost, ...patch }: ArticlePatch,
): Promise<ArticleId> {
  const updatedAt = context.now();
  if (article !== undefined) {
    const status = nextStatus(article, action);
    // Readers of a published article still see the revision that is out of date.
    const isRenewed =
      patch.revisionId !== undefined && article.publishedRevisionId === undefined && lost === undefined;
    await transaction.articles.update(article.id, article.version, {
      ...patch,
      ...(isRenewed ? notStale : {}),
      remark,
      status,
      updatedAt,
    });
    return article.id;
  }
  const id = context.generateId() as ArticleId;
  const status = nextStatus({ id, status: 'needs-evidence' }, action);
  const created = {
    id,
    version: 1,
    intentId: intent.id,
    title: intent.name,
    stale: false,
    createdAt: updatedAt,
  };
  await transaction.articles.insert([
    { ...created, status, updatedAt, ...patch, ...(remark === undefined ? {} : { remark }) },
  ]);
  return id;
}

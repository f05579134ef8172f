import type { Context } from '../context.ts';
import { throwIfAborted } from '../errors.ts';
import type { ArticleId, IntentId, RevisionId } from '../ids.ts';
import type { Intent } from '../intent/intent.ts';
import { resolveIntent } from '../intent/resolve-intent.ts';
import { sha256 } from '../text/sha256.ts';
import type { Article, ArticleContent, Revision, SectionFeedback } from './article.ts';
import type { Evidence } from './article-generator.ts';
import { checkDraft, keepUnmentioned } from './check-draft.ts';
import { type GatheredEvidence, gatherEvidence } from './gather-evidence.ts';
import { nextStatus } from './workflow.ts';

/** What drafting did. `unchanged`: the same evidence and feedback have been written up already, or the article waits for publication. */
export interface DraftedArticle {
  readonly status: 'drafted' | 'postponed' | 'unchanged';
  readonly articleId?: ArticleId;
  readonly revisionId?: RevisionId;
}

/** What is known before a draft is written. */
interface Occasion {
  readonly intent: Intent;
  readonly article: Article | undefined;
  readonly current: Revision | undefined;
  readonly feedback: readonly SectionFeedback[];
}

/** What is stored in the end. */
interface Outcome {
  readonly content?: ArticleContent;
  readonly remark?: string;
}

/**
 * STAGE. Writes the article of an intent from agents' replies in solved tickets and from documents, or revises it after a review. Every
 * sentence is checked against its source; what has no proof is removed. With feedback, sections that it does not name stay byte for byte.
 * The id of a merged intent drafts the article of the winner.
 * @throws `not-found` for an unknown intent; `conflict` (retryable) when the article changed meanwhile
 */
export async function draftArticle(
  context: Context,
  input: { readonly intentId: IntentId },
): Promise<DraftedArticle> {
  const occasion = await findOccasion(context, input.intentId);
  if (occasion.article?.status === 'approved') return { status: 'unchanged', articleId: occasion.article.id };
  const gathered = await gatherEvidence(context, occasion.intent);
  throwIfAborted(context.abortSignal);
  const fingerprint = await fingerprintOf(context, gathered.evidence, occasion);
  if (occasion.current?.fingerprint === fingerprint && occasion.article !== undefined) {
    return { status: 'unchanged', articleId: occasion.article.id, revisionId: occasion.current.id };
  }
  const outcome = await writeDraft(context, occasion, gathered);
  return outcome.content === undefined
    ? postpone(context, occasion, outcome.remark ?? '')
    : storeDraft(context, occasion, { content: outcome.content, remark: outcome.remark, fingerprint });
}

async function findOccasion({ store }: Context, intentId: IntentId): Promise<Occasion> {
  const intent = await resolveIntent(store, intentId);
  const article = (await store.articles.find({ where: { intentId: intent.id }, limit: 1 })).items[0];
  const current =
    article?.revisionId === undefined ? undefined : await store.revisions.get(article.revisionId);
  if (article?.status !== 'changes-requested' || current === undefined)
    return { intent, article, current, feedback: [] };
  const reviews = await store.reviews.find({
    where: { articleId: article.id, revisionId: current.id },
    orderBy: { field: 'at', direction: 'descending' },
    limit: 1,
  });
  return { intent, article, current, feedback: reviews.items[0]?.feedback ?? [] };
}

/** Names everything a draft depends on: the same again is not written, and not paid, twice. */
async function fingerprintOf(
  { articleGenerator }: Context,
  evidence: readonly Evidence[],
  { intent, current, feedback }: Occasion,
): Promise<string> {
  const sources = evidence.map((one) => (one.kind === 'reply' ? one.messageId : one.chunkId)).sort();
  const parent = feedback.length > 0 ? current?.id : undefined;
  return sha256(JSON.stringify([articleGenerator.name, intent.name, sources, parent ?? '', feedback]));
}

async function writeDraft(
  { articleGenerator, abortSignal }: Context,
  { intent, current, feedback }: Occasion,
  gathered: GatheredEvidence,
): Promise<Outcome> {
  const { evidence, questions, customers } = gathered;
  if (!evidence.some(({ kind }) => kind === 'reply') && feedback.length === 0) {
    return { remark: 'No ticket of this intent has been solved by an agent yet.' };
  }
  const revising =
    current !== undefined && feedback.length > 0 ? { previous: current.content, feedback } : {};
  const draft = await articleGenerator.generate({
    intent,
    questions,
    evidence,
    ...revising,
    ...(abortSignal && { abortSignal }),
  });
  if (draft.status === 'needs-evidence') return { remark: draft.reason };
  const { content, removed } = checkDraft(draft.content, evidence, customers);
  const remarks = [
    ...(draft.remarks ?? []),
    ...(removed === 0 ? [] : [`${removed} sentence(s) without proof were removed.`]),
  ];
  const kept =
    current !== undefined && feedback.length > 0
      ? keepUnmentioned(current.content, content, feedback)
      : content;
  const steps = kept.sections.find(({ key }) => key === 'steps')?.sentences.length ?? 0;
  if (steps < 2 && feedback.length === 0)
    return { remark: ['Fewer than two steps could be proved.', ...remarks].join(' ') };
  return { content: kept, ...(remarks.length === 0 ? {} : { remark: remarks.join(' ') }) };
}

async function postpone(
  context: Context,
  { intent, article }: Occasion,
  remark: string,
): Promise<DraftedArticle> {
  return context.transaction(
    async (transaction) => {
      const now = context.now();
      const articleId = article?.id ?? (context.generateId() as ArticleId);
      if (article === undefined) {
        const created = {
          id: articleId,
          version: 1,
          intentId: intent.id,
          status: 'needs-evidence',
          title: intent.name,
          remark,
          stale: false,
        } as const;
        await transaction.articles.insert([{ ...created, createdAt: now, updatedAt: now }]);
      } else {
        await transaction.articles.update(article.id, article.version, {
          status: nextStatus(article, 'postpone'),
          remark,
          updatedAt: now,
        });
      }
      await context.commit(transaction, [{ type: 'article-postponed', articleId }]);
      return { status: 'postponed', articleId };
    },
    { final: true },
  );
}

async function storeDraft(
  context: Context,
  { intent, article, current, feedback }: Occasion,
  {
    content,
    remark,
    fingerprint,
  }: { readonly content: ArticleContent; readonly remark: string | undefined; readonly fingerprint: string },
): Promise<DraftedArticle> {
  return context.transaction(
    async (transaction) => {
      const now = context.now();
      const articleId = article?.id ?? (context.generateId() as ArticleId);
      const revisionId = context.generateId() as RevisionId;
      if (article === undefined) {
        const created = {
          id: articleId,
          version: 1,
          intentId: intent.id,
          status: 'in-review',
          title: content.title,
          revisionId,
          stale: false,
        } as const;
        await transaction.articles.insert([
          { ...created, ...(remark === undefined ? {} : { remark }), createdAt: now, updatedAt: now },
        ]);
      } else {
        const status = nextStatus(article, 'draft');
        await transaction.articles.update(article.id, article.version, {
          status,
          title: content.title,
          revisionId,
          remark,
          updatedAt: now,
        });
      }
      const newest = (
        await transaction.revisions.find({
          where: { articleId },
          orderBy: { field: 'number', direction: 'descending' },
          limit: 1,
        })
      ).items[0];
      const parent = current === undefined ? {} : { parentId: current.id };
      await transaction.revisions.insert([
        {
          id: revisionId,
          articleId,
          number: (newest?.number ?? 0) + 1,
          ...parent,
          content,
          feedback,
          fingerprint,
          createdAt: now,
          author: context.actor,
        },
      ]);
      await context.commit(transaction, [{ type: 'article-drafted', articleId, revisionId }]);
      return { status: 'drafted', articleId, revisionId };
    },
    { final: true },
  );
}

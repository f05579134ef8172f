import type { Context, Workflow } from '../context.ts';
import { TicketAIError, throwIfAborted } from '../errors.ts';
import { intentIdsUnder, ticketsOfIntent } from '../intent/intent-tickets.ts';
import type { JobPayloads } from '../jobs.ts';
import { collectAll } from '../record.ts';
import type { Transaction } from '../runtime/store.ts';
import { sha256 } from '../text/sha256.ts';
import type { Article, ArticleConflict, ArticleContent, BackTest, Revision } from './article.ts';
import { backTest } from './back-test.ts';
import { checkDraft, checkHead, keepSections, keepUnmentioned, unprovedSections } from './check-draft.ts';
import { type DraftedArticle, findOccasion, type Occasion } from './draft-occasion.ts';
import { findConflicts } from './find-conflicts.ts';
import { findOverlap, type OtherArticle } from './find-overlap.ts';
import {
  chooseEvidence,
  type GatheredEvidence,
  readEvidence,
  readThreads,
  solvedThreads,
} from './gather-evidence.ts';
import { keepEdited } from './keep-edited.ts';
import { lostGround } from './lost-ground.ts';
import { notStale } from './not-stale.ts';
import { pauseDraft, postponeDraft, storeDraft } from './store-draft.ts';
import { assessSuitability } from './suitability.ts';
import { takeIn, takenInRemark } from './taken-in.ts';

/** The steps below; raise it when they change, so that no run goes on with another program's journal. */
const stepsVersion = 3;

/**
 * STAGE. Writes the article of an intent from agents' replies in solved tickets and from documents, or revises it after a review: gate,
 * evidence, draft, check, duplicates, back-test, review. Each step is journaled: a process may die between any two, the next one goes on
 * after the last. Every sentence is checked against its source; what has no proof is removed. With feedback, sections that it does not name
 * stay byte for byte, and so does one of which nothing new could be proved; written anew, what feedback has changed stays. What is published of
 * merged intents is taken in. The id of a merged intent drafts the article of the winner.
 * @throws `not-found` for an unknown intent; `conflict` (retryable) when the article changed meanwhile, or what it is written from was erased
 */
export async function draftArticle(
  context: Context,
  input: JobPayloads['draft-article'],
): Promise<DraftedArticle> {
  const occasion = await findOccasion(context, input.intentId);
  const { intent, article, current, review, published } = occasion;
  if (input.isAfterMerge === true && published.length === 0) return { status: 'unchanged' };
  if (article?.status === 'approved') return { status: 'unchanged', articleId: article.id };
  const edition = [current?.id ?? '', review?.id ?? '', context.articleGenerator.name].join(' ');
  let result: DraftedArticle = { status: 'unchanged' };
  await context.runWorkflow(
    { name: 'draft-article', version: stepsVersion, subject: intent.id, edition },
    async (workflow) => {
      result = await draftInSteps(context, occasion, workflow);
    },
  );
  return result;
}

async function draftInSteps(
  context: Context,
  occasion: Occasion,
  workflow: Workflow,
): Promise<DraftedArticle> {
  const { store } = context;
  const { intent, article, current, review } = occasion;
  const enter = (step: string, done: number) => {
    throwIfAborted(context.abortSignal);
    context.onProgress?.({ stage: 'article', step, done, total: 6 });
  };

  enter('gate', 0);
  const gate = await workflow.step('gate', async () => {
    const tickets = await ticketsOfIntent(store, intent.id);
    return { output: assessSuitability(intent, tickets.length, await solvedThreads(context, intent)) };
  });
  if (!gate.suitable && review === undefined)
    return postponeDraft(context, workflow, occasion, gate.reasons.join(' '));

  enter('evidence', 1);
  const choice = await workflow.step('evidence', async () => ({
    output: await chooseEvidence(context, intent, await solvedThreads(context, intent)),
  }));
  const gathered = await readEvidence(context, choice);
  const written = await fingerprintOf(context.articleGenerator.name, gathered, occasion);
  if (current?.fingerprint === written && article !== undefined)
    return leaveUnchanged(context, workflow, article, current);

  enter('draft', 2);
  const draft = await workflow
    .step('draft', async () => ({
      output: await writeDraft(context, occasion, gathered),
      write: (transaction) => refuseErased(transaction, gathered),
    }))
    .catch((error: unknown) => {
      if (!TicketAIError.is(error, 'budget-exhausted')) throw error;
      return { paused: error.message };
    });
  // A dry run only counts: it leaves no article behind that waits for a budget.
  if ('paused' in draft && context.models?.isDryRun === true)
    return workflow.pause('budget', async () => ({ status: 'paused' }));
  if ('paused' in draft) return pauseDraft(context, workflow, occasion, draft.paused);
  if (draft.content === undefined) return postponeDraft(context, workflow, occasion, draft.remarks.join(' '));
  const { content, remarks, removed, unsupported, conflicts } = draft;
  const fingerprint = await fingerprintOf(draft.generator, gathered, occasion);
  if (current?.fingerprint === fingerprint && article !== undefined)
    return leaveUnchanged(context, workflow, article, current);

  enter('duplicates', 3);
  const overlap = await workflow.step('duplicates', async () => ({
    output: findOverlap(content, await otherArticles(context, occasion)) ?? null,
  }));

  enter('back-test', 4);
  const tried = await workflow.step('back-test', async (): Promise<{ output: BackTest }> => {
    const threads = await readThreads(store, await store.tickets.getMany(choice.heldOut));
    return { output: backTest(content, threads) };
  });

  enter('review', 5);
  const checks = {
    removed,
    unsupported,
    backTest: tried,
    ...(conflicts.length === 0 ? {} : { conflicts }),
    ...(overlap === null ? {} : { overlap }),
  };
  return storeDraft(context, workflow, occasion, { content, remarks, checks, fingerprint });
}

/** Ends the run with the article as it is: a new draft would say the same. */
async function leaveUnchanged(
  context: Context,
  workflow: Workflow,
  article: Article,
  current: Revision,
): Promise<DraftedArticle> {
  const holds = (await lostGround(context, [current])) === undefined;
  return workflow.finish(async (transaction) => {
    if (holds) await clearMark(transaction, article);
    return { status: 'unchanged', articleId: article.id, revisionId: current.id };
  });
}

/** The same evidence was found again: what readers and reviewers see is what a new draft would say. */
async function clearMark(transaction: Transaction, article: Article): Promise<void> {
  const { stale, staleByReplies, revisionId, publishedRevisionId = revisionId } = article;
  if (stale && staleByReplies === undefined && publishedRevisionId === revisionId)
    await transaction.articles.update(article.id, article.version, notStale);
}

/** Names everything a draft depends on: the same again is not written, and not paid, twice. */
async function fingerprintOf(
  generator: string,
  { evidence }: GatheredEvidence,
  { intent, current, review, published }: Occasion,
): Promise<string> {
  const sources = evidence.map((one) => (one.kind === 'reply' ? one.messageId : one.chunkId)).sort();
  const parent = review === undefined ? undefined : current?.id;
  const feedback = review?.feedback ?? [];
  const taken = published.map(({ revisionId }) => revisionId).sort();
  return sha256(JSON.stringify([generator, intent.name, sources, parent ?? '', feedback, ...taken]));
}

/** What was erased while a draft was written must not come back with it: no later erasing would find it in the journal. */
async function refuseErased(
  { messages, chunks }: Transaction,
  { evidence }: GatheredEvidence,
): Promise<void> {
  const read = [
    ...(await messages.getMany(evidence.flatMap((one) => (one.kind === 'reply' ? [one.messageId] : [])))),
    ...(await chunks.getMany(evidence.flatMap((one) => (one.kind === 'passage' ? [one.chunkId] : [])))),
  ];
  if (read.every(({ text }) => text !== '')) return;
  throw new TicketAIError('conflict', {
    message: 'Some of what the draft rests on was erased while it was written. It is written anew.',
    retryable: true,
  });
}

/** A draft that was checked; without content: why there is none. */
interface WrittenDraft {
  readonly content?: ArticleContent;
  /** Who made it: the generator, or what it fell back to. */
  readonly generator: string;
  readonly remarks: readonly string[];
  readonly removed: number;
  readonly unsupported: number;
  readonly conflicts: readonly ArticleConflict[];
}

async function writeDraft(
  context: Context,
  { intent, current, review, published }: Occasion,
  { evidence, questions, customers }: GatheredEvidence,
): Promise<WrittenDraft> {
  const { articleGenerator, models, abortSignal } = context;
  const revised = review === undefined ? undefined : current;
  const feedback = review?.feedback ?? [];
  const draft = await articleGenerator.generate({
    intent,
    questions,
    evidence,
    ...(revised === undefined ? {} : { previous: revised.content, feedback }),
    ...(models === undefined ? {} : { models }),
    ...(abortSignal && { abortSignal }),
  });
  const { generator = articleGenerator.name } = draft;
  if (draft.status === 'needs-evidence')
    return { generator, remarks: [draft.reason], removed: 0, unsupported: 0, conflicts: [] };
  const ground = { intent, evidence, customers, feedback };
  const { content: proved, refused } = checkDraft(draft.content, ground);
  const content = takeIn(proved, published);
  const removed = refused.length;
  const merged =
    current === undefined
      ? content
      : review === undefined
        ? await keepEdited(context, current, content)
        : keepUnmentioned(current.content, content, feedback);
  const former = revised?.content ?? { ...content, sections: [] };
  const unproved = unprovedSections(draft.content, proved).filter((key) =>
    former.sections.some((section) => section.key === key),
  );
  const whole = keepSections(former, merged, unproved);
  const kept = checkHead(whole, ground, current?.content);
  const sentences = kept.sections.flatMap((section) => section.sentences);
  const unsupported = sentences.filter(({ verified }) => !verified).length;
  const conflicts = findConflicts(kept, evidence);
  const remarks = [
    ...(draft.remarks ?? []),
    ...published.map(takenInRemark),
    ...unproved.map((key) => `Nothing new of "${key}" could be proved: it is as before.`),
    ...(removed === 0 ? [] : [`${removed} sentence(s) without proof were removed.`]),
    ...(conflicts.length === 0 ? [] : [`${conflicts.length} place(s) in the sources say otherwise.`]),
  ];
  const steps = kept.sections.find(({ key }) => key === 'steps')?.sentences.length ?? 0;
  if (steps < 2 && revised === undefined)
    return {
      generator,
      remarks: ['Fewer than two steps could be proved.', ...remarks],
      removed,
      unsupported,
      conflicts,
    };
  return { content: kept, generator, remarks, removed, unsupported, conflicts };
}

/** The texts of the articles that live beside this one: published, or on the way there. */
async function otherArticles({ store }: Context, { intent }: Occasion): Promise<OtherArticle[]> {
  const articles = await collectAll(store.articles, {
    where: { status: ['published', 'approved', 'in-review'] },
  });
  const own = new Set(await intentIdsUnder(store, intent.id));
  const others = articles.filter(({ intentId }) => !own.has(intentId));
  const shown = others.flatMap(({ id, publishedRevisionId, revisionId }) => {
    const revision = publishedRevisionId ?? revisionId;
    return revision === undefined ? [] : [{ id, revision }];
  });
  const revisions = await store.revisions.getMany(shown.map(({ revision }) => revision));
  const contents = new Map(revisions.map(({ id, content }) => [id, content]));
  return shown.flatMap(({ id, revision }) => {
    const content = contents.get(revision);
    return content === undefined ? [] : [{ id, content }];
  });
}

import { noteReopened } from './answer/note-reopened.ts';
import { draftArticle } from './article/draft-article.ts';
import { markStaleArticles } from './article/mark-stale-articles.ts';
import { publishArticle } from './article/publish-article.ts';
import type { Context } from './context.ts';
import { openDesk } from './desk.ts';
import { eraseDocument } from './document/erase-document.ts';
import { indexDocument } from './document/index-document.ts';
import type { EventOf, EventType, TicketAIEvent } from './events.ts';
import type { IntentId, TicketId } from './ids.ts';
import { adjudicateBatch } from './intent/adjudicate-batch.ts';
import { adjudicateTickets } from './intent/adjudicate-tickets.ts';
import { certifyMatching } from './intent/certify-matching.ts';
import { discoverIntents, failRun } from './intent/discover-intents.ts';
import { matchTickets, sweepWaiting } from './intent/match-tickets.ts';
import { reclusterIntents } from './intent/recluster-intents.ts';
import { renewExemplars } from './intent/renew-exemplars.ts';
import { watchIntents } from './intent/watch-intents.ts';
import type { JobName, JobPayloads, JobRequest } from './jobs.ts';
import { fillIn, type TicketAIOptions } from './options.ts';
import { deliverNotice } from './runtime/deliver-notice.ts';
import { discardFinished } from './runtime/discard-finished.ts';
import { goBackWithinMs } from './search/embedding-choice.ts';
import { retireVectors } from './search/retire-vectors.ts';
import { searchPassages } from './search/search-passages.ts';
import { updateVectorIndex } from './search/update-vector-index.ts';
import { fileIntents } from './taxonomy/file-intents.ts';
import { eraseTickets } from './ticket/erase-tickets.ts';
import { failImport, importTickets } from './ticket/import-tickets.ts';
import type { TicketAI } from './ticket-ai.ts';

/**
 * THE STORY: which work follows from what has happened.
 *
 * A ticket comes in, is matched to a known intent or waits; of those that wait a model, where there is one, says what they ask for, and makes
 * intents that are missing; its word, and a person's, certifies the matching. A discovery finds intents among those that wait; intents are
 * filed in the taxonomy, and watched: what surges, drifts or emerges raises an alert. A re-clustering looks at all tickets anew and shows what
 * would change; promoted, it holds. Asked for an article, Ticket AI drafts one; a person reviews it; approved, it is published, which makes it a
 * document like the company's own; documents are indexed, by words and, where there is an embedding model, by meaning; answers rest on them.
 */
const followUps: { readonly [Type in EventType]?: (event: EventOf<Type>) => readonly JobRequest[] } = {
  'import-requested': ({ importId }) => [
    { name: 'import-tickets', payload: { importId }, key: `import:${importId}` },
  ],
  'import-finished': () => [watch({ topics: true })],
  'tickets-matched': () => [watch({ topics: false }), watchLater],
  'tickets-ingested': ({ ticketIds, reopenedIds = [] }) => [
    ...match(ticketIds),
    ...(reopenedIds.length === 0
      ? []
      : [{ name: 'note-reopened', payload: { ticketIds: reopenedIds } } as const]),
  ],
  'discovery-requested': ({ runId }) => [
    { name: 'discover-intents', payload: { runId }, key: `run:${runId}` },
  ],
  'recluster-requested': ({ runId }) => [
    { name: 'recluster-intents', payload: { runId }, key: `run:${runId}` },
  ],
  'intents-reclustered': ({ erasedIds = [] }) => (erasedIds.length === 0 ? [] : [forget(erasedIds)]),
  'run-promoted': ({ ticketIds }) => settleIn(ticketIds),
  'run-rolled-back': ({ ticketIds }) => settleIn(ticketIds),
  'intents-discovered': ({ runId, intentIds, ticketIds = [], erasedIds = [] }) => [
    ...(erasedIds.length === 0 ? [] : [forget(erasedIds)]),
    { name: 'file-intents', payload: { intentIds }, key: `file:${runId}` },
    ...sweep(intentIds, { discovered: true }),
    ...match(ticketIds),
  ],
  'tickets-undecided': ({ waitMs }) => [
    ...(waitMs === 0
      ? [{ name: 'adjudicate-tickets', payload: {}, key: 'adjudicate' } as const]
      : [
          { name: 'adjudicate-tickets', payload: { onlyFull: true }, key: 'adjudicate:full' } as const,
          { name: 'adjudicate-tickets', payload: {}, key: 'adjudicate:later', delayMs: waitMs } as const,
        ]),
    watchLater,
  ],
  'tickets-shared-out': ({ batches }) =>
    batches.map((ticketIds) => ({
      name: 'adjudicate-batch',
      payload: { ticketIds },
      key: `adjudicate:${ticketIds[0]}`,
    })),
  'tickets-adjudicated': ({ created, erasedIds = [] }) => [
    ...(erasedIds.length === 0 ? [] : [forget(erasedIds)]),
    watch({ topics: false }),
    watchLater,
    ...sweep(created),
    ...(created.length === 0
      ? []
      : [{ name: 'file-intents', payload: { intentIds: [] }, key: 'file:new' } as const]),
    certify,
  ],
  'ticket-moved': () => [certify],
  'change-undone': ({ eventId }) => [
    { name: 'file-intents', payload: { intentIds: [] }, key: `file:${eventId}` },
  ],
  'intent-split': ({ intentId, created }) => [
    { name: 'mark-stale-articles', payload: { intentId }, key: `stale:${intentId}` },
    { name: 'file-intents', payload: { intentIds: created } },
    ...sweep(created),
  ],
  'intents-merged': ({ winner }) => [
    {
      name: 'draft-article',
      payload: { intentId: winner, isAfterMerge: true },
      key: `draft:${winner}:merged`,
    },
  ],
  'article-requested': ({ intentId }) => [
    { name: 'draft-article', payload: { intentId }, key: `draft:${intentId}` },
  ],
  'article-paused': ({ intentId }) => [
    { name: 'draft-article', payload: { intentId }, key: `draft:${intentId}:later`, delayMs: budgetAgainMs },
  ],
  'article-reviewed': ({ articleId, intentId, decision }) =>
    decision === 'approve'
      ? [{ name: 'publish-article', payload: { articleId }, key: `publish:${articleId}` }]
      : decision === 'request-changes'
        ? [{ name: 'draft-article', payload: { intentId }, key: `draft:${intentId}` }]
        : [],
  'document-indexed': ({ replaced }) => [updateVectors, ...(replaced === undefined ? [] : [lookUpGround])],
  'document-removed': () => [updateVectors, lookUpGround],
  'document-erasure-requested': ({ documentId }) => [
    { name: 'erase-document', payload: { documentId }, key: `erase:${documentId}` },
  ],
  'document-erased': () => [updateVectors, lookUpGround],
  'vectors-cleared': () => [updateVectors],
  'vectors-paused': ({ reason }) => [
    reason === 'busy'
      ? { ...updateVectors, delayMs: busyAgainMs }
      : { ...updateVectors, key: 'vectors:later', delayMs: budgetAgainMs },
  ],
  'vectors-superseded': () => [
    { name: 'retire-vectors', payload: {}, key: 'retire-vectors', delayMs: goBackWithinMs },
  ],
  'ticket-erasure-requested': ({ erasureId, ticketIds }) => [
    { ...erase(ticketIds), key: `erase:${erasureId}` },
  ],
  'tickets-erased': ({ ticketIds, filesRemain }) => [
    lookUpGround,
    forget(ticketIds),
    ...(filesRemain ? [{ ...erase(ticketIds), delayMs: eraseAgainMs }] : []),
  ],
  'tickets-removed': ({ ticketIds }) => [lookUpGround, forget(ticketIds)],
  'reply-settled': ({ verdict }) => (verdict === 'rejected' || verdict === 'reopened' ? [lookUpReplies] : []),
  'document-added': ({ versionId, restricted }) => [
    { name: 'index-document', payload: { versionId }, key: `index:${versionId}` },
    ...(restricted === true ? [lookUpGround] : []),
  ],
};

const match = (ticketIds: readonly TicketId[]): readonly JobRequest[] =>
  ticketIds.length === 0 ? [] : [{ name: 'match-tickets', payload: { ticketIds } }];

/** What waits is looked at again when there is a new intent it may ask for. */
const sweep = (
  intentIds: readonly IntentId[],
  made: { readonly discovered?: boolean } = {},
): readonly JobRequest[] =>
  intentIds.length === 0 ? [] : [{ name: 'sweep-waiting', payload: { intentIds, ...made } }];

/** Judgements teach the matcher, and say from which score on it can be trusted. */
const certify: JobRequest = { name: 'certify-matching', payload: {}, key: 'certify' };

/** Articles may rest on what has changed. Waits for the other changes, so that one look at the articles serves them all. */
const lookUpGround: JobRequest = {
  name: 'mark-stale-articles',
  payload: {},
  key: 'ground',
  priority: -1,
};

/** Articles may not help any more. Waits as above. */
const lookUpReplies: JobRequest = {
  name: 'mark-stale-articles',
  payload: { replies: true },
  key: 'replies',
  priority: -1,
};

/** Brings the vectors up to date with all documents, so one job serves many changes. */
const updateVectors: JobRequest = { name: 'update-vectors', payload: {}, key: 'vectors' };

const erase = (ticketIds: readonly TicketId[]) =>
  ({ name: 'erase-tickets', payload: { ticketIds } }) as const;

/** Intents are learned from what remains. */
const forget = (ticketIds: readonly TicketId[]) =>
  ({ name: 'renew-exemplars', payload: { ticketIds } }) as const;

/** When the file of an import that was running is looked for again, in milliseconds. */
const eraseAgainMs = 600_000;

/** Watching waits for what else is to be done, so that many batches are watched once. */
const watch = (payload: JobPayloads['watch-intents']): JobRequest => ({
  name: 'watch-intents',
  payload,
  key: `watch:${payload.topics}`,
  priority: -1,
});

/** How long a stream is gathered before topics are looked for in it, in milliseconds. */
const topicsEveryMs = 600_000;

/** When a worker that gave way to another looks whether there is still something to do, in milliseconds. */
const busyAgainMs = 5000;

/** When what waits for the model's budget, or for a model that failed, is tried again, in milliseconds. */
const budgetAgainMs = 3_600_000;

/** Topics take long to look for: in a stream once per while, whatever comes. */
const watchLater: JobRequest = {
  ...watch({ topics: true }),
  key: 'watch:later',
  delayMs: topicsEveryMs,
};

/** Once a day at most, and never when nothing happens. */
const discardLater: JobRequest = {
  name: 'discard-finished',
  payload: {},
  key: 'discard',
  priority: -1,
  delayMs: 24 * 3_600_000,
};

/** After another run took over: tickets whose intent is gone are matched, intents that came are filed. */
const settleIn = (ticketIds: readonly TicketId[]): readonly JobRequest[] => [
  ...match(ticketIds),
  { name: 'file-intents', payload: { intentIds: [] } },
];

/** Which stage does which work. A job without a stage does not compile. */
const stages: {
  readonly [Name in JobName]: (context: Context, payload: JobPayloads[Name]) => Promise<unknown>;
} = {
  'import-tickets': importTickets,
  'discover-intents': discoverIntents,
  'recluster-intents': reclusterIntents,
  'match-tickets': matchTickets,
  'watch-intents': watchIntents,
  'sweep-waiting': sweepWaiting,
  'adjudicate-tickets': adjudicateTickets,
  'adjudicate-batch': adjudicateBatch,
  'certify-matching': certifyMatching,
  'file-intents': fileIntents,
  'index-document': indexDocument,
  'update-vectors': updateVectorIndex,
  'retire-vectors': retireVectors,
  'erase-document': eraseDocument,
  'erase-tickets': eraseTickets,
  'renew-exemplars': renewExemplars,
  'draft-article': draftArticle,
  'mark-stale-articles': markStaleArticles,
  'note-reopened': noteReopened,
  'publish-article': publishArticle,
  'deliver-notice': deliverNotice,
  'discard-finished': discardFinished,
};

/** What is told that the work it waits for has died. */
const failures: {
  readonly [Name in JobName]?: (
    context: Context,
    payload: JobPayloads[Name],
    error: string,
  ) => Promise<unknown>;
} = {
  'import-tickets': (context, { importId }, error) => failImport(context, { importId, error }),
  'discover-intents': (context, { runId }, error) => failRun(context, { runId, error }),
  'recluster-intents': (context, { runId }, error) => failRun(context, { runId, error }),
};

/** The work that follows from one event. Whatever happens leaves something that is thrown away some day. */
export function follow(event: TicketAIEvent): readonly JobRequest[] {
  const followUp = followUps[event.type] as ((event: TicketAIEvent) => readonly JobRequest[]) | undefined;
  return [...(followUp?.(event) ?? []), discardLater];
}

/** Of what somebody is told, where a notifier is plugged in: what waits for a person, and what a person should look at. */
const notices: ReadonlySet<EventType> = new Set([
  'article-drafted',
  'intent-surged',
  'intents-drifted',
  'topic-emerged',
  'work-held-up',
]);

/** Whether somebody is told of it. Not of notices that are held up: whoever would be told cannot be reached. */
export function isNotice(event: TicketAIEvent): boolean {
  return notices.has(event.type) && !(event.type === 'work-held-up' && event.job === 'deliver-notice');
}

/** Does one job. */
export function perform<Name extends JobName>(
  context: Context,
  name: Name,
  payload: JobPayloads[Name],
): Promise<unknown> {
  return stages[name](context, payload);
}

/** Tells what waits for a job that it died. */
async function fail<Name extends JobName>(
  context: Context,
  name: Name,
  payload: JobPayloads[Name],
  error: string,
): Promise<void> {
  await failures[name]?.(context, payload, error);
}

/**
 * Opens Ticket AI. Without options the whole product runs in memory, offline and deterministic; each option exchanges one part.
 *
 * @example
 * ```ts
 * const desk = createTicketAI();
 * await desk.ingest([{ subject: 'Where is my parcel?' }, { subject: 'My parcel has not arrived' }]);
 * const { intents } = await desk.discover();
 * ```
 */
export function createTicketAI(options: TicketAIOptions = {}): TicketAI {
  return openDesk(fillIn(options), { follow, isNotice, perform, fail, search: searchPassages });
}

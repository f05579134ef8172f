import type { EventOf, EventType } from '../events.ts';
import type {
  AnswerId,
  ArticleId,
  CategoryId,
  DocumentId,
  DocumentVersionId,
  GenerationId,
  ImportId,
  IntentId,
  JobId,
  RevisionId,
  RunId,
  TicketId,
} from '../ids.ts';

const answerId = 'answer' as AnswerId;
const articleId = 'article' as ArticleId;
const categoryId = 'category' as CategoryId;
const documentId = 'document' as DocumentId;
const importId = 'import' as ImportId;
const intentId = 'intent' as IntentId;
const jobId = 'job' as JobId;
const revisionId = 'revision' as RevisionId;
const runId = 'run' as RunId;
const ticketId = 'ticket' as TicketId;
const versionId = 'version' as DocumentVersionId;

/** One event of every type; a new type without a sample does not compile. */
export const sampleEvents: { readonly [Type in EventType]: EventOf<Type> } = {
  'tickets-ingested': { type: 'tickets-ingested', importId, ticketIds: [ticketId] },
  'tickets-removed': { type: 'tickets-removed', ticketIds: [ticketId] },
  'import-requested': { type: 'import-requested', importId },
  'import-finished': { type: 'import-finished', importId },
  'intent-surged': {
    type: 'intent-surged',
    alertId: 'a',
    intentId,
    day: '2026-01-15',
    tickets: 40,
    expected: 10,
    p: 0.001,
  },
  'intents-drifted': {
    type: 'intents-drifted',
    alertId: 'a',
    day: '2026-01-15',
    stabilityIndex: 0.3,
    p: 0.001,
  },
  'topic-emerged': {
    type: 'topic-emerged',
    alertId: 'a',
    day: '2026-01-15',
    tickets: 5,
    ticketIds: [ticketId],
  },
  'recluster-requested': { type: 'recluster-requested', runId },
  'intents-reclustered': { type: 'intents-reclustered', runId },
  'run-promoted': { type: 'run-promoted', runId, from: runId, ticketIds: [] },
  'run-rolled-back': { type: 'run-rolled-back', runId, to: runId, ticketIds: [] },
  'run-dropped': { type: 'run-dropped', runId },
  'discovery-requested': { type: 'discovery-requested', runId },
  'tickets-undecided': { type: 'tickets-undecided', runId, ticketIds: [ticketId], waitMs: 0 },
  'tickets-shared-out': { type: 'tickets-shared-out', runId, batches: [[ticketId]] },
  'tickets-adjudicated': { type: 'tickets-adjudicated', runId, ticketIds: [ticketId], created: [intentId] },
  'matching-certified': { type: 'matching-certified', threshold: 0.8, targetError: 0.05 },
  'intents-discovered': { type: 'intents-discovered', runId, intentIds: [intentId] },
  'tickets-matched': { type: 'tickets-matched', runId, ticketIds: [] },
  'ticket-moved': { type: 'ticket-moved', ticketId, to: intentId },
  'intents-filed': { type: 'intents-filed', intentIds: [intentId] },
  'intent-renamed': {
    type: 'intent-renamed',
    intentId,
    from: 'Card lost',
    to: 'Lost card',
    before: { nameSource: 'lexical', pins: [] },
  },
  'intents-merged': { type: 'intents-merged', winner: intentId, losers: ['other' as IntentId] },
  'intent-split': {
    type: 'intent-split',
    intentId,
    created: ['other' as IntentId],
    before: { terms: [], exemplars: [] },
  },
  'intent-moved': { type: 'intent-moved', intentId, to: categoryId, before: { pins: [] } },
  'taxonomy-changed': {
    type: 'taxonomy-changed',
    operations: ['merge'],
    before: { created: [], changed: [], removed: [], refiled: [{ intentId, to: categoryId, pins: [] }] },
  },
  'suggestion-settled': { type: 'suggestion-settled', suggestionId: 'suggestion', decision: 'rejected' },
  'change-undone': { type: 'change-undone', eventId: 'event' },
  'document-added': { type: 'document-added', documentId, versionId },
  'document-indexed': { type: 'document-indexed', documentId, versionId },
  'document-removed': { type: 'document-removed', documentId },
  'article-requested': { type: 'article-requested', intentId },
  'article-edited': { type: 'article-edited', articleId, revisionId },
  'article-drafted': { type: 'article-drafted', articleId, revisionId },
  'article-postponed': { type: 'article-postponed', articleId },
  'vectors-paused': { type: 'vectors-paused', reason: 'budget' },
  'vectors-superseded': { type: 'vectors-superseded', generationId: 'generation' as GenerationId },
  'document-erasure-requested': { type: 'document-erasure-requested', documentId },
  'document-erased': { type: 'document-erased', documentId },
  'ticket-erasure-requested': {
    type: 'ticket-erasure-requested',
    erasureId: 'erasure-1',
    ticketIds: [ticketId],
  },
  'tickets-erased': { type: 'tickets-erased', ticketIds: [ticketId], filesRemain: false },
  'vectors-cleared': { type: 'vectors-cleared' },
  'article-stale': { type: 'article-stale', articleId, reason: '"Refunds" has changed.' },
  'article-paused': { type: 'article-paused', articleId, intentId },
  'article-reviewed': { type: 'article-reviewed', articleId, intentId, revisionId, decision: 'approve' },
  'article-published': { type: 'article-published', articleId, revisionId },
  'article-withdrawn': { type: 'article-withdrawn', articleId },
  'reply-settled': { type: 'reply-settled', answerId, ticketId, verdict: 'rejected' },
  'answer-given': { type: 'answer-given', answerId },
  'job-failed': { type: 'job-failed', jobId, dead: true },
  'work-held-up': { type: 'work-held-up', jobId, job: 'match-tickets', since: 0 },
};

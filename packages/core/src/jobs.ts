import type { ArticleId, DocumentId, DocumentVersionId, ImportId, IntentId, RunId, TicketId } from './ids.ts';

/** Every kind of background work and what it needs: ids only, so that a job is small and never stale. */
export interface JobPayloads {
  'import-tickets': { readonly importId: ImportId };
  'discover-intents': { readonly runId: RunId };
  'recluster-intents': { readonly runId: RunId };
  /** `topics`: also look for topics among tickets without an intent, which takes longer. */
  'watch-intents': { readonly topics: boolean };
  'match-tickets': { readonly ticketIds: readonly TicketId[] };
  'sweep-waiting': {
    readonly intentIds: readonly IntentId[];
    /** A discovery made them. */
    readonly discovered?: boolean;
  };
  'adjudicate-tickets': {
    /** Only as many tickets as fill whole calls. */
    readonly onlyFull?: boolean;
  };
  /** The tickets of one call. */
  'adjudicate-batch': { readonly ticketIds: readonly TicketId[] };
  'certify-matching': Record<string, never>;
  'file-intents': { readonly intentIds: readonly IntentId[] };
  'index-document': { readonly versionId: DocumentVersionId };
  'update-vectors': Record<string, never>;
  'retire-vectors': Record<string, never>;
  'erase-document': { readonly documentId: DocumentId };
  'erase-tickets': { readonly ticketIds: readonly TicketId[] };
  'renew-exemplars': { readonly ticketIds: readonly TicketId[] };
  'draft-article': {
    readonly intentId: IntentId;
    /** Intents were merged into it: only when there is a published article of one of them to take in. */
    readonly isAfterMerge?: boolean;
  };
  'mark-stale-articles': {
    /** An intent that was split; without it, every article's ground is looked up. */
    readonly intentId?: IntentId;
    /** Suggested replies were rejected, or their tickets came back: only that is looked up. */
    readonly replies?: boolean;
  };
  'note-reopened': { readonly ticketIds: readonly TicketId[] };
  'publish-article': { readonly articleId: ArticleId };
  'deliver-notice': { readonly eventId: string };
  'discard-finished': Record<string, never>;
}

export type JobName = keyof JobPayloads;

/** A job to be done: its name and payload. */
export type JobRequest = {
  [Name in JobName]: {
    readonly name: Name;
    readonly payload: JobPayloads[Name] /** A second request with the same key is dropped while one waits. */;
    readonly key?: string /** Greater goes first; default 0. */;
    readonly priority?: number;
    /** Not before so many milliseconds have passed; default 0. */
    readonly delayMs?: number;
  };
}[JobName];

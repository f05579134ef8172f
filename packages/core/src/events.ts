import type {
  AnswerId,
  ArticleId,
  AssignmentId,
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
  WorkspaceId,
} from './ids.ts';
import type { Intent } from './intent/intent.ts';
import type { JobName } from './jobs.ts';
import type { Actor, JournalRow } from './record.ts';
import type { TaxonomyBefore } from './taxonomy/taxonomy-change.ts';
import type { TaxonomyOperation } from './taxonomy/taxonomy-operation.ts';

/** Everything that happens, noun and verb. Ids and numbers only, no customer text; `reason` is what a person says about a change of theirs. */
export type TicketAIEvent =
  | {
      readonly type: 'tickets-ingested';
      readonly importId?: ImportId;
      readonly ticketIds: readonly TicketId[];
      /** Those of them whose customer came back since they were last handed in. */
      readonly reopenedIds?: readonly TicketId[];
    }
  | {
      readonly type: 'tickets-removed';
      readonly importId?: ImportId;
      readonly ticketIds: readonly TicketId[];
    }
  /** Their texts are to be erased for good. */
  | {
      readonly type: 'ticket-erasure-requested';
      /** Tells this request from others about the same tickets. */
      readonly erasureId: string;
      readonly ticketIds: readonly TicketId[];
    }
  | {
      readonly type: 'tickets-erased';
      readonly ticketIds: readonly TicketId[];
      /** A file that may hold them is still being imported: it is erased later. */
      readonly filesRemain: boolean;
    }
  | { readonly type: 'import-requested'; readonly importId: ImportId }
  | { readonly type: 'import-finished'; readonly importId: ImportId }
  | { readonly type: 'discovery-requested'; readonly runId: RunId }
  | {
      readonly type: 'intents-discovered';
      readonly runId: RunId;
      readonly intentIds: readonly IntentId[];
      /** Tickets that came during the first discovery, when there was nothing yet to match them to: they are matched now. */
      readonly ticketIds?: readonly TicketId[];
      /** Tickets that were erased after they were read: intents forget them. */
      readonly erasedIds?: readonly TicketId[];
    }
  | { readonly type: 'recluster-requested'; readonly runId: RunId }
  | {
      readonly type: 'intents-reclustered';
      readonly runId: RunId;
      /** Tickets that were erased after they were read: intents forget them. */
      readonly erasedIds?: readonly TicketId[];
    }
  | {
      readonly type: 'run-promoted';
      readonly runId: RunId;
      readonly from: RunId;
      /** Tickets left without an intent or a final word: they are matched anew. */
      readonly ticketIds: readonly TicketId[];
    }
  | {
      readonly type: 'run-rolled-back';
      readonly runId: RunId;
      readonly to: RunId;
      /** As in `run-promoted`. */
      readonly ticketIds: readonly TicketId[];
    }
  | { readonly type: 'run-dropped'; readonly runId: RunId }
  | {
      readonly type: 'intent-surged';
      readonly alertId: string;
      /** Absent: tickets without an intent. */
      readonly intentId?: IntentId;
      readonly day: string;
      readonly tickets: number;
      readonly expected: number;
      readonly p: number;
    }
  | {
      readonly type: 'intents-drifted';
      readonly alertId: string;
      readonly day: string;
      readonly stabilityIndex: number;
      readonly p: number;
    }
  | {
      readonly type: 'topic-emerged';
      readonly alertId: string;
      readonly day: string;
      readonly tickets: number;
      readonly ticketIds: readonly TicketId[];
    }
  | { readonly type: 'tickets-matched'; readonly runId: RunId; readonly ticketIds: readonly TicketId[] }
  /** Some tickets wait for a model's word. */
  | {
      readonly type: 'tickets-undecided';
      readonly runId: RunId;
      readonly ticketIds: readonly TicketId[];
      /** How long they may wait for others to be asked about with them, in milliseconds. */
      readonly waitMs: number;
    }
  /** Calls to a model that are made side by side, with the tickets of each. */
  | {
      readonly type: 'tickets-shared-out';
      readonly runId: RunId;
      readonly batches: readonly (readonly TicketId[])[];
    }
  | {
      readonly type: 'tickets-adjudicated';
      readonly runId: RunId;
      readonly ticketIds: readonly TicketId[];
      /** Intents that were made for them. */
      readonly created: readonly IntentId[];
      /** Those that were erased while the model decided: what it says of them has to be forgotten. */
      readonly erasedIds?: readonly TicketId[];
    }
  | {
      readonly type: 'matching-certified';
      /** Absent: no threshold keeps the target. */
      readonly threshold?: number;
      readonly targetError: number;
    }
  | {
      readonly type: 'ticket-moved';
      readonly reason?: string;
      readonly ticketId: TicketId;
      readonly from?: IntentId;
      readonly to?: IntentId;
      /** The assignment it replaced: an undo makes it again. */
      readonly before?: AssignmentId;
      /** The second matter it withdrew: an undo makes it again. */
      readonly withdrawn?: AssignmentId;
    }
  | { readonly type: 'intents-filed'; readonly intentIds: readonly IntentId[] }
  | {
      readonly type: 'intent-renamed';
      readonly reason?: string;
      readonly intentId: IntentId;
      readonly from: string;
      readonly to: string;
      /** What an undo restores besides the name. */
      readonly before: Pick<Intent, 'nameSource' | 'pins'>;
    }
  | {
      readonly type: 'intents-merged';
      readonly reason?: string;
      readonly winner: IntentId;
      readonly losers: readonly IntentId[];
    }
  | {
      readonly type: 'intent-split';
      readonly reason?: string;
      readonly intentId: IntentId;
      readonly created: readonly IntentId[] /** What an undo restores. */;
      readonly before: Pick<Intent, 'terms' | 'exemplars'>;
    }
  | {
      readonly type: 'intent-moved';
      readonly reason?: string;
      readonly intentId: IntentId;
      readonly from?: CategoryId;
      readonly to: CategoryId;
      /** What an undo restores besides the place, and the categories that were made for it, from the top. */
      readonly before: Pick<Intent, 'pins'> & { readonly created?: readonly CategoryId[] };
    }
  | {
      readonly type: 'taxonomy-changed';
      readonly operations: readonly TaxonomyOperation['type'][];
      /** What an undo restores. */
      readonly before: TaxonomyBefore;
    }
  | {
      readonly type: 'suggestion-settled';
      readonly suggestionId: string;
      readonly decision: 'accepted' | 'rejected';
    }
  | { readonly type: 'change-undone'; readonly reason?: string; readonly eventId: string }
  | {
      readonly type: 'document-added';
      readonly documentId: DocumentId;
      readonly versionId: DocumentVersionId;
      /** It was for everyone, and is for some groups only now. */
      readonly restricted?: boolean;
    }
  | {
      readonly type: 'document-indexed';
      readonly documentId: DocumentId;
      readonly versionId: DocumentVersionId;
      readonly replaced?: DocumentVersionId;
    }
  | { readonly type: 'document-removed'; readonly documentId: DocumentId }
  /** Its texts are to be erased for good. It is shown no more from now on. */
  | { readonly type: 'document-erasure-requested'; readonly documentId: DocumentId }
  | { readonly type: 'document-erased'; readonly documentId: DocumentId }
  /** Vectors of new texts follow later: the budget is used up, another worker is at it, or a model whose vectors are kept beside fails. */
  | { readonly type: 'vectors-paused'; readonly reason: 'budget' | 'busy' | 'model' }
  /** Those of another embedding model than before hold everything now. */
  | { readonly type: 'vectors-superseded'; readonly generationId: GenerationId }
  /** They are made anew. */
  | { readonly type: 'vectors-cleared' }
  | { readonly type: 'article-requested'; readonly intentId: IntentId }
  | { readonly type: 'article-drafted'; readonly articleId: ArticleId; readonly revisionId: RevisionId }
  /** A person wrote it. */
  | { readonly type: 'article-edited'; readonly articleId: ArticleId; readonly revisionId: RevisionId }
  | { readonly type: 'article-postponed'; readonly articleId: ArticleId }
  /** The model's budget is used up: the draft goes on later. */
  | { readonly type: 'article-paused'; readonly articleId: ArticleId; readonly intentId: IntentId }
  | {
      readonly type: 'article-reviewed';
      readonly articleId: ArticleId;
      readonly intentId: IntentId;
      readonly revisionId: RevisionId;
      readonly decision: 'approve' | 'request-changes' | 'reject' | 'withdraw';
    }
  | { readonly type: 'article-published'; readonly articleId: ArticleId; readonly revisionId: RevisionId }
  | { readonly type: 'article-withdrawn'; readonly articleId: ArticleId }
  /** What it says may not hold any more. */
  | { readonly type: 'article-stale'; readonly articleId: ArticleId; readonly reason: string }
  | { readonly type: 'answer-given'; readonly answerId: AnswerId }
  /** What became of a suggested reply. */
  | {
      readonly type: 'reply-settled';
      readonly answerId: AnswerId;
      readonly ticketId: TicketId;
      readonly verdict: 'sent' | 'edited' | 'rejected' | 'reopened';
    }
  | { readonly type: 'job-failed'; readonly jobId: JobId; readonly dead: boolean }
  /** What a kind of job stands on (a model's provider, a bucket) has been away for minutes; the jobs wait, and go on by themselves. Told again each hour. */
  | { readonly type: 'work-held-up'; readonly jobId: JobId; readonly job: JobName; readonly since: number };

export type EventType = TicketAIEvent['type'];

/** One event of a type. */
export type EventOf<Type extends EventType> = Extract<TicketAIEvent, { type: Type }>;

/** A stored event. `sequence` counts up without gaps inside a workspace and becomes visible in order: a cursor skips nothing. */
export interface EventRow extends JournalRow {
  readonly id: string;
  readonly workspaceId: WorkspaceId;
  readonly sequence: number;
  readonly type: EventType;
  readonly event: TicketAIEvent;
  readonly at: number;
  readonly actor: Actor;
}

/** Hears events after their transaction is committed; best effort. What it throws is ignored. */
export type EventListener = (event: EventRow) => void | Promise<void>;

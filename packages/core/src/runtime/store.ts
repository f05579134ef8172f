import type { Answer, Feedback } from '../answer/answer.ts';
import type { Article, Review, Revision } from '../article/article.ts';
import type { Chunk, Document, DocumentVersion, EmbeddingRow, Generation } from '../document/document.ts';
import type { EventRow } from '../events.ts';
import type { DocumentId, IntentId, RunId, TicketId, WorkspaceId } from '../ids.ts';
import type {
  Alert,
  Assignment,
  AssignmentHead,
  ClustererState,
  Intent,
  IntentAlias,
  Judgement,
  Run,
  RunIntent,
  Suggestion,
} from '../intent/intent.ts';
import type { JobRequest } from '../jobs.ts';
import type { Journal, Repository } from '../record.ts';
import type { Category } from '../taxonomy/category.ts';
import type { ImportRecord, Message, Ticket } from '../ticket/ticket.ts';
import type { IdempotencyKey, Job, Lease, ModelCall, Spending, WorkflowRun, WorkflowStep } from './job.ts';
import type { EventDraft } from './new-rows.ts';
import type { ApiKey, Member, Session, Workspace } from './workspace.ts';

/** The records of one workspace, by kind. */
export interface Records {
  readonly tickets: Repository<Ticket>;
  readonly messages: Journal<Message>;
  readonly imports: Repository<ImportRecord>;
  readonly intents: Repository<Intent>;
  readonly intentAliases: Repository<IntentAlias>;
  readonly categories: Repository<Category>;
  readonly runs: Repository<Run>;
  readonly runIntents: Repository<RunIntent>;
  readonly alerts: Repository<Alert>;
  readonly assignments: Journal<Assignment>;
  readonly assignmentHeads: Repository<AssignmentHead>;
  readonly clustererStates: Repository<ClustererState>;
  readonly judgements: Journal<Judgement>;
  readonly suggestions: Repository<Suggestion>;
  readonly documents: Repository<Document>;
  readonly documentVersions: Repository<DocumentVersion>;
  readonly chunks: Journal<Chunk>;
  readonly generations: Repository<Generation>;
  readonly embeddings: Journal<EmbeddingRow>;
  readonly articles: Repository<Article>;
  readonly revisions: Journal<Revision>;
  readonly reviews: Journal<Review>;
  readonly answers: Repository<Answer>;
  readonly feedback: Journal<Feedback>;
  readonly workflowRuns: Repository<WorkflowRun>;
  readonly workflowSteps: Journal<WorkflowStep>;
  readonly modelCalls: Repository<ModelCall>;
  readonly spendings: Repository<Spending>;
  readonly idempotencyKeys: Repository<IdempotencyKey>;
}

/** What a transaction may do: read and write records, and append events and jobs that become visible with them. */
export interface Transaction extends Records {
  /** The workspace record as this transaction sees it now. */
  readonly workspace: Workspace;
  /** Changes the workspace record. @throws `conflict` when somebody else changed it since the transaction began */
  updateWorkspace(
    patch: {
      readonly [Field in
        | 'name'
        | 'timeZone'
        | 'activeRunId'
        | 'catalogueVersion'
        | 'embedding']?: Workspace[Field];
    },
  ): Promise<Workspace>;
  /**
   * Appends events and jobs. Event sequences are drawn from the workspace's counter when the transaction commits, so they become visible
   * in order and without gaps. A job whose key waits already is dropped.
   */
  append(options: {
    readonly events?: readonly EventDraft[];
    readonly jobs?: readonly JobRequest[];
  }): Promise<void>;
}

/** Ties a transaction to a lease: when the job was finished or leased by somebody else, the transaction rolls back with `stale-lease`. */
export interface Fence {
  readonly lease: Lease;
  /** Finish the job in this same transaction. */
  readonly finish: boolean;
}

/** The records of one workspace; no method reaches another one's. */
export interface WorkspaceStore extends Records {
  /** @throws `not-found` when the workspace does not exist */
  workspace(): Promise<Workspace>;
  /** Written by {@link Transaction.append} only. */
  readonly events: Pick<Journal<EventRow>, 'get' | 'getMany' | 'find' | 'count'>;
  /** This workspace's jobs, to look at; those that are done can be thrown away. */
  readonly jobs: Pick<Repository<Job>, 'get' | 'getMany' | 'find' | 'count'> & {
    /** Throws away the oldest jobs that are done and were made before; how many there were. What waits, is leased or is dead stays. */
    discardDone(options: { readonly createdBefore: number; readonly limit: number }): Promise<number>;
  };
  /**
   * Runs `work` and commits what it did through `transaction`, or nothing. Inside, only `transaction` may be used. Transactions of one
   * workspace behave as if run one after the other; each write outside a transaction is one of its own. Nothing is visible to others before the
   * commit. Events that were appended are handed to `onCommit` listeners afterwards.
   * @throws `not-found` when the workspace does not exist, `stale-lease`; what `work` throws
   */
  transaction<Result>(
    work: (transaction: Transaction) => Promise<Result>,
    options?: { readonly fence?: Fence },
  ): Promise<Result>;
  /** Tickets per intent by the primary heads of a run (default: the active one), aliases resolved: the keys are ids that stand today. `undefined` key: unassigned. */
  ticketsPerIntent(runId?: RunId): Promise<ReadonlyMap<IntentId | undefined, number>>;
  /** As above in the active run per UTC day number (floor of epoch days), ordered by day, then intent; the range is in epoch milliseconds. Tickets without date are left out. */
  ticketsPerIntentAndDay(range?: {
    readonly from?: number;
    readonly below?: number;
    /** Added to each time before it is cut into days, in milliseconds: a time zone's offset makes its days of UTC days. Default 0. */
    readonly offset?: number;
  }): Promise<
    readonly { readonly intentId: IntentId | undefined; readonly day: number; readonly tickets: number }[]
  >;
  /**
   * Removes the text of tickets or documents everywhere in the store, in one transaction. Tickets: messages, subject, requester, tags, fields, their
   * answers with remarks on them, replies of the model calls that list them, all embeddings of ticket texts. Documents: title, version texts and structure, chunks, their own
   * embeddings, sentences of answers that quote them, replies of model calls that read documents. Ids, hashes and dates stay as tombstones. Blobs, vectors, marks (`deletedAt`, `stale`)
   * and events are the caller's.
   */
  erase(
    target: { readonly ticketIds: readonly TicketId[] } | { readonly documentIds: readonly DocumentId[] },
  ): Promise<void>;
  /**
   * Throws away the oldest workflow runs that are done or given up and were started before, with their steps, in one transaction; how many runs there
   * were. What runs or waits stays.
   */
  discardWorkflows(options: { readonly startedBefore: number; readonly limit: number }): Promise<number>;
}

/** Jobs of all workspaces, for workers. Times come from the store's injected clock. */
export interface JobRows {
  /** Leases due jobs, highest priority first, then oldest; also those whose lease ran out. With `ids`, only of these. Adds one to `attempts`. */
  lease(options: {
    readonly limit: number;
    readonly leaseMs: number;
    readonly ids?: readonly string[];
  }): Promise<readonly { readonly job: Job; readonly lease: Lease }[]>;
  /** Prolongs a lease from now; `undefined` when it was lost. A lease that ran out is lost only when somebody else took the job. */
  heartbeat(lease: Lease, leaseMs: number): Promise<Lease | undefined>;
  /** @throws `stale-lease` */
  finish(lease: Lease): Promise<void>;
  /** Waits until `retryAt`, or is dead without it. @throws `stale-lease` */
  fail(lease: Lease, options: { readonly error: string; readonly retryAt?: number }): Promise<void>;
  /** Gives a job back, due at once or at `retryAt`; does not count as an attempt. Nothing happens when the lease was lost. */
  release(
    lease: Lease,
    options?: { readonly error?: string; readonly retryAt?: number; readonly outageSince?: number },
  ): Promise<void>;
  /** When the next waiting job is due, or a lease runs out; absent when nothing is left to do. */
  nextDueAt(): Promise<number | undefined>;
  /** Puts dead jobs back to waiting, due now and with no attempts. How many there were. */
  retry(ids: readonly string[]): Promise<number>;
}

/** What belongs to the platform, not to one workspace. */
export interface SystemStore {
  /** Deleting a workspace deletes all its records, events and jobs. */
  readonly workspaces: Repository<Workspace>;
  readonly members: Repository<Member>;
  readonly apiKeys: Repository<ApiKey>;
  readonly sessions: Repository<Session>;
  readonly jobs: JobRows;
}

/** PORT. The truth: every record, event and job. Everything else can be rebuilt from it. */
export interface Store {
  workspace(id: WorkspaceId): WorkspaceStore;
  readonly system: SystemStore;
  /** Hears events and new jobs after their commit, in this process only; what a listener throws is ignored. Returns the way to stop. */
  onCommit(listener: (events: readonly EventRow[], jobIds: readonly string[]) => void): () => void;
  /** Brings the schema up to date; safe to call by several processes at once. */
  migrate(): Promise<void>;
  close(): Promise<void>;
}

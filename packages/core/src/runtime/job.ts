import type { JobId, RunId, WorkflowRunId, WorkspaceId } from '../ids.ts';
import type { JobName } from '../jobs.ts';
import type { JournalRow, StoredRecord } from '../record.ts';

/** A piece of background work. */
export interface Job extends StoredRecord {
  readonly id: JobId;
  readonly workspaceId: WorkspaceId;
  readonly name: JobName;
  /** JSON of the payload, with its format's version in `payloadVersion`. */
  readonly payload: string;
  readonly payloadVersion: number;
  /** A request with the key of a waiting job is dropped. A leased job drops none: it may have read its data already. */
  readonly key?: string;
  readonly status: 'waiting' | 'leased' | 'done' | 'dead';
  readonly priority: number;
  /** How often it was leased. */
  readonly attempts: number;
  /** How many of the attempts ended in an error; the others lost their lease, mostly because the worker died. */
  readonly failures?: number;
  /** Not before this time. */
  readonly dueAt: number;
  readonly leaseToken?: string;
  readonly leasedUntil?: number;
  readonly error?: string;
  /** Since when every attempt met an outage; absent once one did not. */
  readonly outageSince?: number;
  readonly createdAt: number;
  readonly finishedAt?: number;
}

/** The right to work on a job until a time. The token changes with every lease: a worker that lost its lease can commit nothing. */
export interface Lease {
  readonly jobId: JobId;
  readonly workspaceId: WorkspaceId;
  readonly token: string;
  readonly until: number;
}

/** A durable workflow: a job that works in steps, each done once. */
export interface WorkflowRun extends StoredRecord {
  readonly id: WorkflowRunId;
  readonly name: string;
  /** A run goes on only with the version of the steps it began with: its journal means nothing to another. */
  readonly workflowVersion: number;
  readonly status: 'running' | 'waiting' | 'done' | 'failed';
  /** What it waits for, e.g. `review`. */
  readonly waitingFor?: string;
  /** What it is about: an import's or article's id. At most one run per name and subject is unfinished. */
  readonly subject: string;
  /** What it is made from; a run of another edition does not go on with it. */
  readonly edition?: string;
  readonly startedAt: number;
  readonly finishedAt?: number;
}

/** A finished step. Id: `<run>:<step>`; a second commit of the same step is a conflict. */
export interface WorkflowStep extends JournalRow {
  readonly runId: WorkflowRunId;
  readonly step: string;
  /** JSON. */
  readonly output: string;
  readonly at: number;
}

/** A reply already given to a request with this key. Id: the key. */
export interface IdempotencyKey extends StoredRecord {
  readonly requestHash: string;
  readonly status: number;
  readonly response: string;
  readonly expiresAt: number;
}

/** One model call and its reply. */
export interface ModelCall extends StoredRecord {
  /** Hash of everything that went in (prompt, model, settings), and the row's id behind a colon. Unique. */
  readonly key: string;
  readonly purpose: string;
  readonly model: string;
  /** Names the prompt and its version. */
  readonly promptVersion?: string;
  readonly status: 'reserved' | 'settled';
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedInputTokens: number;
  readonly costUsd: number;
  /** Empty after one of its tickets was erased. */
  readonly reply: string;
  readonly ticketIds: readonly string[];
  /** The run that pays. */
  readonly runId?: RunId;
  /** The {@link Spending} rows it counts in. */
  readonly sums: readonly string[];
  /** From sending to reply. */
  readonly latencyMs?: number;
  readonly at: number;
}

/** What the model calls of the workspace, of one day or of one run cost together, those under way with their estimates. */
export interface Spending extends StoredRecord {
  /** `workspace`, `day:2026-01-15` (in the workspace's time zone) or `run:` and the run's id. */
  readonly id: string;
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedInputTokens: number;
  /** Billionths of a US dollar. */
  readonly nanoUsd: number;
}

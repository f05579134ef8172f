import type { AssignmentId, CategoryId, IntentId, RunId, TicketId } from '../ids.ts';
import type { Actor, JournalRow, StoredRecord } from '../record.ts';
import type { Certificate } from './risk-control.ts';

/** Where a name comes from; a later, better source may replace a lesser one, never a person's. */
export type NameSource = 'lexical' | 'model' | 'import' | 'person';

/** One thing customers ask for. Its id never changes and never dies: a merged intent's id becomes an alias of the winner's. */
export interface Intent extends StoredRecord {
  readonly id: IntentId;
  readonly name: string;
  readonly nameSource: NameSource;
  /** The name folded for comparison; unique among active intents. */
  readonly nameKey: string;
  readonly description: string;
  /** The L3 category it is filed under. Absent until filed. */
  readonly categoryId?: CategoryId;
  /** `candidate`: found by a re-clustering that does not hold (yet). `retired`: a re-clustering left it without tickets. */
  readonly status: 'candidate' | 'active' | 'merged' | 'retired';
  /** Set when status is `merged`. */
  readonly mergedInto?: IntentId;
  /** Characteristic words, most characteristic first. */
  readonly terms: readonly string[];
  /** Tickets that show the intent best, most central first, at most 64. */
  readonly exemplars: readonly TicketId[];
  /** Fields a person fixed; automation may only suggest changes to them. */
  readonly pins: readonly ('name' | 'description' | 'categoryId')[];
  readonly createdAt: number;
  readonly createdBy: Actor;
  readonly createdInRun: RunId;
}

/** An id that was given up in a merge and what it stands for today. */
export interface IntentAlias extends StoredRecord {
  /** The old intent's id. */
  readonly id: IntentId;
  readonly target: IntentId;
}

/** One pass over tickets that finds intents. The workspace points to its active run: the run whose assignments hold. */
export interface Run extends StoredRecord {
  readonly id: RunId;
  readonly kind: 'discover' | 'recluster';
  readonly status: 'running' | 'candidate' | 'done' | 'failed' | 'dropped';
  /** Why it failed. */
  readonly error?: string;
  /** The run it added assignments to: the one active at its end, or itself when it was the first. */
  readonly target?: RunId;
  /** Re-clusterings: the run that was active when it began. It can replace this one only, and is rolled back to it. */
  readonly basedOn?: RunId;
  /** Re-clusterings: nobody asked for another granularity, so today's is held. */
  readonly holdsGranularity?: boolean;
  /** Re-clusterings: the churn from which on it is marked as a great change. */
  readonly churnBudget?: number;
  /** Re-clusterings: what it would change, in numbers, as of its end. */
  readonly change?: RunChange;
  readonly seed: number;
  readonly granularity: 'coarse' | 'default' | 'fine';
  readonly intentCount?: number;
  /** Names clusterer, settings and versions. */
  readonly fingerprint: string;
  readonly startedAt: number;
  readonly finishedAt?: number;
  readonly startedBy: Actor;
  /** Blob key of the 2-D layout of its tickets. */
  readonly mapKey?: string;
  /** What to tell a person about the result, such as a low-confidence choice of granularity. Codes with parameters. */
  readonly notes: readonly RunNote[];
}

/** How many tickets a re-clustering puts elsewhere. */
export interface RunChange {
  /** Tickets that have an intent today. */
  readonly settled: number;
  /** Of these, tickets that get another intent. */
  readonly moved: number;
  /** Of these, tickets that get none. */
  readonly released: number;
  /** Tickets without an intent that get one. */
  readonly placed: number;
  /** `moved` and `released` as a share of `settled`. */
  readonly churn: number;
}

/** What an intent is while a run holds. Switching to the run applies it; what it replaces is kept for the way back. Id: `<runId>:<intentId>`. */
export interface RunIntent
  extends StoredRecord,
    Pick<Intent, 'status' | 'mergedInto' | 'description' | 'terms' | 'exemplars'> {
  readonly runId: RunId;
  readonly intentId: IntentId;
}

/**
 * Something that deserves a look: an intent that surges, a changed mix of intents, a topic among tickets without an intent. At most one per kind,
 * subject and day. Id: `<kind>:<subject>:<day>`.
 */
export interface Alert extends StoredRecord {
  readonly kind: 'surge' | 'drift' | 'topic';
  /** ISO date in the workspace's time zone. */
  readonly day: string;
  readonly at: number;
  /** Surges: the intent; absent for tickets without an intent. */
  readonly intentId?: IntentId;
  /** Tickets that made it. */
  readonly tickets: number;
  /** What the past let expect. */
  readonly expected: number;
  /** Probability of the like when nothing has changed, corrected for the number of things looked at. */
  readonly p: number;
  /** Drift: the population stability index. */
  readonly stabilityIndex?: number;
  /** Drift: the intents whose share changed most. */
  readonly movers?: readonly {
    readonly intentId?: IntentId;
    readonly before: number;
    readonly after: number;
  }[];
  /** Topics: characteristic words. */
  readonly terms?: readonly string[];
  /** Some of the tickets, most central first. */
  readonly ticketIds: readonly TicketId[];
}

/** A remark on a run for people, as a code and its parameters. */
export interface RunNote {
  readonly code: string;
  readonly parameters: Readonly<Record<string, string | number>>;
}

/** How a ticket came to its intent, or to none. */
export type Decision = 'discovered' | 'matched' | 'provisional' | 'unassigned' | 'person';

/** Why: enough to explain the decision to a person, no customer text. */
export interface DecisionTrace {
  /** One sentence. */
  readonly reason: string;
  /**
   * A fixed word for grouping: `near-neighbours`, `no-text`, `too-unlike`, `too-few-alike`, `ambiguous`, `person`; `model` (a model chose), `none-fits` and
   * `abstained` (a model found none, or gave no usable answer), `audit` and `asks-model` (waits for a model), `over-budget`, `model-down`, ...
   */
  readonly code: string;
  readonly candidates: readonly { readonly intentId: IntentId; readonly score: number }[];
  readonly neighbours?: readonly { readonly ticketId: TicketId; readonly similarity: number }[];
  /** Clusterer and version, or model and prompt version. */
  readonly decidedBy: string;
  /** The score from which on matches were automatic at that moment; absent while nothing was. */
  readonly threshold?: number;
  /** Whether that threshold was certified by audits, or only the default. */
  readonly certified?: boolean;
  /** Picked for an audit by chance, with this probability: somebody's word on it counts for as many tickets as it stands for. */
  readonly audit?: number;
  /** Its share of what the model's call cost, in US dollars. */
  readonly costUsd?: number;
}

/** Primary: what the ticket is about. Secondary: a second issue in it. */
export type AssignmentRole = 'primary' | 'secondary';

/** One decision about one ticket. Insert-only: the newest row of (ticket, role) in the active run holds; a person's stands above all runs. */
export interface Assignment extends JournalRow {
  readonly id: AssignmentId;
  readonly ticketId: TicketId;
  readonly runId: RunId;
  readonly role: AssignmentRole;
  /** Orders the decisions about one ticket; (ticket, run, role, sequence) is unique. */
  readonly sequence: number;
  /** Absent: no intent fits. */
  readonly intentId?: IntentId;
  readonly decision: Decision;
  /** 0 to 1. */
  readonly confidence: number;
  readonly trace: DecisionTrace;
  /** The assignment it replaced in its run; one that was made again has the one its original replaced. */
  readonly previous?: AssignmentId;
  readonly at: number;
  readonly actor: Actor;
}

/**
 * A run's newest assignment of a ticket in a role. A projection of `assignment`, written in the same transaction and rebuildable; those of the
 * active run hold now. Id: `<runId>:<ticketId>:<role>`.
 */
export interface AssignmentHead extends StoredRecord {
  readonly ticketId: TicketId;
  readonly role: AssignmentRole;
  readonly runId: RunId;
  readonly assignmentId: AssignmentId;
  readonly sequence: number;
  readonly intentId?: IntentId;
  readonly decision: Decision;
  readonly confidence: number;
  /** The ticket's date, so that volume over time needs no join. */
  readonly ticketCreatedAt?: number;
  /** In a re-clustering: the assignment of the run it is based on that was seen; a later one is carried over at the promotion. */
  readonly follows?: AssignmentId;
}

/** What judgements taught: a clusterer's weights and how far its matches can be trusted. One row (id = the clusterer's name), rebuildable from `judgement` rows. */
export interface ClustererState extends StoredRecord {
  readonly catalogueVersion: number;
  /** Absent: the clusterer does not learn. */
  readonly state?: string;
  readonly certificate?: Certificate;
  /** How many judgements there were. */
  readonly judgements?: number;
  /** When it was learned. */
  readonly at?: number;
}

/** Somebody's word on one assignment: training data and audit. */
export interface Judgement extends JournalRow {
  readonly id: string;
  readonly ticketId: TicketId;
  readonly proposed?: IntentId;
  readonly decided?: IntentId;
  /**
   * 1 divided by the probability with which the ticket was picked for judgement. 0: it was not picked by chance but came across (a person moves what
   * looks wrong); such a judgement teaches, and proves nothing about how often matches are wrong.
   */
  readonly weight: number;
  readonly at: number;
  readonly actor: Actor;
}

/** An operation that was not applied because it touches what a person fixed. */
export interface Suggestion extends StoredRecord {
  readonly kind: string;
  /** The same suggestion again has the same key: never raised twice. Unique. */
  readonly key: string;
  readonly operation: string;
  readonly status: 'open' | 'accepted' | 'rejected';
  readonly raisedAt: number;
  readonly raisedBy: Actor;
  readonly settledBy?: Actor;
}

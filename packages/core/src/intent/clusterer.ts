import type { IntentId, TicketId, WorkspaceId } from '../ids.ts';
import type { Embeddings } from '../model/embeddings.ts';
import type { Models } from '../model/models.ts';
import type { Parallel } from '../text/parallel.ts';
import type { RunNote } from './intent.ts';

/** What a clusterer reads of a ticket, cleaned of quotes, greetings and signatures. */
export interface TicketText {
  readonly ticketId: TicketId;
  /** Subject and customer messages; empty when the ticket has no text. */
  readonly text: string;
  /** What agents answered; empty before the first reply. Agents name the matter in the company's own words, so discovery gains much by it. */
  readonly replies: string;
  /** Names of people that the ticket tells: of who asked, and of those it greets and is signed with. They name no intent. */
  readonly people?: readonly string[];
  /** BCP 47 tag, or `und`. */
  readonly language: string;
  readonly createdAt?: number;
}

/** How fine intents shall be. */
export type Granularity = 'coarse' | 'default' | 'fine';

/** A group of tickets that ask for the same, with a name to begin with. */
export interface ProposedIntent {
  /** The intent of the catalogue it is, where the clusterer knows: its tickets join that one, and its name counts for nothing. */
  readonly known?: IntentId;
  readonly name: string;
  readonly nameSource: 'lexical' | 'model';
  readonly description: string;
  readonly terms: readonly string[];
  /** Most central first. */
  readonly members: readonly {
    readonly ticketId: TicketId;
    readonly confidence: number;
    readonly secondary?: boolean;
  }[];
}

/** What was found in a set of tickets. Every ticket is in one proposal (as primary) or in `unassigned`. */
export interface ClusterPlan {
  readonly intents: readonly ProposedIntent[];
  readonly unassigned: readonly {
    readonly ticketId: TicketId;
    readonly code: string;
    readonly reason: string;
    readonly nearest?: TicketId;
  }[];
  /** Remarks for people, e.g. a low-confidence choice of granularity. */
  readonly notes: readonly RunNote[];
  /** A 2-D layout, one point per ticket in input order; drawn, never computed with. */
  readonly map?: {
    readonly method: string;
    readonly seed: number;
    readonly x: Float32Array;
    readonly y: Float32Array;
  };
}

/** An intent as a clusterer may match against it. */
export interface CatalogueIntent {
  readonly intentId: IntentId;
  readonly name: string;
  readonly description: string;
  readonly terms: readonly string[];
  /** The categories it is filed under, outermost first. Discoveries are told it when there are more than 400 intents. */
  readonly path?: readonly string[];
  /** How many tickets it has; told together with `path`. */
  readonly ticketCount?: number;
  /** At most 64. */
  readonly exemplars: readonly TicketText[];
}

/** All active intents of one workspace at one moment. A clusterer may cache what it builds from it under `workspaceId` and `version`. */
export interface Catalogue {
  readonly workspaceId: WorkspaceId;
  readonly version: number;
  readonly intents: readonly CatalogueIntent[];
}

/** The ranked candidates for one ticket. Thresholds are not the clusterer's business. */
export interface MatchDecision {
  readonly ticketId: TicketId;
  /** Best first, at most 8. `score` is an estimated probability that the intent is right. */
  readonly candidates: readonly { readonly intentId: IntentId; readonly score: number }[];
  /** Estimated probability that none of the catalogue fits. */
  readonly noneScore: number;
  /** A second matter of the ticket, when one of its parts asks for something else. */
  readonly secondary?: { readonly intentId: IntentId; readonly score: number };
  /** One sentence for people. */
  readonly reason: string;
  readonly neighbours?: readonly { readonly ticketId: TicketId; readonly similarity: number }[];
}

/** A ticket and the intent that it was judged to have; none: no intent of the catalogue fits it. */
export interface JudgedTicket {
  readonly ticket: TicketText;
  readonly intentId?: IntentId;
  /** How many tickets it stands for. Default 1. */
  readonly weight?: number;
}

/**
 * PORT. Decides which tickets ask for the same; writes nothing. Guarantees (certified thresholds, audits, no duplicate intents, pins) are
 * kept by the stages around it, so every clusterer gets them.
 */
export interface Clusterer {
  /** Names algorithm and version, e.g. `lexical@1`; part of a run's fingerprint. */
  readonly name: string;
  /** Finds intents in tickets. Same tickets and seed: same plan, in any order of the tickets. */
  discover(options: {
    readonly tickets: readonly TicketText[];
    readonly granularity?: Granularity;
    /** Wanted number of intents; overrides `granularity`. */
    readonly intentCount?: number;
    /** Intents there are already; a clusterer that understands them says which of its proposals they are. */
    readonly catalogue?: Catalogue;
    readonly seed?: number;
    readonly parallel?: Parallel;
    /** The models of the workspace, when it has any. */
    readonly models?: Models;
    /** Its embedding model, when it has one. */
    readonly embeddings?: Embeddings;
    readonly abortSignal?: AbortSignal;
    /** 0 to 1, and what is being done. */
    readonly onProgress?: (progress: { readonly done: number; readonly step: string }) => void;
  }): Promise<ClusterPlan>;
  /** Ranks known intents for new tickets; one decision per ticket, in order. */
  assign(options: {
    readonly tickets: readonly TicketText[];
    readonly catalogue: Catalogue;
    /** What an earlier call returned; lost state costs quality, not correctness. */
    readonly state?: string;
    readonly models?: Models;
    readonly abortSignal?: AbortSignal;
  }): Promise<{ readonly decisions: readonly MatchDecision[]; readonly state?: string }>;
  /**
   * Learns from tickets that a person or a model has judged, newest last; gives the state for later calls of `assign`, whole: what was learned
   * before is learned again from the same judgements. Absent: the clusterer does not learn.
   */
  learn?(options: {
    readonly judged: readonly JudgedTicket[];
    readonly catalogue: Catalogue;
    readonly abortSignal?: AbortSignal;
  }): Promise<{ readonly state: string }>;
}

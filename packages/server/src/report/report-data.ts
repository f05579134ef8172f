/** Everything one report shows: plain JSON, so that it can be written to disk and rendered again. */
export interface ReportData {
  readonly title: string;
  /** Where the tickets came from, in words or as a file name. */
  readonly source: string;
  /** Epoch milliseconds; the only clock the report reads. */
  readonly generatedAt: number;
  readonly version: string;
  readonly seed: number;
  /** The engine that found the intents, for example `lexical` or a model's name. */
  readonly engine: string;
  /** How long it took; left out where the report must be the same bytes every time. */
  readonly seconds?: number;
  readonly llm: ReportSpend;
  /** How fine the intents were cut and why, in one sentence. */
  readonly granularity?: string;
  /** What a reader should know before relying on the report, a sentence or two each. */
  readonly cautions?: readonly string[];
  /** IANA zone in which days begin; an unknown zone reads as UTC. */
  readonly timeZone: string;
  readonly tickets: readonly ReportTicket[];
  readonly intents: readonly ReportIntent[];
  /** Words for the reason codes of unassigned tickets; a code without an entry is shown as it is. */
  readonly unassignedReasons?: readonly ReportReason[];
  /** How the points were laid out; without it, or without points, the page has no map. */
  readonly map?: ReportMap;
  /** Confidence from which the words `high` and `fair` are used; 0.8 and 0.6 when absent. */
  readonly confidenceLevels?: ConfidenceLevels;
}

export interface ReportSpend {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number;
}

export interface ReportTicket {
  /** The id the customer's own system uses. */
  readonly id: string;
  readonly subject: string;
  /** The gist of the ticket. */
  readonly text: string;
  /** Epoch milliseconds. */
  readonly at?: number;
  /** The intent's id; absent when the ticket stayed unassigned. */
  readonly intent?: string;
  /** From 0 to 1. */
  readonly confidence: number;
  /** How the ticket got where it is, for example `matched` or `provisional`. */
  readonly decision: string;
  /** Why it stayed unassigned: a code of `unassignedReasons`. */
  readonly reason?: string;
  /** Place on the map, from 0 to 1. */
  readonly x?: number;
  readonly y?: number;
}

export interface ReportIntent {
  readonly id: string;
  readonly name: string;
  /** Who named it: `lexical`, `model` or `person`. */
  readonly nameSource: string;
  readonly description?: string;
  readonly l1: string;
  readonly l2: string;
  readonly l3: string;
  /** Characteristic words, the most telling first. */
  readonly terms: readonly string[];
  readonly ticketCount: number;
  readonly exampleIds: readonly string[];
  /** From 0 to 1. */
  readonly confidence: number;
  /** Epoch milliseconds of its first ticket. */
  readonly firstSeen?: number;
  /** First seen in the month the report covers. */
  readonly isNew: boolean;
  readonly article?: ReportArticle;
}

export interface ReportArticle {
  readonly title: string;
  /** For example `draft`, `in review`, `published`. */
  readonly status: string;
  /** How it was written, for example `extractive`. */
  readonly method: string;
  readonly summary?: string;
  readonly steps: readonly ReportStep[];
}

export interface ReportStep {
  readonly text: string;
  /** What the step cites: a ticket or a document, with its place. */
  readonly source: string;
}

export interface ReportReason {
  readonly code: string;
  /** A clause that follows "because", for example `two intents were equally close`. */
  readonly label: string;
  /** What a person can do about it. */
  readonly advice?: string;
}

export interface ReportMap {
  readonly method: string;
  readonly seed: number;
}

export interface ConfidenceLevels {
  readonly high: number;
  readonly fair: number;
}

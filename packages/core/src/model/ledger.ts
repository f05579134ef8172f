import type { RunId } from '../ids.ts';

/** What a model call is for; costs are reported per purpose. */
export type ModelPurpose =
  | 'label-groups'
  | 'adjudicate'
  | 'judge-pairs'
  | 'disambiguate'
  | 'build-taxonomy'
  | 'draft-article'
  | 'answer'
  | 'embed';

/** Tokens and money of one call. */
export interface ModelUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** The part of `inputTokens` that the provider had in its prompt cache. */
  readonly cachedInputTokens: number;
  /** US dollars. */
  readonly costUsd: number;
}

/** What several calls cost together; calls under way count with their estimates. */
export interface ModelSpending extends ModelUsage {
  readonly calls: number;
}

/** Upper bounds; what is absent is not bounded. Tokens are those that go in and those that come out. */
export interface BudgetLimits {
  readonly usd?: number;
  readonly tokens?: number;
  readonly calls?: number;
}

/** What models may cost. A call must fit into all three. */
export interface Budget {
  /** One run: a discovery, a re-clustering. Calls outside of runs are not bounded by it. */
  readonly perRun?: BudgetLimits;
  /** One day, in the time zone of the workspace. */
  readonly perDay?: BudgetLimits;
  /** The workspace, from its first call on. */
  readonly total?: BudgetLimits;
}

/** Which calls are counted together. */
export type BudgetScope = 'workspace' | 'day' | { readonly runId: RunId };

/** Leave to make one call. */
export interface Reservation {
  readonly id: string;
}

/** A call about to be made. */
export interface PlannedCall {
  readonly key: string;
  readonly purpose: ModelPurpose;
  readonly model: string;
  /** The worst case. */
  readonly estimate: ModelUsage;
  /** Names the prompt and its version, e.g. `adjudicate@1`. */
  readonly promptVersion?: string;
  /** Tickets whose text goes out with it. */
  readonly ticketIds?: readonly string[];
  readonly runId?: RunId;
}

/**
 * PORT. Keeps paid replies and watches the budget: a reply is asked for by content before a call, the call's worst case is reserved, its
 * real cost settled. Atomic across processes, so a budget is never overspent by more than the calls already under way cost beyond their
 * estimates. A call whose process died counts with its estimate: the provider may have charged it.
 */
export interface Ledger {
  /** Nothing is asked: calls are only counted. */
  readonly isDryRun?: boolean;
  /** A paid reply to exactly this request, so that a retry does not pay twice. Once found it stays, whatever other calls of the key do. */
  findReply(key: string): Promise<string | undefined>;
  /** Work does not grow with the number of calls. @throws `budget-exhausted` */
  reserve(call: PlannedCall): Promise<Reservation>;
  /** The real cost takes the place of the estimate. An empty reply is paid, but never found. */
  settle(
    reservation: Reservation,
    options: { readonly usage: ModelUsage; readonly reply: string; readonly latencyMs?: number },
  ): Promise<void>;
  /** The call failed without cost. Does nothing to a call that was settled. */
  cancel(reservation: Reservation): Promise<void>;
  /** What was spent in the workspace, today, or in a run. */
  spent(scope: BudgetScope): Promise<ModelSpending>;
  /** What may still be spent now, by the tightest of the bounds that hold; empty when nothing is bounded. */
  left(runId?: RunId): Promise<BudgetLimits>;
}

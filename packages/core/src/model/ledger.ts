/** What a model call is for; costs are reported per purpose. */
export type ModelPurpose =
  | 'label-groups'
  | 'adjudicate'
  | 'judge-pairs'
  | 'build-taxonomy'
  | 'draft-article'
  | 'answer'
  | 'embed';

/** Tokens and money of one call. */
export interface ModelUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedInputTokens: number;
  /** US dollars. */
  readonly costUsd: number;
}

/** Upper bounds of UTC days; what is absent is not bounded. */
export interface Budget {
  readonly usdPerDay?: number;
  readonly tokensPerDay?: number;
  readonly callsPerDay?: number;
}

/** Leave to make one call. */
export interface Reservation {
  readonly id: string;
}

/**
 * PORT. Keeps paid replies and watches the budget: a reply is asked for by content before a call, the call's worst case is reserved, its
 * real cost settled. Atomic across processes, so a budget is never overspent by more than the calls already under way.
 */
export interface Ledger {
  /** A paid reply to exactly this request, so that a retry does not pay twice. Once found it stays, whatever other calls of the key do. */
  findReply(key: string): Promise<string | undefined>;
  /** @throws `budget-exhausted` */
  reserve(options: {
    readonly key: string;
    readonly purpose: ModelPurpose;
    readonly model: string;
    readonly estimate: ModelUsage;
    readonly ticketIds?: readonly string[];
  }): Promise<Reservation>;
  /** The real cost takes the place of the estimate. An empty reply is paid, but never found. */
  settle(
    reservation: Reservation,
    options: { readonly usage: ModelUsage; readonly reply: string },
  ): Promise<void>;
  /** The call failed without cost. Does nothing to a call that was settled. */
  cancel(reservation: Reservation): Promise<void>;
  /** What was spent since `from` (epoch ms, included), calls under way with their estimates. */
  spent(from: number): Promise<ModelUsage & { readonly calls: number }>;
}

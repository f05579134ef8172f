/** So many in so long: all at once or spread out, and never more. */
export interface Rate {
  /** How many may come at once, and how many come back in `perMs`. A whole number, at least 1. */
  readonly limit: number;
  /** In milliseconds. */
  readonly perMs: number;
}

/** What a limiter says to one request. */
export interface RateVerdict {
  readonly allowed: boolean;
  /** How many more would be let in at once now. */
  readonly remaining: number;
  /** When the next one will be let in, in milliseconds; 0 when one would be now. */
  readonly retryAfterMs: number;
  /** When all of `limit` are there again, in milliseconds. */
  readonly resetMs: number;
}

/** PORT. Counts what callers do, and says when it is too much. */
export interface RateLimiter {
  /**
   * Lets one in, or not; one that is not let in costs nothing. Callers who ask at the same moment are counted one by one. Keys carry the workspace.
   * @throws `invalid-input` for a rate that is none; `adapter-failed` while nobody can count: whether that lets in is the caller's to say
   */
  take(key: string, rate: Rate): Promise<RateVerdict>;
  close(): Promise<void>;
}

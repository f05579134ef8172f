/** A value that can be filtered on. */
export type VectorMetadata = Readonly<Record<string, string | number | boolean>>;

/** One stored vector. */
export interface VectorRecord {
  readonly id: string;
  /** All vectors of one collection have the same length. */
  readonly embedding: Float32Array;
  readonly metadata: VectorMetadata;
}

/** Metadata that must be equal to the given value, or to one of the given values; all keys must hold. */
export type VectorWhere = Readonly<
  Record<string, string | number | boolean | readonly (string | number | boolean)[]>
>;

/** One search hit. */
export interface VectorMatch {
  readonly id: string;
  /** Cosine similarity, -1 to 1. */
  readonly score: number;
  readonly metadata: VectorMetadata;
}

/**
 * PORT. Finds the stored vectors nearest to a given one. A cache of the record store: it can be wiped and rebuilt, and what it returns
 * is always checked against the records. Collections are named by Ticket AI (workspace and index generation), never by a caller.
 */
export interface VectorStore {
  /**
   * Adds, or replaces by id. All or nothing.
   * @throws `dimension-mismatch` when lengths differ within the collection; `invalid-input` for an empty vector or values that are not finite;
   * `aborted` when the signal has fired before it begins
   */
  upsert(options: {
    readonly collection: string;
    readonly records: readonly VectorRecord[];
    readonly abortSignal?: AbortSignal;
  }): Promise<void>;
  /**
   * At most `topK` matches, best first; an unknown collection has none.
   * @throws `dimension-mismatch`; `invalid-input` as above, and when `topK` is no whole number from 1; `aborted`
   */
  query(options: {
    readonly collection: string;
    readonly embedding: Float32Array;
    readonly topK: number;
    readonly where?: VectorWhere;
    readonly abortSignal?: AbortSignal;
  }): Promise<readonly VectorMatch[]>;
  /** Deletes by ids, or all that meet `where`; with both, what has one of the ids and meets `where`; with neither, the whole collection. */
  delete(options: {
    readonly collection: string;
    readonly ids?: readonly string[];
    readonly where?: VectorWhere;
  }): Promise<void>;
  count(options: { readonly collection: string; readonly where?: VectorWhere }): Promise<number>;
  /** Releases what the store opened; later calls may fail. */
  close(): Promise<void>;
}

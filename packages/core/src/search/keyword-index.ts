import type { ChunkId } from '../ids.ts';

/** One indexed chunk. */
export interface KeywordEntry {
  readonly chunkId: ChunkId;
  readonly title: string;
  readonly headings: string;
  readonly text: string;
  /** BCP 47 tag. */
  readonly language: string;
}

/**
 * PORT. Finds chunks by their words. A cache of the records: it remembers up to which event it was built (`position`), and the search
 * stage brings it up to date, so several processes may each hold their own.
 */
export interface KeywordIndex {
  /** The event sequence it was built up to; 0 when it holds nothing of this collection. */
  position(collection: string): Promise<number>;
  /** Adds or replaces by chunk id, then moves the position. */
  add(options: {
    readonly collection: string;
    readonly entries: readonly KeywordEntry[];
    readonly position: number;
  }): Promise<void>;
  remove(options: {
    readonly collection: string;
    readonly chunkIds: readonly ChunkId[];
    readonly position: number;
  }): Promise<void>;
  /** Best first; ties by chunk id. */
  search(options: {
    readonly collection: string;
    readonly query: string;
    readonly topK: number;
  }): Promise<readonly { readonly chunkId: ChunkId; readonly score: number }[]>;
  /** The share of the query's word weight (IDF) that the collection knows at all, 0 to 1: near 0 means off-topic. */
  coverage(options: { readonly collection: string; readonly query: string }): Promise<number>;
  count(collection: string): Promise<number>;
  /** Forgets a collection; its position is 0 again. */
  clear(collection: string): Promise<void>;
  close(): Promise<void>;
}

import type { ChunkId } from '../ids.ts';
import type { ChunkIndex } from './chunk-index.ts';

/** PORT. Finds chunks by their words. */
export interface KeywordIndex extends ChunkIndex {
  /** Best first; ties by chunk id. */
  search(options: {
    readonly collection: string;
    readonly query: string;
    readonly topK: number;
  }): Promise<readonly { readonly chunkId: ChunkId; readonly score: number }[]>;
  /** The share of the query's word weight (IDF) that the collection knows at all, 0 to 1: near 0 means off-topic. */
  coverage(options: { readonly collection: string; readonly query: string }): Promise<number>;
}

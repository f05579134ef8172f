import type { ChunkId, DocumentId, DocumentVersionId } from '../ids.ts';

/** One indexed chunk. */
export interface ChunkEntry {
  readonly chunkId: ChunkId;
  readonly documentId: DocumentId;
  readonly versionId: DocumentVersionId;
  /** The document's collection, such as `documents` or `articles`. */
  readonly collection: string;
  readonly title: string;
  readonly headings: string;
  readonly text: string;
  /** BCP 47 tag. */
  readonly language: string;
}

/**
 * What is kept of the chunks to find them by. A cache of the records: it remembers up to which event it was built (`position`), and the
 * search stage brings it up to date, so several processes may each hold their own.
 */
export interface ChunkIndex {
  /** The event sequence it was built up to; 0 when it holds nothing of this collection. */
  position(collection: string): Promise<number>;
  /** Adds or replaces by chunk id, then moves the position. */
  add(options: {
    readonly collection: string;
    readonly entries: readonly ChunkEntry[];
    readonly position: number;
  }): Promise<void>;
  remove(options: {
    readonly collection: string;
    readonly chunkIds: readonly ChunkId[];
    readonly position: number;
  }): Promise<void>;
  count(collection: string): Promise<number>;
  /** Forgets a collection; its position is 0 again. */
  clear(collection: string): Promise<void>;
  close(): Promise<void>;
}

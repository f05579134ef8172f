/** What is known of a stored blob. */
export interface BlobInfo {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  readonly mediaType: string;
}

/**
 * PORT. Keeps bytes under keys: original files and exports. A key is one or more segments of `A-Z a-z 0-9 . _ -` joined by `/`;
 * no segment is `.` or `..`. Everything else is refused with `invalid-input`, so no key can leave the store.
 */
export interface BlobStore {
  /** Writes or replaces; a reader sees the old or the new bytes, never a mix. */
  put(options: {
    readonly key: string;
    readonly bytes: Uint8Array;
    readonly mediaType: string;
    readonly abortSignal?: AbortSignal;
  }): Promise<void>;
  get(key: string): Promise<{ readonly bytes: Uint8Array; readonly mediaType: string } | undefined>;
  /** Whether there was something to delete. */
  delete(key: string): Promise<boolean>;
  /** Blobs whose key starts with `prefix`, ordered by key. */
  list(prefix: string): AsyncIterable<BlobInfo>;
  close(): Promise<void>;
}

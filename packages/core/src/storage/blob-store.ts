/** What is known of a stored blob. */
export interface BlobInfo {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
}

/** A blob whose bytes come piece by piece. Read the stream to its end or cancel it: until then a file or a connection is open. */
export interface OpenBlob {
  readonly stream: ReadableStream<Uint8Array>;
  /** Bytes. */
  readonly size: number;
  readonly mediaType: string;
}

/** How a link reads a blob. */
export interface BlobLinkOptions {
  /** How long the link opens, in milliseconds: at most seven days. */
  readonly expiresInMs: number;
  /** The browser saves the file under this name instead of showing it. */
  readonly fileName?: string;
}

/**
 * PORT. Keeps bytes under keys: original files and exports. A key is one or more segments of `A-Z a-z 0-9 . _ -` joined by `/`;
 * no segment is `.` or `..`. Everything else is refused with `invalid-input`, so no key can leave the store.
 */
export interface BlobStore {
  /** Writes or replaces; a reader sees the old or the new bytes, never a mix. Of a stream that breaks off, nothing is stored. */
  put(options: {
    readonly key: string;
    readonly bytes: Uint8Array | ReadableStream<Uint8Array>;
    readonly mediaType: string;
    readonly abortSignal?: AbortSignal;
  }): Promise<void>;
  get(key: string): Promise<{ readonly bytes: Uint8Array; readonly mediaType: string } | undefined>;
  /** As `get`, for what is too big to be held, or goes on to somebody else. */
  open(key: string): Promise<OpenBlob | undefined>;
  /**
   * A URL from which anybody can read the blob until it expires, so that big files need not pass through a server of ours. Stores that
   * cannot give one lack this.
   */
  link?(key: string, options: BlobLinkOptions): Promise<string>;
  /** Whether there was something to delete. */
  delete(key: string): Promise<boolean>;
  /** Blobs whose key starts with `prefix`, ordered by key. */
  list(prefix: string): AsyncIterable<BlobInfo>;
  close(): Promise<void>;
}

/** One thing worth knowing about a running server. Never holds secrets or customers' texts. */
export interface LogEntry {
  readonly level: 'info' | 'error';
  readonly message: string;
  /** The request it is about, as told to the caller. */
  readonly requestId?: string;
  readonly error?: unknown;
}

/** Where the server says how it goes. */
export type Log = (entry: LogEntry) => void;

/** PORT. Wakes workers; the work itself is rows in the store. A lost or doubled wake-up is harmless: workers also sweep for due rows. */
export interface JobQueue {
  /** Tells that jobs may be due. */
  notify(jobIds: readonly string[]): Promise<void>;
  /** Calls `wake` after a notification and at least every `sweepMs`; never twice at once. Ends with the returned handle's `close`, after the running call. */
  work(wake: () => Promise<void>, options: { readonly sweepMs: number }): Promise<{ close(): Promise<void> }>;
  close(): Promise<void>;
}

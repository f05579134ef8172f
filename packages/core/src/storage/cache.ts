/** PORT. Keeps what can be computed again. Losing an entry costs time, never correctness; keys carry the workspace. */
export interface Cache {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, options?: { readonly expiresInMs?: number }): Promise<void>;
  delete(key: string): Promise<void>;
  close(): Promise<void>;
}

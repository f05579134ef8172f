import type { Cache } from '../cache.ts';

/** Settings of {@link memoryCache}; every one optional. */
export interface MemoryCacheOptions {
  /** Epoch milliseconds. */
  readonly now?: () => number;
  /** What was not used for longest goes first. Default 10,000. */
  readonly maxEntries?: number;
}

interface Entry {
  readonly value: string;
  readonly expiresAt: number;
}

/** A cache in memory of bounded size. */
export function memoryCache({ now = Date.now, maxEntries = 10_000 }: MemoryCacheOptions = {}): Cache {
  // A Map keeps the order of insertion: the first entry is the one unused for longest.
  const entries = new Map<string, Entry>();

  function touch(key: string, entry: Entry): void {
    entries.delete(key);
    entries.set(key, entry);
  }

  return {
    async get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      if (entry.expiresAt <= now()) {
        entries.delete(key);
        return undefined;
      }
      touch(key, entry);
      return entry.value;
    },
    async set(key, value, { expiresInMs = Infinity } = {}) {
      touch(key, { value, expiresAt: now() + expiresInMs });
      const [oldest] = entries.keys();
      if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest);
    },
    async delete(key) {
      entries.delete(key);
    },
    async close() {
      entries.clear();
    },
  };
}

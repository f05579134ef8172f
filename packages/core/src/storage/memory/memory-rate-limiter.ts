import { checkRate, countRate } from '../count-rate.ts';
import type { RateLimiter } from '../rate-limiter.ts';

/** Settings of {@link memoryRateLimiter}; every one optional. */
export interface MemoryRateLimiterOptions {
  /** Epoch milliseconds. */
  readonly now?: () => number;
  /** Of how many callers is remembered what they did; who was seen longest ago is forgotten first. Default 100,000. */
  readonly maxKeys?: number;
}

/** Counts for this process alone: several of them let in several times as much. */
export function memoryRateLimiter({
  now = Date.now,
  maxKeys = 100_000,
}: MemoryRateLimiterOptions = {}): RateLimiter {
  const fullAt = new Map<string, number>();
  return {
    async take(key, rate) {
      checkRate(rate);
      const counted = countRate(rate, now(), fullAt.get(key));
      fullAt.delete(key);
      fullAt.set(key, counted.fullAt);
      const [oldest] = fullAt.keys();
      if (fullAt.size > maxKeys && oldest !== undefined) fullAt.delete(oldest);
      return counted.verdict;
    },
    async close() {
      fullAt.clear();
    },
  };
}

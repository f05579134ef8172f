import { describe, expect, it } from 'vitest';
import { blobStoreCases } from '../../conformance/blob-store-cases.ts';
import { cacheCases } from '../../conformance/cache-cases.ts';
import { rateLimiterCases } from '../../conformance/rate-limiter-cases.ts';
import { runConformance } from '../../conformance/run-conformance.ts';
import { vectorStoreCases } from '../../conformance/vector-store-cases.ts';
import { memoryBlobs } from './memory-blob-store.ts';
import { memoryCache } from './memory-cache.ts';
import { memoryRateLimiter } from './memory-rate-limiter.ts';
import { memoryVectors } from './memory-vector-store.ts';

describe('memoryVectors', () => {
  runConformance(it, vectorStoreCases, { create: memoryVectors, destroy: (store) => store.close() });
});

describe('memoryBlobs', () => {
  runConformance(it, blobStoreCases, { create: memoryBlobs, destroy: (store) => store.close() });
});

describe('memoryCache', () => {
  runConformance(it, cacheCases, {
    create: memoryCache,
    destroy: (cache) => cache.close(),
    capabilities: ['injected-clock'],
  });

  it('forgets what was unused for longest when it is full', async () => {
    const cache = memoryCache({ maxEntries: 2 });
    await cache.set('a', '1');
    await cache.set('b', '2');
    await cache.get('a');
    await cache.set('c', '3');
    expect([await cache.get('a'), await cache.get('b'), await cache.get('c')]).toEqual(['1', undefined, '3']);
  });
});

describe('memoryRateLimiter', () => {
  runConformance(it, rateLimiterCases, { create: memoryRateLimiter, destroy: (limiter) => limiter.close() });

  it('lets in all of a large limit, though its share of the time is no whole number', async () => {
    const limiter = memoryRateLimiter({ now: () => 1_800_000_000_123 });
    const rate = { limit: 7001, perMs: 60_000 };
    for (let time = 0; time < rate.limit; time += 1)
      expect((await limiter.take('key', rate)).allowed).toBe(true);
    expect((await limiter.take('key', rate)).allowed).toBe(false);
  });

  it('remembers no more callers than it may', async () => {
    const limiter = memoryRateLimiter({ now: () => 0, maxKeys: 1 });
    const once = { limit: 1, perMs: 1000 };
    await limiter.take('a', once);
    expect((await limiter.take('a', once)).allowed).toBe(false);
    await limiter.take('b', once);
    expect((await limiter.take('a', once)).allowed).toBe(true);
  });
});

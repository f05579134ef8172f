import { describe, expect, it } from 'vitest';
import { blobStoreCases } from '../../conformance/blob-store-cases.ts';
import { cacheCases } from '../../conformance/cache-cases.ts';
import { runConformance } from '../../conformance/run-conformance.ts';
import { vectorStoreCases } from '../../conformance/vector-store-cases.ts';
import { memoryBlobs } from './memory-blob-store.ts';
import { memoryCache } from './memory-cache.ts';
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

import { describe, expect, it } from 'vitest';
import { memoryJobQueue } from '../runtime/memory/memory-job-queue.ts';
import { memoryStore } from '../runtime/memory/memory-store.ts';
import { memoryKeywordIndex } from '../search/memory-keyword-index.ts';
import { memoryBlobs } from '../storage/memory/memory-blob-store.ts';
import { memoryCache } from '../storage/memory/memory-cache.ts';
import { memoryRateLimiter } from '../storage/memory/memory-rate-limiter.ts';
import { memoryVectors } from '../storage/memory/memory-vector-store.ts';
import { blobStoreCases } from './blob-store-cases.ts';
import { cacheCases } from './cache-cases.ts';
import { brokenStore } from './faults/broken-store.ts';
import { jobFaults } from './faults/job-faults.ts';
import { keywordIndexFaults, queueFaults } from './faults/other-faults.ts';
import { expectCaught, proveKit } from './faults/prove-kit.ts';
import { rateLimiterFaults } from './faults/rate-limiter-faults.ts';
import { recordFaults } from './faults/record-faults.ts';
import { blobFaults, cacheFaults, vectorFaults } from './faults/storage-faults.ts';
import { transactionFaults } from './faults/transaction-faults.ts';
import { jobQueueCases } from './job-queue-cases.ts';
import { keywordIndexCases } from './keyword-index-cases.ts';
import { rateLimiterCases } from './rate-limiter-cases.ts';
import { type ConformanceCase, type RegisterTest, runCase, runConformance } from './run-conformance.ts';
import { storeCases } from './store/store-cases.ts';
import { vectorStoreCases } from './vector-store-cases.ts';

describe('the store kit finds that', () => {
  for (const create of [...recordFaults, ...transactionFaults, ...jobFaults]) {
    const { fault, caughtBy } = create();
    it(fault, () => expectCaught(storeCases, (world) => brokenStore(memoryStore(world), create()), caughtBy));
  }
});

describe('the vector store kit finds that', () => proveKit(vectorStoreCases, memoryVectors, vectorFaults));
describe('the blob store kit finds that', () =>
  proveKit(
    blobStoreCases.filter(({ requires }) => requires === undefined),
    memoryBlobs,
    blobFaults,
  ));
describe('the cache kit finds that', () => proveKit(cacheCases, memoryCache, cacheFaults));
describe('the rate limiter kit finds that', () =>
  proveKit(rateLimiterCases, memoryRateLimiter, rateLimiterFaults));
describe('the job queue kit finds that', () => proveKit(jobQueueCases, memoryJobQueue, queueFaults));
describe('the keyword index kit finds that', () =>
  proveKit(keywordIndexCases, () => memoryKeywordIndex(), keywordIndexFaults));

describe('memoryKeywordIndex', () =>
  runConformance(it, keywordIndexCases, {
    create: () => memoryKeywordIndex(),
    destroy: (index) => index.close(),
  }));

describe('runConformance', () => {
  const cases: readonly ConformanceCase<string[], 'fast' | 'safe'>[] = [
    { name: 'always', run: async (port) => void port.push('always') },
    { name: 'fast only', requires: ['fast'], run: async (port) => void port.push('fast') },
    { name: 'fast and safe', requires: ['fast', 'safe'], run: async (port) => void port.push('both') },
  ];

  it('registers every case by its name, and skips by capability', () => {
    const registered: string[] = [];
    const skipped: string[] = [];
    const register: RegisterTest = Object.assign((name: string) => registered.push(name), {
      skip: (name: string) => skipped.push(name),
    });
    runConformance(register, cases, { create: () => [], capabilities: ['fast'] });
    expect([registered, skipped]).toEqual([['always', 'fast only'], ['fast and safe']]);
  });

  it('gives every case a port of its own and destroys it, also after a failure', async () => {
    const destroyed: string[][] = [];
    const failing: ConformanceCase<string[]> = {
      name: 'fails',
      run: async () => Promise.reject(new Error('broken promise')),
    };
    for (const each of [...cases, failing])
      await runCase(each, { create: () => [], destroy: (port) => void destroyed.push(port) }).catch(() => {});
    expect(destroyed).toEqual([['always'], ['fast'], ['both'], []]);
  });
});

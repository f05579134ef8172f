import { describe, it } from 'vitest';
import { jobQueueCases } from '../../conformance/job-queue-cases.ts';
import { runConformance } from '../../conformance/run-conformance.ts';
import { storeCases } from '../../conformance/store/store-cases.ts';
import { memoryJobQueue } from './memory-job-queue.ts';
import { memoryStore } from './memory-store.ts';

describe('memoryStore', () => {
  runConformance(it, storeCases, {
    create: memoryStore,
    destroy: (store) => store.close(),
    capabilities: ['injected-clock'],
  });
});

describe('memoryJobQueue', () => {
  runConformance(it, jobQueueCases, { create: memoryJobQueue, destroy: (queue) => queue.close() });
});

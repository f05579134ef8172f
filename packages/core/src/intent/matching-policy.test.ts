import { expect, test } from 'vitest';
import { fillIn } from '../options.ts';
import { defaultBatchWaitMs, matchingPolicy } from './matching-policy.ts';

test('tickets wait for others where workers do the work, and never where the caller awaits it, unless told so', () => {
  expect(fillIn({}).matching.batchWaitMs).toBe(0);
  expect(fillIn({ work: 'workers' }).matching.batchWaitMs).toBe(defaultBatchWaitMs);
  expect(fillIn({ work: 'workers', matching: { batchWaitMs: 0 } }).matching.batchWaitMs).toBe(0);
  expect(fillIn({ matching: { batchWaitMs: 5000 } }).matching.batchWaitMs).toBe(5000);
});

test('a wait that is none, and shares that are none, are refused by name', () => {
  for (const batchWaitMs of [-1, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => matchingPolicy({ batchWaitMs })).toThrow(/matching\.batchWaitMs/);
  expect(() => matchingPolicy({ targetError: 0 })).toThrow(/matching\.targetError .* both excluded/);
  expect(() => matchingPolicy({ auditShare: 1.1 })).toThrow(/matching\.auditShare/);
});

import { expect, test } from 'vitest';
import { importSchema } from './import.ts';

test('an import that failed says why', () => {
  const failed = {
    id: 'i',
    source: 'csv',
    status: 'failed',
    error: 'The disk is full.',
    batchesDone: 1,
    created: 5,
    updated: 0,
    unchanged: 0,
    rejected: 0,
    startedAt: 1,
    startedBy: { kind: 'system' },
  };
  const result = importSchema.omit({ startedBy: true }).safeParse(failed);
  expect(result.data).toMatchObject({ status: 'failed', error: 'The disk is full.' });
  expect(importSchema.shape.status.safeParse('lost').success).toBe(false);
});

import type { RunChange } from './intent.ts';

/** A change with the share of the tickets with an intent that it puts elsewhere. */
export function withChurn(counts: Omit<RunChange, 'churn'>): RunChange {
  return { ...counts, churn: (counts.moved + counts.released) / Math.max(1, counts.settled) };
}

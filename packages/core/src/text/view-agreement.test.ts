import { expect, it } from 'vitest';
import { smoothed, viewAgreement } from './view-agreement.ts';

it('is 1 for equal partitions, whatever their labels, and nothing for a single one', () => {
  const labels = Int32Array.from([0, 0, 1, 1, 2, 2]);
  expect(viewAgreement([labels, labels.map((label) => 5 - label)])).toBeCloseTo(1);
  expect(viewAgreement([labels])).toBe(0);
});

it('smooths with falling weights, at the ends over what is there', () => {
  const [first, second, third] = smoothed([0, 3, 0], 2);
  expect(first).toBeCloseTo(1);
  expect(second).toBeCloseTo(1.5);
  expect(third).toBe(first);
  expect(smoothed([1, 2, 3], 1)).toEqual([1, 2, 3]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffItems } from './diff-items.ts';

const items = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });

test('the parts tell both lists, and the same list is one part', () => {
  fc.assert(
    fc.property(items, items, (before, after) => {
      const parts = diffItems(before, after);
      const side = (left: 'removed' | 'added') =>
        parts.flatMap(({ kind, items: own }) => (kind === 'same' || kind === left ? own : []));
      expect(side('removed')).toEqual(before);
      expect(side('added')).toEqual(after);
      if (before.join() === after.join()) expect(parts.every(({ kind }) => kind === 'same')).toBe(true);
    }),
  );
});

test('what was replaced is told as removed, then as added', () => {
  expect(diffItems(['a', 'b', 'c'], ['a', 'x', 'c']).map(({ kind }) => kind)).toEqual([
    'same',
    'removed',
    'added',
    'same',
  ]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordDistance } from './word-distance.ts';

test('words count, blanks do not', () => {
  expect(wordDistance('Open the app.', '  Open the\n app. ')).toBe(0);
  expect(wordDistance('Open the app now.', 'Open the app.')).toBeCloseTo(0.5);
  expect(wordDistance('one two', 'three four')).toBe(1);
  expect(wordDistance('', '')).toBe(0);
  expect(wordDistance('', 'one')).toBe(1);
});

test('it lies between 0 and 1, is the same both ways, and 0 for the same words alone', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(text, text, (one, other) => {
      const distance = wordDistance(one, other);
      expect(distance).toBeGreaterThanOrEqual(0);
      expect(distance).toBeLessThanOrEqual(1);
      expect(wordDistance(other, one)).toBe(distance);
      expect(distance === 0).toBe(one === other);
    }),
  );
});

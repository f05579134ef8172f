import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indelSimilarity } from './indel-similarity.ts';

describe('indelSimilarity', () => {
  it.each([
    ['', '', 1],
    ['abc', '', 0],
    ['abc', 'abc', 1],
    ['abcd', 'abxd', 0.75],
    ['this is a test', 'this is a test!', 28 / 29],
  ])('%j and %j: %f', (a, b, likeness) => {
    expect(indelSimilarity(a, b)).toBeCloseTo(likeness, 10);
  });
  it('finds what the plain algorithm finds, over the borders of machine words', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 150 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const total = a.length + b.length;
        expect(indelSimilarity(a, b)).toBeCloseTo(total === 0 ? 1 : (2 * common(a, b)) / total, 10);
      }),
    );
  });
});

function common(a: string, b: string): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const character of a) {
    const next = [0];
    for (let j = 0; j < b.length; j += 1)
      next.push(character === b[j] ? row[j]! + 1 : Math.max(row[j + 1]!, next[j]!));
    row = next;
  }
  return row.at(-1)!;
}

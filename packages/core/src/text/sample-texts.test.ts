import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countDistinct, lowestKeys, textKeys } from './sample-texts.ts';
import { runToEnd } from './stepwise.ts';

const keysOf = (texts: readonly string[], seed = 1) => runToEnd(textKeys(texts, seed));
const chosen = (texts: readonly string[], count: number, seed = 1) =>
  [...lowestKeys(keysOf(texts, seed), count)].map((row) => texts[row]!);

describe('a sample by keys', () => {
  it('is the same set in any order of the texts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-e]{1,4}$/), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 20 }),
        (texts, count) => {
          expect(chosen(texts.toReversed(), count)).toEqual(chosen(texts, count));
        },
      ),
    );
  });

  it('holds each distinct text once, by its first row', () => {
    const texts = ['b', 'a', 'A', 'b', 'c', 'a'];
    expect([...lowestKeys(keysOf(texts), 10)].sort((x, y) => x - y)).toEqual([0, 1, 4]);
    expect(countDistinct(keysOf(texts))).toBe(3);
  });

  it('is another one with another seed, and fair', () => {
    const texts = Array.from({ length: 4000 }, (_, at) => `ticket number w${at.toString(36)}`);
    const first = new Set(chosen(texts, 1000));
    const second = chosen(texts, 1000, 2);
    const common = second.filter((text) => first.has(text)).length;
    expect(common).toBeGreaterThan(180);
    expect(common).toBeLessThan(330);
    const fromFirstHalf = texts.slice(0, 2000).filter((text) => first.has(text)).length;
    expect(Math.abs(fromFirstHalf - 500)).toBeLessThan(80);
  });
});

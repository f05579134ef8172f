import { describe, expect, it } from 'vitest';
import { adjustedRandIndex } from './agreement.ts';
import { chooseLinkage } from './choose-linkage.ts';
import { seededRandom } from './random.ts';
import type { DenseMatrix } from './sparse.ts';
import { runToEnd } from './stepwise.ts';

/** Nine kinds of very different size; the views cut each into pieces of their own. */
const sizes = [300, 120, 60, 60, 40, 40, 24, 20, 16];
const truth = Int32Array.from(sizes.flatMap((size, kind) => new Array<number>(size).fill(kind)));
const columns = 10;

/** A direction per kind, and noise. */
function vectors(seed: number, noise: number): DenseMatrix {
  const random = seededRandom(seed);
  const values = new Float32Array(truth.length * columns);
  for (const [row, kind] of truth.entries()) {
    const own = Array.from(
      { length: columns },
      (_, c) => (c === kind ? 1 : 0) + noise * (random.next() - 0.5),
    );
    const length = Math.hypot(...own);
    for (const [c, value] of own.entries()) values[row * columns + c] = value / length;
  }
  return { rows: truth.length, columns, values };
}

/** Pieces of about 20, in random places; labels by descending size are not needed below 400 groups. */
function pieces(seed: number): Int32Array {
  const random = seededRandom(seed);
  const parts = sizes.map((size) => Math.ceil(size / 20));
  const first = parts.map((_, kind) => parts.slice(0, kind).reduce((sum, part) => sum + part, 0));
  return truth.map((kind) => first[kind]! + random.integer(parts[kind]!));
}

describe('chooseLinkage', () => {
  const views = [1, 2, 3].map(pieces);
  const input = { fused: pieces(4), views, vectors: [5, 6, 7].map((seed) => vectors(seed, 0.8)) };

  it('merges pieces back to kinds of any size, and knows how many there are', () => {
    const choice = runToEnd(chooseLinkage(input));
    expect(adjustedRandIndex(choice!.labels, truth)).toBeGreaterThan(0.95);
    expect(choice!.agreement).toBeGreaterThan(0.7);
    expect(choice!.views).toHaveLength(3);
  });

  it('gives the wanted number, or nothing when there are not so many pieces', () => {
    const three = runToEnd(chooseLinkage({ ...input, targetCount: 3 }));
    expect(new Set(three!.labels).size).toBe(3);
    expect(runToEnd(chooseLinkage({ ...input, targetCount: 500 }))).toBeUndefined();
  });

  it('has nothing to say about items without groups worth merging', () => {
    const alone = Int32Array.from(truth, (_, item) => item);
    expect(runToEnd(chooseLinkage({ ...input, fused: alone, views: [alone, alone, alone] }))).toBeUndefined();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageLinkage, cutLinkage } from './average-linkage.ts';
import { canonicalLabels } from './communities.ts';
import type { DenseMatrix } from './sparse.ts';

/** Vectors on the unit circle, one per angle in degrees. */
function onCircle(angles: readonly number[]): DenseMatrix {
  const radians = angles.map((angle) => (angle * Math.PI) / 180);
  return {
    rows: angles.length,
    columns: 2,
    values: Float32Array.from(radians.flatMap((angle) => [Math.cos(angle), Math.sin(angle)])),
  };
}

describe('averageLinkage', () => {
  it('puts a large group in pieces together before it touches small ones that are further apart', () => {
    const sizes = [40, 30, 4, 3];
    const labels = Int32Array.from(sizes.flatMap((size, label) => new Array<number>(size).fill(label)));
    const angles = [0, 8, 60, 90].flatMap((angle, group) =>
      Array.from({ length: sizes[group]! }, (_, at) => angle + (at % 3)),
    );
    const tree = averageLinkage([onCircle(angles)], labels);
    expect(tree.merges).toEqual([
      [0, 1],
      [2, 3],
      [0, 2],
    ]);
    const three = cutLinkage(tree, labels, 3);
    expect(new Set(three.subarray(0, 70)).size).toBe(1);
    expect(new Set(three).size).toBe(3);
    expect(new Set(cutLinkage(tree, labels, 1)).size).toBe(1);
    expect(cutLinkage(tree, labels, 4)).toEqual(labels);
  });

  it('lets several views speak together', () => {
    const labels = Int32Array.from([0, 0, 0, 1, 1, 1, 2, 2, 2]);
    const near = (angles: readonly number[]) => onCircle(angles.flatMap((angle) => [angle, angle, angle]));
    const tree = averageLinkage([near([0, 10, 25]), near([0, 90, 5])], labels);
    expect(tree.merges[0]).toEqual([0, 2]);
  });

  it('leaves groups of one or two alone', () => {
    const labels = Int32Array.from([0, 0, 0, 1, 1, 1, 2, 3]);
    const tree = averageLinkage([onCircle([0, 0, 0, 1, 1, 1, 0, 1])], labels);
    expect(tree.groups).toBe(2);
    expect([...cutLinkage(tree, labels, 1)]).toEqual([0, 0, 0, 0, 0, 0, 2, 3]);
  });

  it('gives any number of groups asked for, each cut within the next coarser one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ angle: fc.double({ min: 0, max: 180, noNaN: true }), group: fc.nat(6) }), {
          minLength: 1,
          maxLength: 60,
        }),
        (items) => {
          const labels = canonicalLabels(Int32Array.from(items, ({ group }) => group));
          const tree = averageLinkage([onCircle(items.map(({ angle }) => angle))], labels);
          const apart = new Set(labels).size - tree.groups;
          for (let count = 1; count <= tree.groups; count++) {
            const cut = cutLinkage(tree, labels, count);
            expect(new Set(cut).size).toBe(count + apart);
            const coarser = cutLinkage(tree, labels, Math.max(1, count - 1));
            const parents = new Map<number, number>();
            for (const [at, label] of cut.entries()) {
              expect(parents.get(label) ?? coarser[at]).toBe(coarser[at]);
              parents.set(label, coarser[at]!);
            }
          }
        },
      ),
    );
  });
});

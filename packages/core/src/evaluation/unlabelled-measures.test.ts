import { describe, expect, it } from 'vitest';
import { emptyNeighbours, insertNeighbour } from '../text/neighbour-lists.ts';
import { neighbourSilhouette } from './neighbour-silhouette.ts';
import { resampleStability } from './resample-stability.ts';
import { textLikeness } from './text-likeness.ts';

const whole = (labels: readonly number[]) => ({
  items: Int32Array.from(labels, (_, item) => item),
  labels: Int32Array.from(labels),
});

describe('resampleStability', () => {
  const labels = Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, -1);

  it('is 1 for a cluster that is found again under another name', () => {
    const again = whole([7, 7, 7, 7, 3, 3, 3, 3, 5, 5, -1]);
    for (const { jaccard, kept, pure } of resampleStability(labels, [again, again]))
      expect([jaccard, kept, pure]).toEqual([1, 1, 1]);
  });

  it('tells falling apart and joining from each other, and with whom', () => {
    const [apart, joined, joinedToo] = resampleStability(labels, [whole([0, 0, 1, 1, 2, 2, 2, 2, 2, 2, -1])]);
    expect(apart).toEqual({ jaccard: 0.5, kept: 0.5, pure: 1 });
    expect(joined).toMatchObject({ jaccard: 4 / 6, kept: 1, pure: 4 / 6 });
    expect(joined?.partner).toEqual({ cluster: 2, share: 2 / 6 });
    expect(joinedToo).toMatchObject({ jaccard: 2 / 6, kept: 1, partner: { cluster: 1, share: 4 / 6 } });
  });

  it('counts only drawn items, averages, and has nothing for what dissolved', () => {
    const part = { items: Int32Array.of(0, 1, 4, 5), labels: Int32Array.of(0, 0, -1, -1) };
    const [first, second, third] = resampleStability(labels, [
      part,
      whole([0, 0, 1, 1, 2, 2, 2, 2, 3, 3, -1]),
    ]);
    expect(first?.jaccard).toBe((1 + 0.5) / 2);
    expect(second?.jaccard).toBe((0 + 1) / 2);
    expect(third?.jaccard).toBe(1);
    expect(resampleStability(Int32Array.of(0, 0), [])).toEqual([{ jaccard: 0, kept: 0, pure: 0 }]);
  });
});

describe('neighbourSilhouette', () => {
  const neighbours = emptyNeighbours(4, 2);
  insertNeighbour(neighbours, 0, 1, 0.8);
  insertNeighbour(neighbours, 0, 2, 0.2);
  insertNeighbour(neighbours, 2, 2, 0.9);
  insertNeighbour(neighbours, 4, 3, 0.5);

  it('weighs the own cluster against the best other one', () => {
    const values = neighbourSilhouette(Int32Array.of(0, 0, 1, 1), neighbours);
    expect(values[0]).toBeCloseTo((0.8 - 0.2) / 0.8, 6);
    expect(values[1]).toBe(-1);
    expect([values[2], values[3]]).toEqual([1, 0]);
  });

  it('gives 0 to what has no cluster or only neighbours without one', () => {
    expect([...neighbourSilhouette(Int32Array.of(-1, 0, -1, 0), neighbours)]).toEqual([0, 0, 0, 0]);
  });
});

describe('textLikeness', () => {
  it('finds the nearest text and gives the cosine of any two', async () => {
    const texts = ['card is lost', 'my card is lost', 'app does not start', 'the app does not start'];
    const { neighbours, similarity } = await textLikeness(texts, { k: 2 });
    expect([0, 1, 2, 3].map((text) => neighbours.indices[text * 2])).toEqual([1, 0, 3, 2]);
    expect(similarity(0, 1)).toBeCloseTo(neighbours.similarities[0]!, 5);
    expect(similarity(2, 2)).toBeCloseTo(1, 5);
    expect(similarity(0, 2)).toBeLessThan(similarity(0, 1));
  });
});

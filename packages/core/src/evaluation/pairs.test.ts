import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairs as pairsOf } from '../text/agreement.ts';
import { emptyNeighbours, insertNeighbour } from '../text/neighbour-lists.ts';
import { seededRandom } from '../text/random.ts';
import { cohensKappa } from './cohens-kappa.ts';
import { drawPairs, type PairSource, pairStrata } from './draw-pairs.ts';
import { estimatePairs, type PairVerdict } from './estimate-pairs.ts';

/** Items on a line: the nearer, the more alike; clusters of one size after each other, the first items in none. */
function lineOf(items: number, clusterSize: number, without = 0): PairSource {
  const k = 4;
  const neighbours = emptyNeighbours(items, k);
  const similarity = (a: number, b: number) => 1 / (1 + Math.abs(a - b));
  for (let item = 0; item < items; item += 1)
    for (let other = Math.max(0, item - 3); other <= Math.min(items - 1, item + 3); other += 1)
      if (other !== item) insertNeighbour(neighbours, item * k, other, similarity(item, other));
  const labels = Int32Array.from({ length: items }, (_, item) =>
    item < without ? -1 : Math.floor((item - without) / clusterSize),
  );
  return { labels, neighbours, similarity };
}

describe('drawPairs', () => {
  it('counts every pair once, as one kind, and draws without repetition', () => {
    const sources = fc.record({
      items: fc.integer({ min: 2, max: 60 }),
      clusterSize: fc.integer({ min: 1, max: 20 }),
      without: fc.integer({ min: 0, max: 3 }),
      wanted: fc.integer({ min: 1, max: 300 }),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(sources, ({ items, clusterSize, without, wanted, seed }) => {
        const source = lineOf(items, clusterSize, Math.min(items, without));
        const { pairs, populations } = drawPairs(source, { pairs: wanted, seed });
        expect(Object.values(populations).reduce((sum, count) => sum + count, 0)).toBe(pairsOf(items));
        expect(new Set(pairs.map(({ a, b }) => [a, b].sort().join())).size).toBe(pairs.length);
        for (const { a, b, stratum } of pairs) {
          const isTogether = source.labels[a]! >= 0 && source.labels[a] === source.labels[b];
          expect(isTogether).toBe(stratum.startsWith('together'));
        }
        for (const stratum of pairStrata)
          expect(pairs.filter((pair) => pair.stratum === stratum).length).toBeLessThanOrEqual(
            populations[stratum],
          );
        if (wanted <= 20 && items >= 30) expect(pairs.length).toBe(wanted);
      }),
      { numRuns: 60 },
    );
  });

  it('puts the least alike pairs of a cluster apart, and neighbours across clusters', () => {
    const { pairs, populations } = drawPairs(lineOf(60, 20), { pairs: 200 });
    const apart = (kind: string) =>
      pairs.filter(({ stratum }) => stratum === kind).map(({ a, b }) => Math.abs(a - b));
    expect(Math.min(...apart('together-unlike'))).toBeGreaterThanOrEqual(Math.max(...apart('together')));
    expect(Math.max(...apart('boundary'))).toBeLessThanOrEqual(3);
    expect(populations.boundary).toBeLessThan(20);
    expect(populations['together-unlike']).toBe(Math.round(3 * pairsOf(20) * 0.2));
  });

  it('draws pairs of small clusters as often as there are such pairs', () => {
    const [small, large] = [6000, 110];
    const labels = Int32Array.from({ length: 2 * small + large }, (_, item) =>
      Math.min(small, Math.floor(item / 2)),
    );
    const source = { labels, neighbours: emptyNeighbours(labels.length, 1), similarity: () => 1 };
    const together = drawPairs(source, { pairs: 20_000 }).pairs.filter(({ a, b }) => labels[a] === labels[b]);
    const ofSmall = together.filter(({ a }) => labels[a]! < small).length / together.length;
    expect(ofSmall).toBeCloseTo(small / (small + pairsOf(large)), 1);
  });

  it('gives the same for the same seed', () => {
    const source = lineOf(60, 20);
    expect(drawPairs(source, { seed: 4 })).toEqual(drawPairs(source, { seed: 4 }));
    expect(drawPairs(source, { seed: 4 })).not.toEqual(drawPairs(source, { seed: 5 }));
  });
});

describe('estimatePairs', () => {
  const items = 90;
  const source = lineOf(items, 20);
  /** The truth: clusters of 25 on the same line. */
  const isSame = (a: number, b: number) => Math.floor(a / 25) === Math.floor(b / 25);
  const truth = (() => {
    let [together, same, both] = [0, 0, 0];
    for (let a = 0; a < items; a += 1)
      for (let b = a + 1; b < items; b += 1) {
        const isTogether = source.labels[a] === source.labels[b];
        together += Number(isTogether);
        same += Number(isSame(a, b));
        both += Number(isTogether && isSame(a, b));
      }
    return { precision: both / together, recall: both / same };
  })();
  const judge = (pairs: number, seed: number) => {
    const design = drawPairs(source, { pairs, seed });
    const verdicts = design.pairs.map(({ a, b }): PairVerdict => (isSame(a, b) ? 'same' : 'different'));
    return estimatePairs(design, verdicts, { samples: 400, seed });
  };

  it('is exact when every pair was judged', () => {
    const { precision, recall } = judge(pairsOf(items), 1);
    expect(precision.value).toBeCloseTo(truth.precision, 12);
    expect(recall.value).toBeCloseTo(truth.recall, 12);
  });

  it('is right on average, and its intervals hold the truth', () => {
    const trials = Array.from({ length: 40 }, (_, seed) => judge(150, seed));
    const mean = trials.reduce((sum, { precision }) => sum + precision.value, 0) / trials.length;
    expect(mean).toBeCloseTo(truth.precision, 1);
    for (const figure of ['precision', 'recall'] as const) {
      const held = trials.filter(
        (one) => one[figure].low <= truth[figure] && truth[figure] <= one[figure].high,
      );
      expect(held.length, figure).toBeGreaterThanOrEqual(36);
    }
  });

  it('leaves unsure and unjudged pairs out, and is not sure of little', () => {
    const design = drawPairs(source, { pairs: 40 });
    const verdicts = design.pairs.map((_, at) => (at === 0 ? 'same' : at % 2 === 0 ? 'unsure' : undefined));
    const { strata, precision } = estimatePairs(design, verdicts as never);
    expect(Object.values(strata).reduce((sum, { judged }) => sum + judged, 0)).toBe(1);
    expect(precision.high - precision.low).toBeGreaterThan(0.2);
  });

  it('does not take a few verdicts "different" as proof about millions of pairs', () => {
    const pairs = Array.from({ length: 20 }, (_, at) => ({
      a: at,
      b: at + 100,
      stratum: at < 10 ? ('together' as const) : ('apart' as const),
    }));
    const populations = {
      together: 1000,
      'together-unlike': 0,
      boundary: 0,
      'apart-alike': 0,
      apart: 1_000_000,
    };
    const verdicts = pairs.map(({ stratum }): PairVerdict => (stratum === 'together' ? 'same' : 'different'));
    const { recall } = estimatePairs({ pairs, populations }, verdicts);
    expect(recall.value).toBe(1);
    expect(recall.low).toBeLessThan(0.1);
  });
});

describe('cohensKappa', () => {
  const repeat = (pair: readonly [boolean, boolean], times: number) =>
    new Array<typeof pair>(times).fill(pair);

  it('gives the value of a worked example', () => {
    // 20 both yes, 5 yes-no, 10 no-yes, 15 both no: agreed .7, by chance .5.
    const verdicts = [
      ...repeat([true, true], 20),
      ...repeat([true, false], 5),
      ...repeat([false, true], 10),
      ...repeat([false, false], 15),
    ];
    expect(cohensKappa(verdicts)).toBeCloseTo(0.4, 12);
  });

  it('is nothing where chance explains everything, and 0 for random answers', () => {
    expect(cohensKappa(repeat([true, true], 9))).toBeUndefined();
    expect(cohensKappa([])).toBeUndefined();
    const { next } = seededRandom(1);
    const random = Array.from({ length: 4000 }, () => [next() < 0.3, next() < 0.3] as const);
    expect(Math.abs(cohensKappa(random)!)).toBeLessThan(0.05);
  });
});

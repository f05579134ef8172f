import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusteringMetrics } from './clustering-metrics.ts';
import { referenceScores } from './reference-scores.fixture.ts';

const letters = (text: string) => [...text];
const clusters = (text: string) => letters(text).map((letter) => (letter === '.' ? undefined : letter));
const labelings = fc.integer({ min: 1, max: 40 }).chain((items) =>
  fc.record({
    gold: fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: items, maxLength: items }),
    predicted: fc.array(fc.constantFrom('v', 'w', 'x', 'y', 'z', undefined), {
      minLength: items,
      maxLength: items,
    }),
    order: fc.shuffledSubarray(
      Array.from({ length: items }, (_, item) => item),
      { minLength: items },
    ),
  }),
);
const figures = [
  'accuracy',
  'nmi',
  'ami',
  'ari',
  'homogeneity',
  'completeness',
  'purity',
  'bCubedPrecision',
  'bCubedRecall',
  'bCubedF1',
  'coverage',
] as const;

describe('clusteringMetrics', () => {
  it('is perfect for the same partition under other names', () => {
    const metrics = clusteringMetrics(letters('aabbc'), letters('yyxxz'));
    for (const figure of [...figures, 'clusterRatio'] as const)
      expect(metrics[figure], figure).toBeCloseTo(1, 10);
  });

  it('gives the published values of a worked example', () => {
    // Manning, Raghavan, Schütze, Introduction to Information Retrieval, figure 16.4: purity .71, Rand statistics TP 20, FP 20, FN 24.
    const gold = letters('xxxxxoxoooodxxddd');
    const predicted = letters('11111122222233333');
    const metrics = clusteringMetrics(gold, predicted);
    expect(metrics.purity).toBeCloseTo(12 / 17, 10);
    const pairs = { together: 20, gold: 44, clusters: 40, all: 136 };
    const expected = (pairs.gold * pairs.clusters) / pairs.all;
    expect(metrics.ari).toBeCloseTo(
      (pairs.together - expected) / ((pairs.gold + pairs.clusters) / 2 - expected),
      10,
    );
    expect(metrics.nmi).toBeCloseTo(0.3646, 4);
    expect(metrics.ami).toBeCloseTo(0.2602, 4);
  });

  it('counts what was left out as a cluster of its own', () => {
    const metrics = clusteringMetrics(letters('aabb'), ['x', undefined, 'y', undefined]);
    expect(metrics).toMatchObject({
      coverage: 0.5,
      predictedClusters: 2,
      goldClusters: 2,
      accuracy: 0.5,
      homogeneity: 1,
    });
    expect(metrics.completeness).toBeLessThan(1);
    expect(clusteringMetrics(letters('aabb'), letters('xxyy')).accuracy).toBe(1);
  });

  it('is near zero by chance where it is adjusted for it, and never better for leaving out', () => {
    const gold = Array.from({ length: 600 }, (_, i) => `g${i % 6}`);
    const shuffled = Array.from({ length: 600 }, (_, i) => `p${((i * 7919) % 97) % 6}`);
    const metrics = clusteringMetrics(gold, shuffled);
    expect(Math.abs(metrics.ami)).toBeLessThan(0.02);
    expect(Math.abs(metrics.ari)).toBeLessThan(0.02);
    const partly = shuffled.map((cluster, i) => (i % 2 === 0 ? cluster : undefined));
    expect(clusteringMetrics(gold, partly).accuracy).toBeLessThanOrEqual(metrics.accuracy);
  });

  it('has an answer for nothing at all', () => {
    expect(clusteringMetrics([], [])).toMatchObject({ items: 0, coverage: 0, accuracy: 0 });
  });

  it.each(referenceScores)(
    'agrees with an independent implementation: $name',
    ({ gold, predicted, scores }) => {
      const own = clusteringMetrics(letters(gold), clusters(predicted));
      for (const [figure, value] of Object.entries(scores))
        expect(own[figure as keyof typeof scores], figure).toBeCloseTo(value, 9);
    },
  );

  it('gives B-cubed as worked out by hand', () => {
    // Labels aab|bb in clusters xxx|yy: precision (2/3 + 2/3 + 1/3 + 1 + 1) / 5, recall (1 + 1 + 1/3 + 2/3 + 2/3) / 5.
    const { bCubedPrecision, bCubedRecall } = clusteringMetrics(letters('aabbb'), letters('xxxyy'));
    expect(bCubedPrecision).toBeCloseTo(11 / 15, 12);
    expect(bCubedRecall).toBeCloseTo(11 / 15, 12);
  });

  it('does not depend on the order of items or on the names of clusters', () => {
    const renamed = { v: 'one', w: 'two', x: 'three', y: 'four', z: 'five' };
    fc.assert(
      fc.property(labelings, ({ gold, predicted, order }) => {
        const before = clusteringMetrics(gold, predicted);
        const after = clusteringMetrics(
          order.map((item) => gold[item]!),
          order.map((item) => {
            const cluster = predicted[item];
            return cluster === undefined ? undefined : renamed[cluster];
          }),
        );
        for (const figure of figures) expect(after[figure], figure).toBeCloseTo(before[figure], 9);
      }),
    );
  });

  it('keeps every figure within its bounds', () => {
    fc.assert(
      fc.property(labelings, ({ gold, predicted }) => {
        const scores = clusteringMetrics(gold, predicted);
        for (const figure of figures) {
          expect(scores[figure], figure).toBeLessThanOrEqual(1 + 1e-9);
          expect(scores[figure], figure).toBeGreaterThanOrEqual(
            figure === 'ami' || figure === 'ari' ? -1 - 1e-9 : 0,
          );
        }
        expect(scores.accuracy).toBeLessThanOrEqual(scores.purity + 1e-9);
      }),
    );
  });

  it('never gives more for leaving a rightly placed item out', () => {
    fc.assert(
      fc.property(labelings, ({ gold }) => {
        const whole = clusteringMetrics(gold, gold);
        const part = clusteringMetrics(
          gold,
          gold.map((label, item) => (item === 0 ? undefined : label)),
        );
        for (const figure of ['accuracy', 'ari', 'bCubedF1', 'completeness'] as const)
          expect(part[figure], figure).toBeLessThanOrEqual(whole[figure] + 1e-9);
      }),
    );
  });
});

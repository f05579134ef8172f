import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { citationMetrics } from './citation-metrics.ts';
import { clusteringMetrics } from './clustering-metrics.ts';
import { assignMaximum } from './hungarian.ts';
import { retrievalMetrics } from './retrieval-metrics.ts';

const letters = (text: string) => [...text];
const close = (value: number, expected: number) => expect(value).toBeCloseTo(expected, 10);

describe('clusteringMetrics', () => {
  it('is perfect for the same partition under other names', () => {
    const metrics = clusteringMetrics(letters('aabbc'), letters('yyxxz'));
    for (const key of [
      'accuracy',
      'nmi',
      'ami',
      'ari',
      'homogeneity',
      'completeness',
      'purity',
      'bCubedF1',
      'coverage',
      'clusterRatio',
    ] as const)
      close(metrics[key], 1);
  });

  it('gives the published values of a worked example', () => {
    // Manning, Raghavan, Schütze, Introduction to Information Retrieval, figure 16.4: purity .71, Rand statistics TP 20, FP 20, FN 24.
    const gold = letters('xxxxxoxoooodxxddd');
    const predicted = letters('11111122222233333');
    const metrics = clusteringMetrics(gold, predicted);
    expect(metrics.purity).toBeCloseTo(12 / 17, 10);
    const pairs = { together: 20, gold: 44, clusters: 40, all: 136 };
    const expected = (pairs.gold * pairs.clusters) / pairs.all;
    close(metrics.ari, (pairs.together - expected) / ((pairs.gold + pairs.clusters) / 2 - expected));
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
});

describe('assignMaximum', () => {
  it('finds what trying all matchings finds', () => {
    const best = (table: readonly number[][], row = 0, used: readonly number[] = []): number =>
      row === table.length
        ? 0
        : Math.max(
            best(table, row + 1, used),
            ...table[row]!.flatMap((count, column) =>
              used.includes(column) ? [] : [count + best(table, row + 1, [...used, column])],
            ),
          );
    const tables = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(fc.nat(9), { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
      );
    fc.assert(
      fc.property(tables, (table) => {
        const cells = table.flatMap((counts, row) =>
          counts.flatMap((count, column) => (count > 0 ? [{ row, column, count }] : [])),
        );
        expect(assignMaximum(cells, table.length, table[0]!.length)).toBe(best(table));
      }),
    );
  });
});

describe('retrievalMetrics', () => {
  const judged = new Map([
    ['q1', new Map([['a', 1]])],
    [
      'q2',
      new Map([
        ['b', 2],
        ['c', 1],
      ]),
    ],
    ['q3', new Map([['z', 0]])],
  ]);
  it('gives hand-computed values', () => {
    const metrics = retrievalMetrics(
      judged,
      new Map([
        ['q1', ['x', 'a']],
        ['q2', ['c', 'x', 'c', 'b']],
      ]),
      3,
    );
    expect(metrics.questions).toBe(2);
    close(metrics.recall, 1);
    close(metrics.mrr, (1 / 2 + 1) / 2);
    const second = (1 / Math.log2(2) + 2 / Math.log2(4)) / (2 / Math.log2(2) + 1 / Math.log2(3));
    close(metrics.ndcg, (1 / Math.log2(3) + second) / 2);
  });
  it('counts a question that was not asked as lost', () => {
    expect(retrievalMetrics(judged, new Map([['q1', ['a']]]))).toMatchObject({
      ndcg: 0.5,
      recall: 0.5,
      hitRate: 0.5,
      mrr: 0.5,
    });
  });
});

describe('citationMetrics', () => {
  const citation = (start: number, quote: string, source = 's') =>
    ({ start, end: start + quote.length, quote, source, versionId: 'v' }) as never;
  const answer = (status: 'answered' | 'abstained', ...citations: never[]) => ({
    status,
    sentences: status === 'answered' ? [{ text: 't', citations }] : [],
  });
  it('tells wrong quotes, false answers and wrong sources apart', () => {
    const metrics = citationMetrics(
      [
        { answer: answer('answered', citation(0, 'good')), answerable: true, sources: ['s'] },
        { answer: answer('answered', citation(1, 'good', 'other')), answerable: true, sources: ['s'] },
        { answer: answer('abstained'), answerable: true },
        { answer: answer('answered'), answerable: false },
        { answer: answer('abstained'), answerable: false },
      ],
      () => 'good text',
    );
    expect(metrics).toEqual({
      answers: 5,
      quoteValidity: 0.5,
      citedSentences: 2 / 3,
      answeredShare: 2 / 3,
      falseAnswers: 0.5,
      rightSource: 0.5,
    });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchMaximum } from '../text/hungarian.ts';
import { citationMetrics } from './citation-metrics.ts';
import { retrievalMetrics } from './retrieval-metrics.ts';

const close = (value: number, expected: number) => expect(value).toBeCloseTo(expected, 10);

describe('matchMaximum', () => {
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
        const { total, columnOf } = matchMaximum(cells, table.length, table[0]!.length);
        expect(total).toBe(best(table));
        expect(new Set(columnOf.values()).size).toBe(columnOf.size);
        expect([...columnOf].reduce((sum, [row, column]) => sum + table[row]![column]!, 0)).toBe(total);
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

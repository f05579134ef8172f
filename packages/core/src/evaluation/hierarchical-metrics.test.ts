import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hierarchicalMetrics, type LabelPath } from './hierarchical-metrics.ts';

const paths = (text: string): LabelPath[] =>
  text.split(' ').map((path) => path.split('/').map((name) => (name === '-' ? undefined : name)));

describe('hierarchicalMetrics', () => {
  it('is 1 for the same tree under other names', () => {
    expect(hierarchicalMetrics(paths('a/p a/q b/r'), paths('x/1 x/2 y/3'))).toEqual({
      precision: 1,
      recall: 1,
      f1: 1,
    });
  });

  it('gives half for a wrong place under the right heading', () => {
    // Four items, two levels: eight ancestors on each side. The headings agree for all four, the places for three.
    const metrics = hierarchicalMetrics(paths('a/p a/p a/q b/r'), paths('x/1 x/1 x/1 y/2'));
    expect(metrics.precision).toBeCloseTo(7 / 8, 12);
    expect(metrics.recall).toBeCloseTo(7 / 8, 12);
  });

  it('tells precision and recall apart for what was not placed', () => {
    const metrics = hierarchicalMetrics(paths('a/p a/p b/r b/r'), paths('x/1 x/1 y/2 -/-'));
    expect(metrics).toMatchObject({ precision: 1, recall: 6 / 8 });
  });

  it('counts neither a level without difference nor an item without label', () => {
    expect(hierarchicalMetrics(paths('all/p all/q'), paths('x/1 x/1')).f1).toBeCloseTo(1 / 2, 12);
    expect(hierarchicalMetrics(paths('a/p a/- b/q'), paths('x/1 x/2 y/3')).f1).toBe(1);
    expect(hierarchicalMetrics(paths('a/p'), paths('x/1')).f1).toBe(0);
    expect(hierarchicalMetrics([], []).f1).toBe(0);
  });

  it('knows a place by its whole path', () => {
    const metrics = hierarchicalMetrics(paths('a/p b/q'), paths('x/other y/other'));
    expect(metrics.f1).toBe(1);
  });

  it('takes as many items as there are tickets in a large help desk', () => {
    const many = new Array<LabelPath>(200_000).fill(['a', 'p']).with(0, ['b', 'q']);
    expect(hierarchicalMetrics(many, many).f1).toBe(1);
  });

  it('stays within 0 and 1, whatever the order of items', () => {
    const path = fc.tuple(fc.constantFrom('a', 'b', undefined), fc.constantFrom('p', 'q', 'r', undefined));
    const items = fc.array(fc.tuple(path, path), { maxLength: 30 });
    fc.assert(
      fc.property(items, (pairs) => {
        const score = (list: typeof pairs) =>
          hierarchicalMetrics(
            list.map(([gold]) => gold),
            list.map(([, predicted]) => predicted),
          );
        const metrics = score(pairs);
        for (const value of Object.values(metrics)) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
        expect(score(pairs.toReversed()).f1).toBeCloseTo(metrics.f1, 12);
      }),
    );
  });
});

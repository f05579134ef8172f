import { describe, expect, it } from 'vitest';
import { allowedCounts, chooseResolution } from './choose-resolution.ts';
import { seededRandom } from './random.ts';
import { runToEnd } from './stepwise.ts';

const n = 600;
const resolutions = [0.25, 0.5, 1, 2, 4, 8, 16];
const counts = [8, 10, 12, 24, 48, 84, 96];

/** Cuts a true grouping into `count` pieces; beyond 12 groups every view cuts its own way. */
function labelsAt(count: number, view: number): Int32Array {
  const random = seededRandom(view * 100 + count);
  return Int32Array.from({ length: n }, (_, i) => {
    const truth = i % 12;
    if (count <= 12) return truth % count;
    return truth + 12 * random.integer(count / 12);
  });
}

describe('chooseResolution', () => {
  const fused = counts.map((count) => labelsAt(count, 0));
  const views = [1, 2, 3].map((view) => counts.map((count) => labelsAt(count, view)));

  it('takes the coarsest cut on which the views agree', () => {
    const choice = runToEnd(chooseResolution({ resolutions, fused, views }));
    expect(choice.count).toBeLessThanOrEqual(12);
    expect(choice.agreement).toBeGreaterThan(0.8);
    expect(choice.agreement).toBeGreaterThanOrEqual(0.99 * choice.peak);
    expect(choice.labels).toBe(fused[counts.indexOf(choice.count)]);
    expect(choice.curve.map((point) => point.count)).toEqual(counts);
    expect(choice.views.map((labels) => labels)).toEqual(
      views.map((labelings) => labelings[counts.indexOf(choice.count)]),
    );
  });

  it('says how little the views agree', () => {
    const noise = [5, 6, 7].map((view) =>
      counts.map((count) => {
        const random = seededRandom(view * 31 + count);
        return Int32Array.from({ length: n }, () => random.integer(count));
      }),
    );
    const choice = runToEnd(chooseResolution({ resolutions, fused, views: noise }));
    expect(choice.agreement).toBeLessThan(0.1);
  });

  it('keeps to the allowed range, or as near as there is', () => {
    expect(allowedCounts(6400)).toEqual({ least: 20, most: 6400 / 6 });
    expect(allowedCounts(600).least).toBe(8);
    expect(allowedCounts(225).least).toBe(5);
    expect(allowedCounts(1)).toEqual({ least: 1, most: 1 });
    const tooFine = counts.map(() => Int32Array.from({ length: n }, (_, i) => i));
    const choice = runToEnd(chooseResolution({ resolutions, fused: tooFine, views }));
    expect(choice.count).toBe(n);
    expect(choice.atEdge).toBe(true);
  });
});

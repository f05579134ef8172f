import { describe, expect, it } from 'vitest';
import { type ProjectionInput, projectPoints } from './project-points.ts';
import { seededRandom } from './random.ts';

/** Groups of points that know mostly points of their own group, and a few loose ones. */
function sample(count: number, groups: number, k = 10): ProjectionInput {
  const random = seededRandom(3).next;
  const labels = Int32Array.from({ length: count }, (_, index) => (index % 40 === 39 ? -1 : index % groups));
  const indices = new Int32Array(count * k);
  const similarities = new Float32Array(count * k);
  for (let i = 0; i < count; i++) {
    for (let place = 0; place < k; place++) {
      const group = random() < 0.85 ? i % groups : Math.floor(random() * groups);
      indices[i * k + place] = (Math.floor((random() * count) / groups) * groups + group) % count;
      similarities[i * k + place] = 0.9 - 0.05 * place;
    }
  }
  return { neighbours: { k, indices, similarities }, labels, seed: 5 };
}

function distance({ x, y }: ReturnType<typeof projectPoints>, a: number, b: number): number {
  return Math.hypot((x[a] ?? 0) - (x[b] ?? 0), (y[a] ?? 0) - (y[b] ?? 0));
}

describe('projectPoints', () => {
  const input = sample(1200, 12);
  const map = projectPoints(input);

  it('gives the same places for the same seed', () => {
    expect(projectPoints(input)).toEqual(map);
    expect(projectPoints({ ...input, seed: 6 }).x).not.toEqual(map.x);
  });

  it('stays between 0 and 1', () => {
    for (const value of [...map.x, ...map.y]) expect(value >= 0 && value <= 1).toBe(true);
  });

  it('keeps clusters apart', () => {
    let within = 0;
    let between = 0;
    for (let i = 0; i < 1000; i++) {
      within += distance(map, i, (i + 12) % 1200);
      between += distance(map, i, i + 5);
    }
    expect(within).toBeLessThan(0.35 * between);
  });

  it('names the method', () => {
    expect(map.method).toContain('stress majorisation');
  });

  it.each([0, 1, 2])('lays out %i points, without neighbours', (count) => {
    const neighbours = {
      k: 3,
      indices: new Int32Array(count * 3).fill(-1),
      similarities: new Float32Array(count * 3),
    };
    const { x, y } = projectPoints({ neighbours, labels: new Int32Array(count), seed: 1 });
    expect([x.length, y.length, [...x, ...y].every(Number.isFinite)]).toEqual([count, count, true]);
  });
});

import { describe, expect, it } from 'vitest';
import { projectManyPoints } from './project-many-points.ts';
import { projectPoints } from './project-points.ts';

/** Rows 0..19 are a sample of two clusters, each a ring; rows 20..59 lie near two rows of their cluster. */
function input() {
  const sample = Int32Array.from({ length: 20 }, (_, row) => row);
  const labels = Int32Array.from({ length: 60 }, (_, row) => Math.floor((row % 20) / 10));
  const indices = Int32Array.from({ length: 120 }, (_, at) => {
    const row = Math.floor(at / 2) % 20;
    return Math.floor(row / 10) * 10 + ((row + 1 + (at % 2)) % 10);
  });
  const neighbours = { k: 2, indices, similarities: new Float32Array(120).fill(0.5) };
  return { sample, labels, neighbours, seed: 1 };
}

describe('a map of many points', () => {
  it('lays out the sample and puts the rest beside its nearest points', () => {
    const { sample, labels, neighbours, seed } = input();
    const { x, y } = projectManyPoints({ sample, labels, neighbours, seed });
    expect(x).toHaveLength(60);
    for (let row = 20; row < 60; row++) {
      const near = [...neighbours.indices.subarray(2 * row, 2 * row + 2)];
      const middle = (values: Float32Array) => near.reduce((sum, other) => sum + values[other]!, 0) / 2;
      expect(Math.abs(x[row]! - middle(x))).toBeLessThan(0.01);
      expect(Math.abs(y[row]! - middle(y))).toBeLessThan(0.01);
    }
    expect(Math.min(...x, ...y)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...x, ...y)).toBeLessThanOrEqual(1);
  });

  it('is the plain map without a sample', () => {
    const { labels, neighbours, seed } = input();
    const plain = { labels, neighbours, seed };
    expect(projectManyPoints(plain)).toEqual(projectPoints(plain));
  });
});

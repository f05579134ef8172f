import { describe, expect, it } from 'vitest';
import { denseNeighbours } from './dense-neighbours.ts';
import { buildInvertedIndex, queryNeighbours, sparseNeighbours } from './nearest-neighbours.ts';
import type { NeighbourLists } from './neighbour-lists.ts';
import { seededRandom } from './random.ts';
import { type DenseMatrix, normaliseDenseRows, normaliseRows, type SparseMatrix } from './sparse.ts';
import { runToEnd } from './stepwise.ts';

function randomDense(rows: number, columns: number, seed: number): DenseMatrix {
  const random = seededRandom(seed);
  const matrix = {
    rows,
    columns,
    values: Float32Array.from({ length: rows * columns }, () => random.next() - 0.4),
  };
  normaliseDenseRows(matrix);
  return matrix;
}

function randomSparse(rows: number, columns: number, seed: number): SparseMatrix {
  const random = seededRandom(seed);
  const [indices, indptr]: [number[], number[]] = [[], [0]];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) if (random.next() < 0.1) indices.push(column);
    indptr.push(indices.length);
  }
  const values = Float32Array.from(indices, () => random.next() + 0.1);
  const matrix = {
    rows,
    columns,
    indptr: Int32Array.from(indptr),
    indices: Int32Array.from(indices),
    values,
  };
  normaliseRows(matrix);
  return matrix;
}

function toDense({ rows, columns, indptr, indices, values }: SparseMatrix): DenseMatrix {
  const dense = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let i = indptr[row]!; i < indptr[row + 1]!; i++) dense[row * columns + indices[i]!] = values[i]!;
  return { rows, columns, values: dense };
}

function expectExact(
  { k, indices, similarities }: NeighbourLists,
  { rows, columns, values }: DenseMatrix,
): void {
  for (let row = 0; row < rows; row++) {
    const all: number[] = [];
    for (let other = 0; other < rows; other++) {
      let dot = 0;
      for (let c = 0; c < columns; c++) dot += values[row * columns + c]! * values[other * columns + c]!;
      if (other !== row && dot > 0) all.push(dot);
    }
    const best = all.sort((a, b) => b - a).slice(0, k);
    const found = [...similarities.subarray(row * k, row * k + best.length)];
    found.forEach((similarity, i) => {
      expect(similarity).toBeCloseTo(best[i]!, 4);
    });
    expect(indices.subarray(row * k, row * k + k).filter((other) => other >= 0)).toHaveLength(best.length);
    expect(new Set(indices.subarray(row * k, row * k + best.length)).size).toBe(best.length);
    expect(indices.subarray(row * k, row * k + k).includes(row)).toBe(false);
  }
}

describe('nearest neighbours', () => {
  it.each([
    [1, 5],
    [2, 3],
    [7, 1],
    [37, 10],
    [130, 33],
    [600, 6],
  ])('dense: %i rows of %i numbers, exact', (rows, columns) => {
    const matrix = randomDense(rows, columns, rows);
    expectExact(runToEnd(denseNeighbours(matrix, { k: 5 })), matrix);
  });

  it('sparse: exact', () => {
    const matrix = randomSparse(150, 40, 5);
    expectExact(runToEnd(sparseNeighbours(matrix, { k: 6 })), toDense(matrix));
  });

  it('equal similarity: the lower index first', () => {
    const matrix = { rows: 4, columns: 1, values: new Float32Array(4).fill(1) };
    const { indices } = runToEnd(denseNeighbours(matrix, { k: 2 }));
    expect([...indices]).toEqual([1, 2, 0, 2, 0, 1, 0, 1]);
  });

  it('answers queries against another matrix and in row ranges', () => {
    const index = buildInvertedIndex(randomSparse(80, 30, 1));
    const queries = randomSparse(20, 30, 2);
    const whole = queryNeighbours(index, queries, { k: 4 });
    const part = queryNeighbours(index, queries, { k: 4, from: 5, to: 9 });
    expect(part.indices).toEqual(whole.indices.slice(20, 36));
  });

  it('skips columns that too many rows have', () => {
    const everywhere = {
      rows: 3,
      columns: 1,
      indptr: Int32Array.of(0, 1, 2, 3),
      indices: new Int32Array(3),
      values: new Float32Array(3).fill(1),
    };
    const index = buildInvertedIndex(everywhere, { maxDocumentShare: 0.3 });
    expect([...queryNeighbours(index, everywhere, { k: 2, excludeSelf: true }).indices]).toEqual([
      -1, -1, -1, -1, -1, -1,
    ]);
  });
});

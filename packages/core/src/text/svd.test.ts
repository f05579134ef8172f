import { describe, expect, it } from 'vitest';
import { gram } from './gram.ts';
import { choleskyFactor, eigenSymmetric, invertUpper, multiplyDense } from './linear-algebra.ts';
import { seededRandom } from './random.ts';
import { type SparseMatrix, transpose } from './sparse.ts';
import { runToEnd } from './stepwise.ts';
import { truncatedSvd } from './svd.ts';

function sparse(rows: number, columns: number, entry: (row: number, column: number) => number): SparseMatrix {
  const [indices, values, indptr]: [number[], number[], number[]] = [[], [], [0]];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = entry(row, column);
      if (value === 0) continue;
      indices.push(column);
      values.push(value);
    }
    indptr.push(indices.length);
  }
  return {
    rows,
    columns,
    indptr: Int32Array.from(indptr),
    indices: Int32Array.from(indices),
    values: Float32Array.from(values),
  };
}

describe('truncatedSvd', () => {
  it('finds the singular values of a diagonal matrix', () => {
    const { singularValues } = runToEnd(
      truncatedSvd(
        sparse(30, 40, (r, c) => (r === c ? 30 - r : 0)),
        { rank: 4 },
      ),
    );
    expect(singularValues).toHaveLength(4);
    singularValues.forEach((value, i) => {
      expect(value / (30 - i)).toBeCloseTo(1, 2);
    });
  });

  it('rebuilds a matrix of low rank, and columns fold rows in', () => {
    const random = seededRandom(2);
    const left = Array.from({ length: 60 }, () => [random.next(), random.next(), random.next()]);
    const right = Array.from({ length: 25 }, () => [random.next(), random.next(), random.next()]);
    const entry = (r: number, c: number) =>
      left[r]!.reduce((sum, value, i) => sum + value * right[c]![i]!, 0);
    const matrix = sparse(60, 25, entry);
    const { rows, columns, singularValues } = runToEnd(truncatedSvd(matrix, { rank: 8 }));
    expect(singularValues.length).toBe(3);
    for (let r = 0; r < 60; r += 7) {
      for (let c = 0; c < 25; c += 4) {
        let sum = 0;
        for (let i = 0; i < 3; i++) sum += rows.values[r * 3 + i]! * columns!.values[c * 3 + i]!;
        expect(sum).toBeCloseTo(entry(r, c), 3);
      }
    }
    const folded = Array.from({ length: 3 }, (_, i) =>
      right.reduce((sum, _row, c) => sum + entry(5, c) * columns!.values[c * 3 + i]!, 0),
    );
    folded.forEach((value, i) => {
      expect(value).toBeCloseTo(rows.values[15 + i]!, 3);
    });
  });

  it('comes out equal for the same seed', () => {
    const random = seededRandom(9);
    const matrix = sparse(50, 30, () => (random.next() < 0.2 ? random.next() : 0));
    expect(runToEnd(truncatedSvd(matrix, { rank: 5, seed: 4 }))).toEqual(
      runToEnd(truncatedSvd(matrix, { rank: 5, seed: 4 })),
    );
  });

  it('bears an empty matrix', () => {
    const { rows, singularValues } = runToEnd(
      truncatedSvd(
        sparse(3, 2, () => 0),
        { rank: 2 },
      ),
    );
    expect(singularValues.length).toBe(0);
    expect(rows.rows).toBe(3);
  });
});

describe('linear algebra', () => {
  it('eigenpairs satisfy A v = λ v', () => {
    const random = seededRandom(1);
    const size = 12;
    const tall = {
      rows: 20,
      columns: size,
      values: Float32Array.from({ length: 20 * size }, () => random.next() - 0.5),
    };
    const matrix = gram(tall);
    const { values, vectors } = eigenSymmetric(matrix.slice(), size);
    for (let j = 0; j < size; j++) {
      for (let i = 0; i < size; i++) {
        let sum = 0;
        for (let l = 0; l < size; l++) sum += matrix[i * size + l]! * vectors[l * size + j]!;
        expect(sum).toBeCloseTo(values[j]! * vectors[i * size + j]!, 6);
      }
      if (j > 0) expect(values[j]).toBeLessThanOrEqual(values[j - 1]!);
    }
  });

  it('Cholesky-QR makes columns orthonormal and dependent ones zero', () => {
    const random = seededRandom(6);
    const values = new Float32Array(40 * 3);
    for (let r = 0; r < 40; r++) values.set([random.next(), random.next(), 0], r * 3);
    for (let r = 0; r < 40; r++) values[r * 3 + 2] = values[r * 3]! * 2;
    const tall = { rows: 40, columns: 3, values };
    const basis = multiplyDense(tall, invertUpper(choleskyFactor(gram(tall), 3), 3), 3);
    const square = [...gram(basis)].map((value) => Math.round(value * 1000) / 1000 + 0);
    expect(square).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 0]);
  });

  it('transposing twice changes nothing', () => {
    const matrix = sparse(5, 7, (r, c) => (r * c) % 3);
    expect(transpose(transpose(matrix))).toEqual(matrix);
  });
});

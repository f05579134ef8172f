import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { gram } from './gram.ts';
import { seededRandom } from './random.ts';
import type { DenseMatrix, SparseMatrix } from './sparse.ts';
import { createSparseProduct } from './sparse-product.ts';

afterEach(() => vi.unstubAllGlobals());

function dense(rows: number, columns: number, seed: number): DenseMatrix {
  const random = seededRandom(seed);
  return { rows, columns, values: Float32Array.from({ length: rows * columns }, () => random.next() - 0.5) };
}

/** Rows of 0 to 10 entries. */
function sparse(rows: number, columns: number, seed: number): SparseMatrix {
  const random = seededRandom(seed);
  const [indptr, indices, values] = [[0], [] as number[], [] as number[]];
  for (let row = 0; row < rows; row++) {
    for (let left = random.integer(11); left > 0; left--) {
      indices.push(random.integer(columns));
      values.push(random.next());
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

function withoutSimd<Result>(work: () => Result): Result {
  vi.stubGlobal('WebAssembly', undefined);
  const result = work();
  vi.unstubAllGlobals();
  return result;
}

const sizes = fc.record({
  rows: fc.integer({ min: 1, max: 30 }),
  inner: fc.integer({ min: 1, max: 30 }),
  columns: fc.integer({ min: 1, max: 19 }),
  seed: fc.integer(),
});

describe('kernels in double precision', () => {
  it('are valid WebAssembly, so that SIMD is what the others compare with', () => {
    const { WebAssembly } = globalThis as unknown as {
      WebAssembly: { validate(bytes: Uint8Array): boolean };
    };
    const validate = vi.spyOn(WebAssembly, 'validate');
    createSparseProduct({ entries: 1, rows: 1, columns: 1 });
    gram(dense(2, 2, 1));
    expect(validate.mock.results.map(({ value }) => value)).toEqual([true, true]);
  });

  it('multiply sparse and dense matrices, to the same bits with and without SIMD', () => {
    fc.assert(
      fc.property(sizes, ({ rows, inner, columns, seed }) => {
        const [left, right] = [sparse(rows, inner, seed), dense(inner, columns, seed + 1)];
        const room = { entries: left.indices.length, rows: inner, columns };
        const product = createSparseProduct(room)(left, right);
        expect(product).toEqual(withoutSimd(() => createSparseProduct(room)(left, right)));
        for (let row = 0; row < rows; row++) {
          for (let column = 0; column < columns; column++) {
            let sum = 0;
            for (let i = left.indptr[row] ?? 0; i < (left.indptr[row + 1] ?? 0); i++)
              sum += (left.values[i] ?? 0) * (right.values[(left.indices[i] ?? 0) * columns + column] ?? 0);
            expect(product.values[row * columns + column]).toBeCloseTo(sum, 5);
          }
        }
      }),
    );
  });

  it('multiply a matrix with its transpose, to the same bits with and without SIMD', () => {
    fc.assert(
      fc.property(sizes, ({ rows, columns, seed }) => {
        const matrix = dense(rows, columns, seed);
        const product = gram(matrix);
        expect(product).toEqual(withoutSimd(() => gram(matrix)));
        for (let i = 0; i < columns; i++) {
          for (let j = 0; j < columns; j++) {
            let sum = 0;
            for (let row = 0; row < rows; row++)
              sum += (matrix.values[row * columns + i] ?? 0) * (matrix.values[row * columns + j] ?? 0);
            expect(product[i * columns + j]).toBeCloseTo(sum, 9);
          }
        }
      }),
    );
  });
});

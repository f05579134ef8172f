import { gram } from './gram.ts';
import { choleskyFactor, type Eigen, eigenSymmetric, invertUpper, multiplyDense } from './linear-algebra.ts';
import { seededRandom } from './random.ts';
import { type DenseMatrix, type SparseMatrix, transpose } from './sparse.ts';
import { createSparseProduct } from './sparse-product.ts';
import type { Stepwise } from './stepwise.ts';

/** How exact {@link truncatedSvd} is. */
export interface SvdOptions {
  /** Number of singular values wanted; fewer come when the matrix has lower rank. */
  readonly rank: number;
  /** Default 1. */
  readonly seed?: number;
  /** Passes that sharpen the subspace. Default 2. */
  readonly powerIterations?: number;
  /** Also work out V. Default true. */
  readonly withColumns?: boolean;
}

/** A ≈ U Σ Vᵀ. */
export interface TruncatedSvd {
  /** U Σ: one row per row of the matrix. */
  readonly rows: DenseMatrix;
  /** V: one row per column of the matrix, for folding in a new row x as x V. */
  readonly columns?: DenseMatrix;
  readonly singularValues: Float64Array;
}

const oversampling = 10;

/**
 * The largest singular values and vectors of a sparse matrix: randomised subspace iteration (Halko, Martinsson, Tropp 2011) with Cholesky-QR
 * on the row side and an exact eigen decomposition of the small projected matrix. Same seed, same result.
 */
export function* truncatedSvd(matrix: SparseMatrix, options: SvdOptions): Stepwise<TruncatedSvd> {
  const { seed = 1, powerIterations = 2 } = options;
  const width = Math.min(options.rank + oversampling, matrix.rows, matrix.columns);
  const random = seededRandom(seed);
  const start = { rows: matrix.columns, columns: width, values: new Float32Array(matrix.columns * width) };
  for (let i = 0; i < start.values.length; i++) start.values[i] = random.next() - 0.5;
  const transposed = transpose(matrix);
  const multiply = createSparseProduct({
    entries: matrix.indices.length,
    rows: Math.max(matrix.rows, matrix.columns),
    columns: width,
  });
  let basis = multiply(matrix, start);
  for (let pass = 0; pass < powerIterations; pass++) {
    yield;
    basis = orthonormal(basis);
    yield;
    basis = multiply(matrix, multiply(transposed, basis));
  }
  basis = orthonormal(basis);
  yield;
  const projected = multiply(transposed, basis);
  yield;
  const eigen = eigenSymmetric(gram(projected), width);
  yield;
  return rotate(basis, projected, eigen, options);
}

/** U Σ = basis · W · Σ and V = projected · W · Σ⁻¹, leaving out what is zero but for rounding. */
function rotate(basis: DenseMatrix, projected: DenseMatrix, eigen: Eigen, options: SvdOptions): TruncatedSvd {
  const width = basis.columns;
  const floor = Math.max(eigen.values[0] ?? 0, 0) * 1e-9;
  let rank = 0;
  while (rank < Math.min(options.rank, width) && eigen.values[rank]! > floor) rank++;
  const singularValues = Float64Array.from(eigen.values.subarray(0, rank), Math.sqrt);
  const turn = (source: DenseMatrix, scale: (value: number) => number) => {
    const weights = new Float64Array(width * rank);
    for (let i = 0; i < width; i++)
      for (let j = 0; j < rank; j++)
        weights[i * rank + j] = eigen.vectors[i * width + j]! * scale(singularValues[j]!);
    return multiplyDense(source, weights, rank);
  };
  const rows = turn(basis, (value) => value);
  if (options.withColumns === false) return { rows, singularValues };
  return { rows, singularValues, columns: turn(projected, (value) => 1 / value) };
}

/**
 * The columns of a tall matrix replaced by an orthonormal basis of their span, by Cholesky-QR: one round is enough, because the columns were orthonormal
 * one multiplication before and the sums are in double precision.
 */
function orthonormal(basis: DenseMatrix): DenseMatrix {
  const inverse = invertUpper(choleskyFactor(gram(basis), basis.columns), basis.columns);
  return multiplyDense(basis, inverse, basis.columns);
}

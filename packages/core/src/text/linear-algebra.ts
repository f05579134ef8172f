import { createDotKernel, leftRows, maxPanels, packPanels, rightRows } from './dot-kernel.ts';
import type { DenseMatrix } from './sparse.ts';

/** A tall dense matrix times a small one (row-major, `columns` wide), in single precision. */
export function multiplyDense(left: DenseMatrix, right: Float64Array, columns: number): DenseMatrix {
  const inner = left.columns;
  const values = new Float32Array(left.rows * columns);
  if (inner === 0 || columns === 0) return { rows: left.rows, columns, values };
  const transposed = new Float32Array(inner * columns);
  for (let i = 0; i < inner; i++)
    for (let j = 0; j < columns; j++) transposed[j * inner + i] = right[i * columns + j]!;
  const kernel = createDotKernel({ left: left.rows, right: columns, columns: inner });
  packPanels(kernel.left, left.values, inner, leftRows);
  packPanels(kernel.right, transposed, inner, rightRows);
  const panels = Math.ceil(columns / rightRows);
  for (let from = 0; from < panels; from += maxPanels) {
    const count = Math.min(maxPanels, panels - from);
    for (let block = 0; block < left.rows; block += leftRows) {
      kernel.multiply(block / leftRows, from, count);
      for (let row = block; row < Math.min(block + leftRows, left.rows); row++) {
        for (let at = from * rightRows; at < Math.min(columns, (from + count) * rightRows); at++) {
          const inTile = at - from * rightRows;
          const panel = Math.floor(inTile / rightRows) * leftRows * rightRows;
          values[row * columns + at] = kernel.out[panel + (row - block) * rightRows + (inTile % rightRows)]!;
        }
      }
    }
  }
  return { rows: left.rows, columns, values };
}

/** The upper triangle R with Rᵀ R = A of a positive matrix; directions that are zero but for rounding get an infinite diagonal, which solves to zero. */
export function choleskyFactor(matrix: Float64Array, size: number): Float64Array {
  const upper = new Float64Array(size * size);
  let largest = 0;
  for (let i = 0; i < size; i++) largest = Math.max(largest, matrix[i * size + i]!);
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < i; k++) sum -= upper[k * size + i]! * upper[k * size + j]!;
      if (i === j) upper[i * size + i] = sum > largest * 1e-12 ? Math.sqrt(sum) : Number.POSITIVE_INFINITY;
      else upper[i * size + j] = sum / upper[i * size + i]!;
    }
  }
  return upper;
}

/** R⁻¹ of an upper triangle; an infinite diagonal gives a column of zeros. */
export function invertUpper(upper: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    if (upper[column * size + column] === Number.POSITIVE_INFINITY) continue;
    inverse[column * size + column] = 1 / upper[column * size + column]!;
    for (let row = column - 1; row >= 0; row--) {
      let sum = 0;
      for (let k = row + 1; k <= column; k++) sum -= upper[row * size + k]! * inverse[k * size + column]!;
      inverse[row * size + column] = sum / upper[row * size + row]!;
    }
  }
  return inverse;
}

/** Eigenvalues of a symmetric matrix in descending order, eigenvectors as the columns of `vectors` (row-major). */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/** All eigenpairs of a small symmetric matrix by cyclic Jacobi rotations (Golub and Van Loan, section 8.5). The input is overwritten. */
export function eigenSymmetric(matrix: Float64Array, size: number): Eigen {
  const vectors = new Float64Array(size * size);
  for (let i = 0; i < size; i++) vectors[i * size + i] = 1;
  for (let sweep = 0; sweep < 30 && offDiagonal(matrix, size) > 1e-16; sweep++) {
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) annihilate(matrix, vectors, size, p, q);
  }
  const order = Array.from({ length: size }, (_, i) => i).sort(
    (a, b) => matrix[b * size + b]! - matrix[a * size + a]!,
  );
  const sorted = new Float64Array(size * size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      sorted[row * size + column] = vectors[order[column]! * size + row]!;
  return { values: Float64Array.from(order, (i) => matrix[i * size + i]!), vectors: sorted };
}

/** Share of the squared entries off the diagonal. */
function offDiagonal(matrix: Float64Array, size: number): number {
  let [off, all] = [0, 0];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const square = matrix[i * size + j]! ** 2;
      all += square;
      if (i !== j) off += square;
    }
  }
  return all === 0 ? 0 : off / all;
}

/** One rotation that makes entry (p, q) zero. `vectors` holds the eigenvectors as rows meanwhile. */
function annihilate(matrix: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const pq = matrix[p * size + q]!;
  if (Math.abs(pq) < 1e-300) return;
  const theta = (matrix[q * size + q]! - matrix[p * size + p]!) / (2 * pq);
  const tangent = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (let i = 0; i < size; i++) {
    const a = matrix[i * size + p]!;
    const b = matrix[i * size + q]!;
    matrix[i * size + p] = cosine * a - sine * b;
    matrix[i * size + q] = sine * a + cosine * b;
  }
  rotateRows(matrix, size, p, q, cosine, sine);
  rotateRows(vectors, size, p, q, cosine, sine);
}

function rotateRows(
  matrix: Float64Array,
  size: number,
  p: number,
  q: number,
  cosine: number,
  sine: number,
): void {
  for (let i = 0; i < size; i++) {
    const a = matrix[p * size + i]!;
    const b = matrix[q * size + i]!;
    matrix[p * size + i] = cosine * a - sine * b;
    matrix[q * size + i] = sine * a + cosine * b;
  }
}

/**
 * A sparse matrix in compressed-row form: the entries of row `r` are `indices[i]`, `values[i]` for `i` in `[indptr[r], indptr[r + 1])`.
 * Plain data: it can be sent to a worker.
 */
export interface SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly indptr: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float32Array;
}

/** A dense matrix, row after row: entry (r, c) is `values[r * columns + c]`. Plain data. */
export interface DenseMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** Scales each row to Euclidean length 1, in place; a row of zeros stays. Then a dot product is a cosine. */
export function normaliseRows(matrix: SparseMatrix): void {
  const { indptr, values } = matrix;
  for (let row = 0; row < matrix.rows; row++) scaleToUnit(values, indptr[row]!, indptr[row + 1]!);
}

/** Scales each row of a dense matrix to Euclidean length 1, in place; a row of zeros stays. */
export function normaliseDenseRows(matrix: DenseMatrix): void {
  for (let row = 0; row < matrix.rows; row++)
    scaleToUnit(matrix.values, row * matrix.columns, (row + 1) * matrix.columns);
}

/** The transpose; the entries of each new row come in ascending order. */
export function transpose(matrix: SparseMatrix): SparseMatrix {
  const { rows, columns, indptr, indices, values } = matrix;
  const starts = new Int32Array(columns + 1);
  for (let i = 0; i < indices.length; i++) starts[indices[i]! + 1]! += 1;
  for (let column = 0; column < columns; column++) starts[column + 1]! += starts[column]!;
  const next = starts.slice();
  const outIndices = new Int32Array(indices.length);
  const outValues = new Float32Array(indices.length);
  for (let row = 0; row < rows; row++) {
    for (let i = indptr[row]!; i < indptr[row + 1]!; i++) {
      const at = next[indices[i]!]!++;
      outIndices[at] = row;
      outValues[at] = values[i]!;
    }
  }
  return { rows: columns, columns: rows, indptr: starts, indices: outIndices, values: outValues };
}

/** The columns for which `keep` is true, renumbered in order; rows keep their values (normalise again if you need unit rows). */
export function selectColumns(matrix: SparseMatrix, keep: (column: number) => boolean): SparseMatrix {
  const renumbered = new Int32Array(matrix.columns).fill(-1);
  let columns = 0;
  for (let column = 0; column < matrix.columns; column++) if (keep(column)) renumbered[column] = columns++;
  const indptr = new Int32Array(matrix.rows + 1);
  const indices = new Int32Array(matrix.indices.length);
  const values = new Float32Array(matrix.indices.length);
  let filled = 0;
  for (let row = 0; row < matrix.rows; row++) {
    for (let i = matrix.indptr[row]!; i < matrix.indptr[row + 1]!; i++) {
      const column = renumbered[matrix.indices[i]!]!;
      if (column < 0) continue;
      indices[filled] = column;
      values[filled++] = matrix.values[i]!;
    }
    indptr[row + 1] = filled;
  }
  return {
    rows: matrix.rows,
    columns,
    indptr,
    indices: indices.slice(0, filled),
    values: values.slice(0, filled),
  };
}

function scaleToUnit(values: Float32Array, from: number, to: number): void {
  let squares = 0;
  for (let i = from; i < to; i++) squares += values[i]! * values[i]!;
  if (squares === 0) return;
  const scale = 1 / Math.sqrt(squares);
  for (let i = from; i < to; i++) values[i]! *= scale;
}

import type { SparseMatrix } from './sparse.ts';

/** A fitted classifier of sparse rows. Plain data. */
export interface ComplementBayes {
  readonly classes: number;
  /** The weight of column c for class l stands at `c * classes + l`. */
  readonly weights: Float32Array;
}

/**
 * Complement naive Bayes with normalised weights (Rennie, Shih, Teevan, Karger 2003): a class is described by what all others are *not*, which
 * keeps large classes from swallowing small ones.
 * @param labels class of each row, 0 .. classes - 1
 */
export function fitComplementBayes(
  matrix: SparseMatrix,
  labels: Int32Array,
  classes: number,
): ComplementBayes {
  const { columns, indptr, indices, values } = matrix;
  const own = new Float64Array(columns * classes);
  const all = new Float64Array(columns);
  for (let row = 0; row < matrix.rows; row++) {
    for (let i = indptr[row]!; i < indptr[row + 1]!; i++) {
      own[indices[i]! * classes + labels[row]!]! += values[i]!;
      all[indices[i]!]! += values[i]!;
    }
  }
  const complement = (at: number) => all[Math.floor(at / classes)]! - own[at]! + smoothing;
  const totals = new Float64Array(classes);
  for (let at = 0; at < own.length; at++) totals[at % classes]! += complement(at);
  const lengths = new Float64Array(classes);
  const weights = new Float32Array(own.length);
  for (let at = 0; at < own.length; at++) {
    weights[at] = -Math.log(complement(at) / totals[at % classes]!);
    lengths[at % classes]! += weights[at]!;
  }
  for (let at = 0; at < own.length; at++) weights[at]! /= lengths[at % classes]!;
  return { classes, weights };
}

const smoothing = 1;

/** The likeliest class of one row; the lowest of equal ones, so class 0 for a row without known columns. */
export function classifyRow(
  { classes, weights }: ComplementBayes,
  matrix: SparseMatrix,
  row: number,
): number {
  const scores = new Float64Array(classes);
  for (let i = matrix.indptr[row]!; i < matrix.indptr[row + 1]!; i++) {
    const from = matrix.indices[i]! * classes;
    for (let each = 0; each < classes; each++) scores[each]! += weights[from + each]! * matrix.values[i]!;
  }
  let best = 0;
  for (let each = 1; each < classes; each++) if (scores[each]! > scores[best]!) best = each;
  return best;
}

import { type SparseMatrix, transpose } from './sparse.ts';

/** A fitted classifier of sparse rows. Plain data. */
export interface ComplementBayes {
  readonly classes: number;
  /** Per column, what it says against every class in which it never occurs. */
  readonly absent: Float64Array;
  /** The classes in which column c occurs are `present[i]`, for `i` in `[starts[c], starts[c + 1])`. */
  readonly starts: Int32Array;
  readonly present: Int32Array;
  /** How much less it says against those, at the same places. */
  readonly relief: Float64Array;
  /** Per class, the logarithm of all weight outside of it. */
  readonly logTotals: Float64Array;
  /** Per class, the sum of all weights, by which they are normalised. */
  readonly lengths: Float64Array;
}

const smoothing = 1;

/**
 * Complement naive Bayes with normalised weights (Rennie, Shih, Teevan, Karger 2003): a class is described by what all others are *not*, which
 * keeps large classes from swallowing small ones. A column has the same weight for all classes in which it never occurs, but for the class's own
 * total; so time and memory grow with the entries of the matrix, not with columns times classes.
 * @param labels class of each row, 0 .. classes - 1
 */
export function fitComplementBayes(
  matrix: SparseMatrix,
  labels: Int32Array,
  classes: number,
): ComplementBayes {
  const { columns } = matrix;
  const postings = transpose(matrix);
  const own = new Float64Array(classes);
  const absent = new Float64Array(columns);
  const starts = new Int32Array(columns + 1);
  const present = new Int32Array(postings.indices.length);
  const relief = new Float64Array(postings.indices.length);
  const inside = new Float64Array(classes);
  const reliefs = new Float64Array(classes);
  let [all, absences, filled] = [0, 0, 0];
  for (let column = 0; column < columns; column++) {
    const from = filled;
    let sum = 0;
    for (let i = postings.indptr[column]!; i < postings.indptr[column + 1]!; i++) {
      const label = labels[postings.indices[i]!]!;
      if (own[label] === 0) present[filled++] = label;
      own[label]! += postings.values[i]!;
      sum += postings.values[i]!;
    }
    const outside = Math.log(sum + smoothing);
    for (let at = from; at < filled; at++) {
      const label = present[at]!;
      relief[at] = outside - Math.log(sum - own[label]! + smoothing);
      inside[label]! += own[label]!;
      reliefs[label]! += relief[at]!;
      own[label] = 0;
    }
    absent[column] = outside;
    starts[column + 1] = filled;
    all += sum;
    absences += outside;
  }
  const logTotals = inside.map((sum) => Math.log(all - sum + smoothing * columns));
  const lengths = logTotals.map((total, label) => columns * total - absences + reliefs[label]!);
  return {
    classes,
    absent,
    starts,
    present: present.slice(0, filled),
    relief: relief.slice(0, filled),
    logTotals,
    lengths,
  };
}

/** The likeliest class of each row from `from` to `to`; the lowest of equal ones, so class 0 for a row without known columns. */
export function classifyRows(
  { classes, absent, starts, present, relief, logTotals, lengths }: ComplementBayes,
  { indptr, indices, values }: SparseMatrix,
  from: number,
  to: number,
): Int32Array {
  const best = new Int32Array(to - from);
  const reliefs = new Float64Array(classes);
  for (let row = from; row < to; row++) {
    reliefs.fill(0);
    let [weight, absence] = [0, 0];
    for (let i = indptr[row]!; i < indptr[row + 1]!; i++) {
      const column = indices[i]!;
      const value = values[i]!;
      weight += value;
      absence += value * absent[column]!;
      for (let at = starts[column]!; at < starts[column + 1]!; at++)
        reliefs[present[at]!]! += value * relief[at]!;
    }
    let most = Number.NEGATIVE_INFINITY;
    for (let label = 0; label < classes; label++) {
      const score = (weight * logTotals[label]! - absence + reliefs[label]!) / lengths[label]!;
      if (!(score > most)) continue;
      most = score;
      best[row - from] = label;
    }
  }
  return best;
}

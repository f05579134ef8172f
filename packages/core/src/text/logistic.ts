import { bestDual } from './logistic-dual.ts';
import { seededRandom, shuffleInPlace } from './random.ts';
import { rowsOfClasses } from './rows-of-classes.ts';
import type { SparseMatrix } from './sparse.ts';

/** The more rows, the fewer rounds come as near to the optimum: each pass sees more of each class. */
function defaultRounds(rows: number): number {
  if (rows < 1000) return 10;
  return rows < 6000 ? 5 : 2;
}

/** How {@link fitLogistic} learns. */
export interface LogisticOptions {
  /** Price of a mistake, against the size of the weights. Default 5. */
  readonly cost?: number;
  /** How often each class is learned again, given what the others say of each row. Default 10, from 1,000 rows on 5, from 6,000 on 2. */
  readonly rounds?: number;
  /** Passes over the rows each time, after the first only over those that still move. Default 3. */
  readonly passes?: number;
}

/**
 * A linear classifier in dual form: the score of class c for a text q is `bias[c] + Σ coefficients[row, c] x (row . q)`. With few rows and very
 * many features this takes a fraction of the memory that a weight per class and feature would, and the products `row . q` are those of
 * the nearest-neighbour search. Plain data.
 */
export interface LinearModel {
  /** Training rows by classes. */
  readonly coefficients: SparseMatrix;
  readonly bias: Float32Array;
}

/** What one class is learned from and how far it has come; all arrays go along `rows`. */
interface ClassTask {
  readonly own: number;
  readonly rows: Int32Array;
  /** 1 for rows of the class, -1 for the others. */
  readonly signs: Float64Array;
  readonly alpha: Float64Array;
  readonly scores: Float64Array;
}

/**
 * Learns a multinomial logistic regression with L2 regularisation. Class by class: given what all other classes say of a row (the logarithm z of
 * their summed exponentials), the probability of a class is σ(score - z), a binary logistic regression with offsets, solved by dual
 * coordinate descent (Yu, Huang, Lin 2011). Rounds over the classes approach the joint optimum. Where classes are many, each is told apart
 * from the classes most like it only (see {@link rowsOfClasses}). Deterministic.
 *
 * @param matrix one row per text, scaled to length 1, or empty
 * @param labels class of each row, 0 to `classes - 1`
 */
export function fitLogistic(
  matrix: SparseMatrix,
  labels: Int32Array,
  classes: number,
  { cost = 5, rounds = defaultRounds(matrix.rows), passes = 3 }: LogisticOptions = {},
): LinearModel {
  const random = seededRandom(1);
  const tasks = rowsOfClasses(matrix, labels, classes).map((all, own): ClassTask => {
    const rows = shuffleInPlace(all.slice(), random);
    const signs = Float64Array.from(rows, (row) => (labels[row] === own ? 1 : -1));
    return {
      own,
      rows,
      signs,
      alpha: new Float64Array(rows.length),
      scores: new Float64Array(rows.length),
    };
  });
  const bias = new Float32Array(classes);
  const weights = new Float64Array(matrix.columns);
  /** Per row, the exponentials of the scores that its classes give it. */
  const sums = new Float64Array(matrix.rows);
  for (const { rows } of tasks) for (const row of rows) sums[row]! += 1;
  for (let round = 0; round < rounds; round++) {
    for (const task of tasks) {
      weights.fill(0);
      bias[task.own] = descend(matrix, task, sums, weights, { cost, passes, bias: bias[task.own]! });
    }
  }
  return { coefficients: coefficientsOf(tasks, matrix.rows, cost), bias };
}

/** Moves one dual variable after the other to where it is best; a constant 1 in every row learns the bias, which is given back. */
function descend(
  matrix: SparseMatrix,
  { rows, signs, alpha, scores }: ClassTask,
  sums: Float64Array,
  weights: Float64Array,
  { cost, passes, ...from }: { readonly cost: number; readonly passes: number; readonly bias: number },
): number {
  let { bias } = from;
  const offsets = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at++) {
    offsets[at] = Math.log(Math.max(1e-9, sums[rows[at]!]! - Math.exp(scores[at]!)));
    if (alpha[at]! > 0) addRow(matrix, rows[at]!, signs[at]! * alpha[at]!, weights);
  }
  let moving = Int32Array.from(rows.keys());
  for (let pass = 0; pass < passes; pass++) {
    moving = moving.filter((at) => {
      const row = rows[at]!;
      const margin = signs[at]! * (bias + dot(matrix, row, weights) - offsets[at]!);
      const next = bestDual(margin, alpha[at]!, cost, isEmpty(matrix, row) ? 1 : 2);
      const change = (next - alpha[at]!) * signs[at]!;
      if (Math.abs(change) < 1e-4 * cost) return false;
      alpha[at] = next;
      bias += change;
      addRow(matrix, row, change, weights);
      return Math.abs(change) > 1e-3 * cost;
    });
  }
  for (let at = 0; at < rows.length; at++) {
    const score = bias + dot(matrix, rows[at]!, weights);
    sums[rows[at]!]! += Math.exp(score) - Math.exp(scores[at]!);
    scores[at] = score;
  }
  return bias;
}

/** With its constant, a row has squared length 2, or 1 when there is nothing else in it. */
function isEmpty({ indptr }: SparseMatrix, row: number): boolean {
  return indptr[row] === indptr[row + 1];
}

function dot({ indptr, indices, values }: SparseMatrix, row: number, weights: Float64Array): number {
  let sum = 0;
  for (let i = indptr[row]!; i < indptr[row + 1]!; i++) sum += weights[indices[i]!]! * values[i]!;
  return sum;
}

function addRow(
  { indptr, indices, values }: SparseMatrix,
  row: number,
  factor: number,
  to: Float64Array,
): void {
  for (let i = indptr[row]!; i < indptr[row + 1]!; i++) to[indices[i]!]! += factor * values[i]!;
}

/** Leaves out what weighs nothing. */
function coefficientsOf(tasks: readonly ClassTask[], rows: number, cost: number): SparseMatrix {
  const least = 1e-3 * cost;
  const indptr = new Int32Array(rows + 1);
  for (const task of tasks)
    for (let at = 0; at < task.rows.length; at++)
      if (task.alpha[at]! >= least) indptr[task.rows[at]! + 1]! += 1;
  for (let row = 0; row < rows; row++) indptr[row + 1]! += indptr[row]!;
  const next = indptr.slice();
  const indices = new Int32Array(indptr[rows]!);
  const values = new Float32Array(indptr[rows]!);
  for (const task of tasks) {
    for (let at = 0; at < task.rows.length; at++) {
      if (task.alpha[at]! < least) continue;
      const to = next[task.rows[at]!]!++;
      indices[to] = task.own;
      values[to] = task.signs[at]! * task.alpha[at]!;
    }
  }
  return { rows, columns: tasks.length, indptr, indices, values };
}

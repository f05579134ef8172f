import type { LinearModel } from './logistic.ts';
import type { InvertedIndex } from './nearest-neighbours.ts';
import type { SparseMatrix } from './sparse.ts';

/** What one pass over the index tells about one text. The arrays are reused by the next call. */
export interface RowScores {
  /** Cosine with every training row. */
  readonly similarities: Float32Array;
  /** Score of every class. */
  readonly scores: Float32Array;
  /** Rows with a similarity above 0. */
  readonly touched: Int32Array;
}

/**
 * Compares texts with all training rows and scores all classes, in one pass over the inverted index: see {@link LinearModel}. A row can be left
 * out, as if it had not been learned: a text that is itself among the training rows would know its own answer.
 */
export function openClassScorer(
  { postings, maxPostings }: InvertedIndex,
  { coefficients, bias }: LinearModel,
): (queries: SparseMatrix, query: number, leaveOut?: number) => RowScores {
  const similarities = new Float32Array(postings.columns);
  const scores = new Float32Array(bias.length);
  const touched = new Int32Array(postings.columns);
  let count = 0;
  return (queries, query, leaveOut = -1) => {
    for (let i = 0; i < count; i++) similarities[touched[i]!] = 0;
    count = 0;
    for (let i = queries.indptr[query]!; i < queries.indptr[query + 1]!; i++) {
      const column = queries.indices[i]!;
      const [start, end] = [postings.indptr[column]!, postings.indptr[column + 1]!];
      if (end - start > maxPostings) continue;
      for (let at = start; at < end; at++) {
        const row = postings.indices[at]!;
        if (row === leaveOut) continue;
        if (similarities[row] === 0) touched[count++] = row;
        similarities[row]! += queries.values[i]! * postings.values[at]!;
      }
    }
    scores.set(bias);
    for (let i = 0; i < count; i++) {
      const row = touched[i]!;
      for (let at = coefficients.indptr[row]!; at < coefficients.indptr[row + 1]!; at++)
        scores[coefficients.indices[at]!]! += coefficients.values[at]! * similarities[row]!;
    }
    return { similarities, scores, touched: touched.subarray(0, count) };
  };
}

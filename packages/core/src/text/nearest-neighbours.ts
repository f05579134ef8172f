import {
  concatNeighbours,
  emptyNeighbours,
  insertNeighbour,
  type NeighbourLists,
} from './neighbour-lists.ts';
import { type SparseMatrix, transpose } from './sparse.ts';
import type { Stepwise } from './stepwise.ts';

/** The rows of a sparse matrix by column, for exact cosine search. Plain data: `postings` is the transpose. */
export interface InvertedIndex {
  readonly postings: SparseMatrix;
  /** Columns in more rows than this are skipped: they cost most and tell least. */
  readonly maxPostings: number;
}

/** Which rows of the queries to answer and how. */
export interface NeighbourQuery {
  /** Neighbours per row. */
  readonly k: number;
  /** First query row. Default 0. */
  readonly from?: number;
  /** Row after the last query row. Default: all. */
  readonly to?: number;
  /** Query row r is index row r: do not return it as its own neighbour. Default false. */
  readonly excludeSelf?: boolean;
}

const smallIndex = 2000;
const rowsPerStep = 256;

/**
 * Prepares rows of length 1 for {@link queryNeighbours}. In indexes above 2,000 rows, columns found in more than 5 % of the rows (or
 * the share given) are skipped.
 */
export function buildInvertedIndex(
  matrix: SparseMatrix,
  options: { maxDocumentShare?: number } = {},
): InvertedIndex {
  const share = options.maxDocumentShare ?? (matrix.rows > smallIndex ? 0.05 : 1);
  return { postings: transpose(matrix), maxPostings: Math.max(1, Math.ceil(matrix.rows * share)) };
}

/**
 * The k most similar index rows of each query row by cosine: exact over the columns that are not skipped. Only rows with a similarity
 * above 0 appear. Memory: two numbers per index row.
 */
export function queryNeighbours(
  index: InvertedIndex,
  queries: SparseMatrix,
  query: NeighbourQuery,
): NeighbourLists {
  const { postings, maxPostings } = index;
  const { k, from = 0, to = queries.rows, excludeSelf = false } = query;
  const lists = emptyNeighbours(to - from, k);
  const sums = new Float32Array(postings.columns);
  const touched = new Int32Array(postings.columns);
  for (let row = from; row < to; row++) {
    let count = 0;
    for (let i = queries.indptr[row]!; i < queries.indptr[row + 1]!; i++) {
      const column = queries.indices[i]!;
      const start = postings.indptr[column]!;
      const end = postings.indptr[column + 1]!;
      if (end - start > maxPostings) continue;
      const value = queries.values[i]!;
      for (let p = start; p < end; p++) {
        const other = postings.indices[p]!;
        if (sums[other] === 0) touched[count++] = other;
        sums[other]! += value * postings.values[p]!;
      }
    }
    const base = (row - from) * k;
    const last = base + k - 1;
    for (let t = 0; t < count; t++) {
      const other = touched[t]!;
      const similarity = sums[other]!;
      sums[other] = 0;
      if (similarity < lists.similarities[last]! || (excludeSelf && other === row)) continue;
      insertNeighbour(lists, base, other, similarity);
    }
  }
  return lists;
}

/** The k nearest other rows of every row of a sparse matrix with rows of length 1; stepwise. */
export function* sparseNeighbours(
  matrix: SparseMatrix,
  query: { readonly k: number },
): Stepwise<NeighbourLists> {
  const index = buildInvertedIndex(matrix);
  const parts: NeighbourLists[] = [];
  for (let from = 0; from < matrix.rows; from += rowsPerStep) {
    yield;
    const to = Math.min(matrix.rows, from + rowsPerStep);
    parts.push(queryNeighbours(index, matrix, { k: query.k, from, to, excludeSelf: true }));
  }
  return concatNeighbours(parts);
}

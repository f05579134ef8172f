import {
  concatNeighbours,
  emptyNeighbours,
  insertNeighbour,
  type NeighbourLists,
} from './neighbour-lists.ts';
import { type SparseMatrix, transpose } from './sparse.ts';
import type { Stepwise } from './stepwise.ts';

/** The rows of a sparse matrix and the same by column, for cosine search. Plain data: `postings` is the transpose of `rows`. */
export interface InvertedIndex {
  readonly rows: SparseMatrix;
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
  /**
   * Work out the similarity over all columns, skipped ones too, for so many rows that come first without them. Default 0. With 64 rows and
   * columns in more than 1 % of the rows skipped, 78 to 84 % of the ten nearest of 20,000 short texts are found, in a fifth of the time that
   * skipping nothing takes.
   */
  readonly rescored?: number;
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
  return {
    rows: matrix,
    postings: transpose(matrix),
    maxPostings: Math.max(1, Math.ceil(matrix.rows * share)),
  };
}

/**
 * The k most similar index rows of each query row by cosine: exact over the columns that are not skipped, or see `rescored`. Only rows
 * with a similarity above 0 appear. Memory: two numbers per index row.
 */
export function queryNeighbours(
  index: InvertedIndex,
  queries: SparseMatrix,
  query: NeighbourQuery,
): NeighbourLists {
  const { rescored = 0, k } = query;
  if (rescored <= k) return searchPostings(index, queries, query);
  return rescore(searchPostings(index, queries, { ...query, k: rescored }), index.rows, queries, query);
}

function searchPostings(
  { postings, maxPostings }: InvertedIndex,
  queries: SparseMatrix,
  { k, from = 0, to = queries.rows, excludeSelf = false }: NeighbourQuery,
): NeighbourLists {
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

/** The k nearest among listed candidates, over all columns. */
function rescore(
  candidates: NeighbourLists,
  rows: SparseMatrix,
  queries: SparseMatrix,
  { k, from = 0, to = queries.rows }: NeighbourQuery,
): NeighbourLists {
  const lists = emptyNeighbours(to - from, k);
  const wanted = new Float32Array(rows.columns);
  for (let row = from; row < to; row++) {
    const [start, end] = [queries.indptr[row]!, queries.indptr[row + 1]!];
    for (let i = start; i < end; i++) wanted[queries.indices[i]!] = queries.values[i]!;
    const first = (row - from) * candidates.k;
    for (let at = first; at < first + candidates.k && candidates.indices[at]! >= 0; at++) {
      const other = candidates.indices[at]!;
      let similarity = 0;
      for (let i = rows.indptr[other]!; i < rows.indptr[other + 1]!; i++)
        similarity += rows.values[i]! * wanted[rows.indices[i]!]!;
      insertNeighbour(lists, (row - from) * k, other, similarity);
    }
    for (let i = start; i < end; i++) wanted[queries.indices[i]!] = 0;
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

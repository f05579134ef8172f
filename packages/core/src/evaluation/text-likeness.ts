import type { NeighbourLists } from '../text/neighbour-lists.ts';
import { normaliseText } from '../text/normalise.ts';
import { inlineParallel, type Parallel } from '../text/parallel.ts';
import type { SparseMatrix } from '../text/sparse.ts';
import { fitVocabulary } from '../text/vocabulary.ts';

/** How alike texts are, by the words and character grams they share. */
export interface TextLikeness {
  /** The nearest other texts of each. */
  readonly neighbours: NeighbourLists;
  /** Cosine, 0 to 1. */
  readonly similarity: (a: number, b: number) => number;
}

/** Likeness of texts in one language or several, for measures that need neighbours: {@link drawPairs}, {@link neighbourSilhouette}. */
export async function textLikeness(
  texts: readonly string[],
  {
    k = 15,
    parallel = inlineParallel(),
    abortSignal,
  }: { readonly k?: number; readonly parallel?: Parallel; readonly abortSignal?: AbortSignal } = {},
): Promise<TextLikeness> {
  const { matrix } = fitVocabulary(texts.map(normaliseText));
  const [neighbours] = await parallel.run('sparse-neighbours', [{ matrix, k }], { abortSignal });
  const sorted = sortColumns(matrix);
  return { neighbours: neighbours!, similarity: (a, b) => dotRows(sorted, a, b) };
}

/** Rows with their columns in ascending order, which makes dot products of any two cheap. */
function sortColumns({ rows, columns, indptr, indices, values }: SparseMatrix): SparseMatrix {
  const sorted = { rows, columns, indptr, indices: indices.slice(), values: values.slice() };
  for (let row = 0; row < rows; row += 1) {
    const [from, to] = [indptr[row]!, indptr[row + 1]!];
    const order = Array.from({ length: to - from }, (_, at) => from + at);
    order.sort((one, other) => indices[one]! - indices[other]!);
    for (const [at, entry] of order.entries()) {
      sorted.indices[from + at] = indices[entry]!;
      sorted.values[from + at] = values[entry]!;
    }
  }
  return sorted;
}

function dotRows({ indptr, indices, values }: SparseMatrix, a: number, b: number): number {
  let [left, right, total] = [indptr[a]!, indptr[b]!, 0];
  const [leftEnd, rightEnd] = [indptr[a + 1]!, indptr[b + 1]!];
  while (left < leftEnd && right < rightEnd) {
    const [one, other] = [indices[left]!, indices[right]!];
    if (one === other) total += values[left]! * values[right]!;
    if (one <= other) left += 1;
    if (other <= one) right += 1;
  }
  return total;
}

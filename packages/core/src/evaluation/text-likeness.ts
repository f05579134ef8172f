import type { NeighbourLists } from '../text/neighbour-lists.ts';
import { normaliseText } from '../text/normalise.ts';
import { inlineParallel, type Parallel } from '../text/parallel.ts';
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
  return { neighbours: neighbours!, similarity: (a, b) => dotRows(matrix, a, b) };
}

/** The dot product of two rows. */
function dotRows(
  { indptr, indices, values }: ReturnType<typeof fitVocabulary>['matrix'],
  a: number,
  b: number,
): number {
  const own = new Map<number, number>();
  for (let at = indptr[a]!; at < indptr[a + 1]!; at += 1) own.set(indices[at]!, values[at]!);
  let total = 0;
  for (let at = indptr[b]!; at < indptr[b + 1]!; at += 1) total += (own.get(indices[at]!) ?? 0) * values[at]!;
  return total;
}

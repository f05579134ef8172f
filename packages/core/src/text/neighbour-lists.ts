/**
 * The nearest rows of each row: the neighbours of row `r` are `indices[r * k .. r * k + k)`, most similar first, equal ones by
 * ascending index; -1 where there are fewer than k. `similarities` are cosines (or fused scores) at the same places. Plain data.
 */
export interface NeighbourLists {
  readonly k: number;
  readonly indices: Int32Array;
  readonly similarities: Float32Array;
}

/** Empty lists for a number of rows. */
export function emptyNeighbours(rows: number, k: number): NeighbourLists {
  return { k, indices: new Int32Array(rows * k).fill(-1), similarities: new Float32Array(rows * k) };
}

/**
 * Puts a candidate into the list starting at `base` if it is among its k best. Equal similarity: the lower index stands first, so the
 * result does not depend on the order in which candidates come.
 */
export function insertNeighbour(
  lists: NeighbourLists,
  base: number,
  index: number,
  similarity: number,
): void {
  const { k, indices, similarities } = lists;
  let at = base + k - 1;
  if (indices[at]! >= 0 && !isBetter(similarity, index, similarities[at]!, indices[at]!)) return;
  while (
    at > base &&
    (indices[at - 1]! < 0 || isBetter(similarity, index, similarities[at - 1]!, indices[at - 1]!))
  ) {
    indices[at] = indices[at - 1]!;
    similarities[at] = similarities[at - 1]!;
    at--;
  }
  indices[at] = index;
  similarities[at] = similarity;
}

/** Lists of consecutive row ranges put together again, in the order given. All must have the same k. */
export function concatNeighbours(parts: readonly NeighbourLists[]): NeighbourLists {
  const k = parts[0]?.k ?? 0;
  const length = parts.reduce((sum, part) => sum + part.indices.length, 0);
  const whole = { k, indices: new Int32Array(length), similarities: new Float32Array(length) };
  let at = 0;
  for (const part of parts) {
    whole.indices.set(part.indices, at);
    whole.similarities.set(part.similarities, at);
    at += part.indices.length;
  }
  return whole;
}

function isBetter(similarity: number, index: number, otherSimilarity: number, otherIndex: number): boolean {
  return similarity > otherSimilarity || (similarity === otherSimilarity && index < otherIndex);
}

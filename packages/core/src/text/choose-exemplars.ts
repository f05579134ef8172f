import type { SparseMatrix } from './sparse.ts';

/**
 * Rows that show what a group is about and how wide it is: the one nearest to the centre, then again and again the one least like those chosen
 * already (farthest-first traversal, Gonzalez 1985). Odd ones out are among them if there are any.
 * @param matrix rows of length 1
 * @param rows the group; its order does not matter beyond ties, which go to the earlier row
 */
export function chooseExemplars(matrix: SparseMatrix, rows: readonly number[], count: number): number[] {
  const [medoid] = mostCentral(matrix, rows, 1);
  if (medoid === undefined) return [];
  const chosen = [medoid];
  const left = new Set(rows);
  left.delete(medoid);
  const closest = new Map<number, number>();
  while (chosen.length < count && left.size > 0) {
    const likeness = likenessTo(matrix, [chosen.at(-1)!]);
    for (const row of left) closest.set(row, Math.max(closest.get(row) ?? 0, likeness(row)));
    const farthest = best(left, (row) => -(closest.get(row) ?? 0))!;
    chosen.push(farthest);
    left.delete(farthest);
  }
  return chosen;
}

/** Rows that show what a group is about at its heart: those nearest to its centre, nearest first. */
export function mostCentral(matrix: SparseMatrix, rows: readonly number[], count: number): number[] {
  const likeness = likenessTo(matrix, rows);
  return rows
    .map((row) => ({ row, score: likeness(row) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, count)
    .map(({ row }) => row);
}

/** The dot product of a row with the sum of some rows. */
function likenessTo(
  { indptr, indices, values }: SparseMatrix,
  rows: readonly number[],
): (row: number) => number {
  const sums = new Map<number, number>();
  for (const row of rows)
    for (let i = indptr[row]!; i < indptr[row + 1]!; i++)
      sums.set(indices[i]!, (sums.get(indices[i]!) ?? 0) + values[i]!);
  return (row) => {
    let dot = 0;
    for (let i = indptr[row]!; i < indptr[row + 1]!; i++) dot += (sums.get(indices[i]!) ?? 0) * values[i]!;
    return dot;
  };
}

function best(rows: Iterable<number>, score: (row: number) => number): number | undefined {
  let winner: number | undefined;
  let winning = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    const own = score(row);
    if (own > winning) [winner, winning] = [row, own];
  }
  return winner;
}

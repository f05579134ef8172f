import type { SparseMatrix } from './sparse.ts';

/**
 * Rows that show what a group is about and how wide it is: the one nearest to the centre, then again and again the one least like those chosen
 * already (farthest-first traversal, Gonzalez 1985).
 * @param matrix rows of length 1
 * @param rows the group; its order does not matter beyond ties, which go to the earlier row
 */
export function chooseExemplars(matrix: SparseMatrix, rows: readonly number[], count: number): number[] {
  const { indptr, indices, values } = matrix;
  const dense = new Map<number, number>();
  const load = (row: number) => {
    for (let i = indptr[row]!; i < indptr[row + 1]!; i++)
      dense.set(indices[i]!, (dense.get(indices[i]!) ?? 0) + values[i]!);
  };
  const dot = (row: number) => {
    let sum = 0;
    for (let i = indptr[row]!; i < indptr[row + 1]!; i++) sum += (dense.get(indices[i]!) ?? 0) * values[i]!;
    return sum;
  };
  for (const row of rows) load(row);
  const medoid = best(rows, dot);
  if (medoid === undefined) return [];
  const chosen = [medoid];
  const left = new Set(rows);
  left.delete(medoid);
  const closest = new Map<number, number>();
  while (chosen.length < count && left.size > 0) {
    dense.clear();
    load(chosen.at(-1)!);
    for (const row of left) closest.set(row, Math.max(closest.get(row) ?? 0, dot(row)));
    const farthest = best(left, (row) => -(closest.get(row) ?? 0))!;
    chosen.push(farthest);
    left.delete(farthest);
  }
  return chosen;
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

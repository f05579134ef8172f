import { createDotKernel, leftRows, maxPanels, packPanels, rightRows } from './dot-kernel.ts';
import { emptyNeighbours, insertNeighbour, type NeighbourLists } from './neighbour-lists.ts';
import type { DenseMatrix } from './sparse.ts';

const tileRows = maxPanels * rightRows;
const panelSize = leftRows * rightRows;

/**
 * The k nearest other rows of every row of a dense matrix by dot product (cosine, when rows have length 1): exact. Each pair is worked
 * out once and serves both rows. Only products above 0 appear. A generator so that callers can give way between pieces of work; drain it
 * with `runToEnd`.
 */
export function* denseNeighbours(
  matrix: DenseMatrix,
  query: { readonly k: number },
): Generator<void, NeighbourLists> {
  const { rows, columns, values } = matrix;
  const lists = emptyNeighbours(rows, query.k);
  if (rows === 0 || columns === 0) return lists;
  const kernel = createDotKernel({ left: rows, right: rows, columns });
  packPanels(kernel.left, values, columns, leftRows);
  packPanels(kernel.right, values, columns, rightRows);
  const { out, hits, leftLimits, rightLimits } = kernel;
  const offer = (row: number, other: number, similarity: number) => {
    const base = row * lists.k;
    insertNeighbour(lists, base, other, similarity);
    leftLimits[row] = lists.similarities[base + lists.k - 1]!;
    rightLimits[row] = leftLimits[row]!;
  };
  for (let tile = 0; tile < rows; tile += tileRows) {
    const tileEnd = Math.min(rows, tile + tileRows);
    const panels = Math.ceil((tileEnd - tile) / rightRows);
    for (let block = 0; block < tileEnd; block += leftRows) {
      if ((block & 1023) === 0) yield;
      const found = kernel.multiply(block / leftRows, tile / rightRows, panels);
      const blockEnd = Math.min(block + leftRows, tileEnd);
      for (let hit = 0; hit < found; hit++) {
        const panel = hits[hit]!;
        const first = tile + panel * rightRows;
        const last = Math.min(first + rightRows, tileEnd);
        for (let row = block; row < blockEnd; row++) {
          const at = panel * panelSize + (row - block) * rightRows - first;
          for (let other = Math.max(first, row + 1); other < last; other++) {
            const similarity = out[at + other]!;
            if (similarity <= 0) continue;
            if (similarity >= leftLimits[row]!) offer(row, other, similarity);
            if (similarity >= leftLimits[other]!) offer(other, row, similarity);
          }
        }
      }
    }
  }
  return lists;
}

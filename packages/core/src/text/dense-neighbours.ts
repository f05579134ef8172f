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
  const { out } = kernel;
  const worst = new Float32Array(rows);
  const offer = (row: number, other: number, similarity: number) => {
    const base = row * lists.k;
    insertNeighbour(lists, base, other, similarity);
    worst[row] = lists.similarities[base + lists.k - 1]!;
  };
  for (let tile = 0; tile < rows; tile += tileRows) {
    const tileEnd = Math.min(rows, tile + tileRows);
    const panels = Math.ceil((tileEnd - tile) / rightRows);
    for (let block = 0; block < tileEnd; block += leftRows) {
      if ((block & 1023) === 0) yield;
      kernel.multiply(block / leftRows, tile / rightRows, panels);
      for (let row = block; row < Math.min(block + leftRows, tileEnd); row++) {
        const first = Math.max(tile, row + 1);
        let limit = worst[row]!;
        let at = Math.floor((first - tile) / rightRows) * panelSize + (row - block) * rightRows;
        for (let other = first - ((first - tile) % rightRows); other < tileEnd; other += rightRows) {
          const end = Math.min(other + rightRows, tileEnd);
          for (let each = Math.max(other, first); each < end; each++) {
            const similarity = out[at + each - other]!;
            if (similarity <= 0 || (similarity < limit && similarity < worst[each]!)) continue;
            if (similarity >= limit) offer(row, each, similarity);
            if (similarity >= worst[each]!) offer(each, row, similarity);
            limit = worst[row]!;
          }
          at += panelSize;
        }
      }
    }
  }
  return lists;
}

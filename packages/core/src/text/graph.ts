import { emptyNeighbours, insertNeighbour, type NeighbourLists } from './neighbour-lists.ts';

/**
 * An undirected weighted graph in compressed-row form: the edges of node `v` are `neighbours[i]`, `weights[i]` for `i` in
 * `[indptr[v], indptr[v + 1])`, neighbours ascending, each edge stored from both ends, no loops. Plain data.
 */
export interface Graph {
  readonly nodes: number;
  readonly indptr: Int32Array;
  readonly neighbours: Int32Array;
  readonly weights: Float32Array;
}

/**
 * A graph from nearest-neighbour lists: an edge per listed pair, weighted by similarity; a pair listed from one side only counts half.
 * @param keep use the first `keep` neighbours of each list. Default: all
 */
export function graphFromNeighbours(lists: NeighbourLists, options: { keep?: number } = {}): Graph {
  const { k, indices, similarities } = lists;
  const keep = Math.min(options.keep ?? k, k);
  const nodes = k === 0 ? 0 : indices.length / k;
  const degree = new Int32Array(nodes + 1);
  forEachListed((a, b) => {
    degree[a + 1]! += 1;
    degree[b + 1]! += 1;
  });
  for (let node = 0; node < nodes; node++) degree[node + 1]! += degree[node]!;
  const next = degree.slice();
  const to = new Int32Array(degree[nodes]!);
  const half = new Float32Array(degree[nodes]!);
  forEachListed((a, b, similarity) => {
    to[next[a]!] = b;
    half[next[a]!++] = similarity / 2;
    to[next[b]!] = a;
    half[next[b]!++] = similarity / 2;
  });
  return mergeDoubles(nodes, degree, to, half);

  function forEachListed(visit: (a: number, b: number, similarity: number) => void): void {
    for (let node = 0; node < nodes; node++) {
      for (let i = node * k; i < node * k + keep; i++) {
        const other = indices[i]!;
        if (other >= 0 && other !== node && similarities[i]! > 0) visit(node, other, similarities[i]!);
      }
    }
  }
}

/**
 * One neighbour list out of several over the same rows by reciprocal rank fusion: score = sum over the lists of 1 / (11 + rank), rank
 * from 0 (Cormack et al. 2009, with a constant suited to short lists).
 * @param keep neighbours kept per row. Default 20
 */
export function fuseNeighbours(
  lists: readonly NeighbourLists[],
  options: { keep?: number } = {},
): NeighbourLists {
  const first = lists[0];
  if (first === undefined) return emptyNeighbours(0, 0);
  const rows = first.k === 0 ? 0 : first.indices.length / first.k;
  const fused = emptyNeighbours(rows, options.keep ?? 20);
  const scores = new Float32Array(rows);
  const touched: number[] = [];
  for (let row = 0; row < rows; row++) {
    touched.length = 0;
    for (const { k, indices } of lists) {
      for (let rank = 0; rank < k; rank++) {
        const other = indices[row * k + rank]!;
        if (other < 0) break;
        if (scores[other] === 0) touched.push(other);
        scores[other]! += 1 / (11 + rank);
      }
    }
    for (const other of touched) {
      insertNeighbour(fused, row * fused.k, other, scores[other]!);
      scores[other] = 0;
    }
  }
  return fused;
}

/** Sorts each node's edges by neighbour and adds up the two halves of pairs listed from both sides. */
function mergeDoubles(nodes: number, starts: Int32Array, to: Int32Array, half: Float32Array): Graph {
  const indptr = new Int32Array(nodes + 1);
  const neighbours = new Int32Array(to.length);
  const weights = new Float32Array(to.length);
  const sums = new Float32Array(nodes);
  let filled = 0;
  for (let node = 0; node < nodes; node++) {
    const from = filled;
    for (let i = starts[node]!; i < starts[node + 1]!; i++) {
      const other = to[i]!;
      if (sums[other] === 0) neighbours[filled++] = other;
      sums[other]! += half[i]!;
    }
    neighbours.subarray(from, filled).sort();
    for (let i = from; i < filled; i++) {
      const other = neighbours[i]!;
      weights[i] = sums[other]!;
      sums[other] = 0;
    }
    indptr[node + 1] = filled;
  }
  return { nodes, indptr, neighbours: neighbours.slice(0, filled), weights: weights.slice(0, filled) };
}

import type { Graph } from './graph.ts';

/** What an edge keeps that no partition confirms: bridges are weakened, not cut. */
const unconfirmed = 0.1;

/**
 * The same graph with each edge weighted by the share of partitions in which its ends are together (ensemble clustering for graphs: Poulin and
 * Théberge 2018). Given partitions of several views at many resolutions, an edge counts fully when it lies within groups at every scale, and hardly
 * when one view alone drew it.
 */
export function confirmEdges(graph: Graph, partitions: readonly Int32Array[]): Graph {
  const { nodes, indptr, neighbours } = graph;
  const weights = graph.weights.slice();
  for (let node = 0; node < nodes; node++) {
    for (let i = indptr[node]!; i < indptr[node + 1]!; i++) {
      let together = 0;
      for (const labels of partitions) if (labels[node] === labels[neighbours[i]!]) together++;
      weights[i]! *= unconfirmed + ((1 - unconfirmed) * together) / Math.max(1, partitions.length);
    }
  }
  return { ...graph, weights };
}

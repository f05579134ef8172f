import { canonicalLabels, findCommunities } from './communities.ts';
import type { Graph } from './graph.ts';

/**
 * Communities, as near to a wanted number as the graph allows: the coarsest cut with at least that many is searched for, then the communities that lean
 * most on another one are merged into it until the number is met. Fewer come when the graph has fewer nodes; more when it has more
 * unconnected parts.
 */
export function communitiesNear(
  graph: Graph,
  targetCount: number,
  options: { seed?: number } = {},
): Int32Array {
  const seed = options.seed ?? 1;
  let [low, high] = [Math.log(0.01), Math.log(4096)];
  let best: Int32Array | undefined;
  for (let step = 0; step < maxSteps; step++) {
    const middle = step === 0 ? 0 : (low + high) / 2;
    const labels = findCommunities(graph, { resolution: Math.exp(middle), seed });
    const count = countOf(labels);
    if (count < targetCount) low = middle;
    else [best, high] = [labels, middle];
    if (count >= targetCount && count <= targetCount * closeEnough) break;
  }
  best ??= findCommunities(graph, { resolution: Math.exp(high), seed });
  return mergeTo(graph, best, targetCount);
}

const maxSteps = 16;
/** From here on merging is as good as searching on. */
const closeEnough = 1.1;

const countOf = (labels: Int32Array) => labels.reduce((most, label) => Math.max(most, label + 1), 0);

/** Merges the pair with the largest share of the smaller one's edges between them, again and again. */
function mergeTo(graph: Graph, labels: Int32Array, targetCount: number): Int32Array {
  const links = linksBetween(graph, labels);
  const merged = new Map([...links.keys()].map((label) => [label, label]));
  for (let count = links.size; count > targetCount; count--) {
    const pair = closestPair(links);
    if (pair === undefined) break;
    const [from, into] = pair;
    for (const [other, weight] of links.get(from)!) {
      if (other === into) continue;
      links.get(into)!.set(other, (links.get(into)!.get(other) ?? 0) + weight);
      links.get(other)!.set(into, (links.get(other)!.get(into) ?? 0) + weight);
      links.get(other)!.delete(from);
    }
    links.get(into)!.delete(from);
    links.delete(from);
    for (const [label, target] of merged) if (target === from) merged.set(label, into);
  }
  return canonicalLabels(labels.map((label) => merged.get(label) ?? label));
}

function linksBetween(graph: Graph, labels: Int32Array): Map<number, Map<number, number>> {
  const links = new Map<number, Map<number, number>>();
  for (let node = 0; node < graph.nodes; node++) {
    const label = labels[node]!;
    const own = links.get(label) ?? new Map<number, number>();
    links.set(label, own);
    for (let i = graph.indptr[node]!; i < graph.indptr[node + 1]!; i++) {
      const other = labels[graph.neighbours[i]!]!;
      if (other !== label) own.set(other, (own.get(other) ?? 0) + graph.weights[i]!);
    }
  }
  return links;
}

/** The community to give up and the one to receive it: the smaller label is the larger community and stays. */
function closestPair(
  links: ReadonlyMap<number, ReadonlyMap<number, number>>,
): readonly [number, number] | undefined {
  let best: readonly [number, number] | undefined;
  let bestShare = 0;
  for (const [label, partners] of links) {
    const total = partners.values().reduce((sum, weight) => sum + weight, 0);
    for (const [other, weight] of partners) {
      const share = weight / total / Math.sqrt(partners.size);
      if (share <= bestShare || label < other) continue;
      bestShare = share;
      best = [label, other];
    }
  }
  return best;
}

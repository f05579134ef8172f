import type { Graph } from './graph.ts';
import { type Random, seededRandom, shuffleInPlace } from './random.ts';

/** How {@link findCommunities} cuts a graph. */
export interface CommunityOptions {
  /** Resolution γ of the modularity: higher means more and smaller communities. */
  readonly resolution: number;
  /** Seed of the visiting order. Default 1. */
  readonly seed?: number;
  /** A first partition to improve. Default: every node alone. */
  readonly start?: Int32Array;
}

interface WeightedGraph extends Graph {
  /** Weight of each node's loop (edges inside an aggregated node, counted from both ends). */
  readonly loops: Float64Array;
}

/**
 * Communities of a graph by modularity with a resolution: Louvain (Blondel et al. 2008) with a queue of nodes to look at again
 * (Traag et al. 2019), repeated on the aggregated graph until nothing improves, and all of it again from the single nodes, at most three times. Each community is connected in the end: parts that
 * hang together only through outsiders become communities of their own. Same graph, resolution and seed: same result.
 * @returns a label per node, 0 .. count - 1 by descending community size, ties by lowest node
 */
export function findCommunities(graph: Graph, options: CommunityOptions): Int32Array {
  const { resolution } = options;
  const random = seededRandom(options.seed ?? 1);
  let total = 0;
  for (let i = 0; i < graph.weights.length; i++) total += graph.weights[i]!;
  const base: WeightedGraph = { ...graph, loops: new Float64Array(graph.nodes) };
  let labels = options.start === undefined ? identity(graph.nodes) : renumber(options.start);
  for (let round = 0; round < maxRounds && total > 0; round++) {
    const refined = labels.slice();
    if (!moveNodes(base, refined, resolution, total, random)) break;
    labels = mergeUpwards(base, refined, resolution, total, random);
  }
  return canonicalLabels(splitDisconnected(graph, labels));
}

const maxRounds = 3;

/** Treats the connected parts of communities as nodes and moves those, level by level, until nothing improves. */
function mergeUpwards(
  base: WeightedGraph,
  partition: Int32Array,
  resolution: number,
  total: number,
  random: Random,
): Int32Array {
  const labels = splitDisconnected(base, partition);
  let level = aggregate(base, labels);
  for (;;) {
    const upper = identity(level.nodes);
    if (!moveNodes(level, upper, resolution, total, random)) return labels;
    const numbered = renumber(upper);
    for (let node = 0; node < labels.length; node++) labels[node] = numbered[labels[node]!]!;
    level = aggregate(level, numbered);
  }
}

/** Labels renumbered 0 .. count - 1 by descending size, ties by the lowest member. */
export function canonicalLabels(labels: Int32Array): Int32Array {
  const numbered = renumber(labels);
  const sizes: number[] = [];
  for (let node = 0; node < numbered.length; node++)
    sizes[numbered[node]!] = (sizes[numbered[node]!] ?? 0) + 1;
  const order = sizes.map((_, label) => label).sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const rank = new Int32Array(order.length);
  order.forEach((label, position) => {
    rank[label] = position;
  });
  return numbered.map((label) => rank[label]!);
}

/** Labels renumbered 0 .. count - 1 by first appearance. Labels may be any whole numbers. */
export function renumber(labels: Int32Array): Int32Array {
  const numbers = new Map<number, number>();
  let [lastLabel, lastNumber] = [Number.NaN, 0];
  return labels.map((label) => {
    if (label === lastLabel) return lastNumber;
    lastLabel = label;
    const known = numbers.get(label);
    lastNumber = known ?? numbers.size;
    if (known === undefined) numbers.set(label, lastNumber);
    return lastNumber;
  });
}

function identity(length: number): Int32Array {
  const numbers = new Int32Array(length);
  for (let i = 0; i < length; i++) numbers[i] = i;
  return numbers;
}

/** Moves nodes one at a time to the neighbouring community with the highest gain until the queue is empty. Changes `labels`. */
function moveNodes(
  graph: WeightedGraph,
  labels: Int32Array,
  resolution: number,
  total: number,
  random: Random,
): boolean {
  const { nodes, indptr, neighbours, weights, loops } = graph;
  const strength = new Float64Array(nodes);
  const communityStrength = new Float64Array(nodes);
  for (let node = 0; node < nodes; node++) {
    let sum = loops[node]!;
    for (let i = indptr[node]!; i < indptr[node + 1]!; i++) sum += weights[i]!;
    strength[node] = sum;
    communityStrength[labels[node]!]! += sum;
  }
  const queue = shuffleInPlace(identity(nodes), random);
  const waiting = new Uint8Array(nodes).fill(1);
  const linkWeight = new Float64Array(nodes);
  const touched = new Int32Array(nodes);
  let head = 0;
  let inQueue = nodes;
  let anyMove = false;
  while (inQueue > 0) {
    const node = queue[head]!;
    head = head + 1 === nodes ? 0 : head + 1;
    inQueue--;
    waiting[node] = 0;
    const current = labels[node]!;
    let count = 0;
    for (let i = indptr[node]!; i < indptr[node + 1]!; i++) {
      const community = labels[neighbours[i]!]!;
      if (linkWeight[community] === 0) touched[count++] = community;
      linkWeight[community]! += weights[i]!;
    }
    communityStrength[current]! -= strength[node]!;
    const scale = (resolution * strength[node]!) / total;
    let best = current;
    let bestGain = linkWeight[current]! - scale * communityStrength[current]!;
    const staying = bestGain;
    for (let t = 0; t < count; t++) {
      const community = touched[t]!;
      const gain = linkWeight[community]! - scale * communityStrength[community]!;
      linkWeight[community] = 0;
      if (gain > bestGain || (gain === bestGain && best !== current && community < best)) {
        best = community;
        bestGain = gain;
      }
    }
    if (bestGain <= staying + 1e-12) best = current;
    communityStrength[best]! += strength[node]!;
    if (best === current) continue;
    labels[node] = best;
    anyMove = true;
    for (let i = indptr[node]!; i < indptr[node + 1]!; i++) {
      const other = neighbours[i]!;
      if (waiting[other] === 1 || labels[other] === best) continue;
      waiting[other] = 1;
      queue[(head + inQueue) % nodes] = other;
      inQueue++;
    }
  }
  return anyMove;
}

/** One node per label; edges between labels added up, edges within kept as loops. Labels must be 0 .. count - 1. */
function aggregate(graph: WeightedGraph, labels: Int32Array): WeightedGraph {
  const count = labels.reduce((most, label) => Math.max(most, label + 1), 0);
  const { members, starts } = membersByLabel(labels, count);
  const loops = new Float64Array(count);
  const indptr = new Int32Array(count + 1);
  const neighbours = new Int32Array(graph.neighbours.length);
  const weights = new Float64Array(graph.neighbours.length);
  const sums = new Float64Array(count);
  let filled = 0;
  for (let label = 0; label < count; label++) {
    const from = filled;
    for (let m = starts[label]!; m < starts[label + 1]!; m++) {
      const node = members[m]!;
      loops[label]! += graph.loops[node]!;
      for (let i = graph.indptr[node]!; i < graph.indptr[node + 1]!; i++) {
        const other = labels[graph.neighbours[i]!]!;
        if (other === label) loops[label]! += graph.weights[i]!;
        else {
          if (sums[other] === 0) neighbours[filled++] = other;
          sums[other]! += graph.weights[i]!;
        }
      }
    }
    neighbours.subarray(from, filled).sort();
    for (let i = from; i < filled; i++) {
      weights[i] = sums[neighbours[i]!]!;
      sums[neighbours[i]!] = 0;
    }
    indptr[label + 1] = filled;
  }
  const edges = {
    neighbours: neighbours.slice(0, filled),
    weights: Float32Array.from(weights.subarray(0, filled)),
  };
  return { nodes: count, indptr, ...edges, loops };
}

/** Nodes grouped by label: those of label `l` are `members[starts[l] .. starts[l + 1])`, ascending. */
export function membersByLabel(
  labels: Int32Array,
  count: number,
): { members: Int32Array; starts: Int32Array } {
  const starts = new Int32Array(count + 1);
  for (let node = 0; node < labels.length; node++) starts[labels[node]! + 1]! += 1;
  for (let label = 0; label < count; label++) starts[label + 1]! += starts[label]!;
  const next = starts.slice();
  const members = new Int32Array(labels.length);
  for (let node = 0; node < labels.length; node++) members[next[labels[node]!]!++] = node;
  return { members, starts };
}

/** A label per connected part of each community. */
function splitDisconnected(graph: Graph, labels: Int32Array): Int32Array {
  const part = new Int32Array(graph.nodes).fill(-1);
  const stack = new Int32Array(graph.nodes);
  let [parts, height] = [0, 0];
  for (let node = 0; node < graph.nodes; node++) {
    if (part[node]! >= 0) continue;
    part[node] = parts;
    stack[height++] = node;
    while (height > 0) {
      const current = stack[--height]!;
      const own = labels[current];
      for (let i = graph.indptr[current]!; i < graph.indptr[current + 1]!; i++) {
        const other = graph.neighbours[i]!;
        if (part[other]! >= 0 || labels[other] !== own) continue;
        part[other] = parts;
        stack[height++] = other;
      }
    }
    parts++;
  }
  return part;
}

import { fitSquare } from './fit-square.ts';
import type { NeighbourLists } from './neighbour-lists.ts';
import { type Places, placeClusters } from './place-clusters.ts';
import { seededRandom } from './random.ts';

/** What is laid out. */
export interface ProjectionInput {
  readonly neighbours: NeighbourLists;
  /** Cluster of each point from 0; negative for none. */
  readonly labels: ArrayLike<number>;
  readonly seed: number;
}

/** A place for each point. */
export interface Projection {
  /** From 0 to 1. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** What was done, for the caption. */
  readonly method: string;
}

const METHOD =
  'intents are placed by stress majorisation of the neighbours they share; their tickets are then pulled towards their nearest neighbours, ' +
  'less so across intents, and pushed apart from others (as in UMAP). Close points read alike; distances between far groups mean little';
const UPDATES = 9_000_000;
const MOST_NEIGHBOURS = 12;
const PUSHES = 5;
const STEP = 4;
/** How far the clusters start apart, per square root of the tickets. */
const SPAN = 0.12;
const ACROSS = 0.12;
const LOOSE = 0.35;

/** A flat, seeded map of points: the same input gives the same places. */
export function projectPoints({ neighbours, labels, seed }: ProjectionInput): Projection {
  const count = labels.length;
  const edges = readEdges(neighbours, labels, count);
  const places = startingPlaces(edges, labels, count, seed);
  settle(places, edges, count, seed);
  return { ...fitSquare(places, count), method: METHOD };
}

interface Edges {
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** From 0 to 1: how often the edge pulls. */
  readonly weight: Float32Array;
  readonly similarity: Float32Array;
}

function readEdges(
  { k, indices, similarities }: NeighbourLists,
  labels: ArrayLike<number>,
  count: number,
): Edges {
  const from: number[] = [];
  const to: number[] = [];
  const weight: number[] = [];
  const similarity: number[] = [];
  for (let i = 0; i < count; i++) {
    const best = Math.max(1e-6, similarities[i * k] ?? 0);
    for (let place = 0; place < Math.min(k, MOST_NEIGHBOURS); place++) {
      const j = indices[i * k + place] ?? -1;
      const like = similarities[i * k + place] ?? 0;
      if (j < 0 || j >= count || j === i || !(like > 0)) continue;
      from.push(i);
      to.push(j);
      similarity.push(like);
      weight.push(Math.min(1, like / best) * bond(labels[i] ?? -1, labels[j] ?? -1));
    }
  }
  return {
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    weight: Float32Array.from(weight),
    similarity: Float32Array.from(similarity),
  };
}

/** Ties across intents are what blurs a map: they pull less, and those of loose tickets in between. */
function bond(a: number, b: number): number {
  if (a < 0 || b < 0) return LOOSE;
  return a === b ? 1 : ACROSS;
}

/** Every ticket begins near the place of its cluster; a loose one amid the clusters it resembles. */
function startingPlaces(edges: Edges, labels: ArrayLike<number>, count: number, seed: number): Places {
  const sizes = clusterSizes(labels, count);
  const centres = placeClusters(clusterTies(edges, labels, sizes.length), sizes, seed);
  const scale = (SPAN * Math.sqrt(count)) / Math.max(1e-9, spread(centres));
  const random = seededRandom(seed ^ 0x5bd1e995).next;
  const places = new Float64Array(2 * count);
  const around = looseCentres(edges, labels, centres, count);
  for (let i = 0; i < count; i++) {
    const label = labels[i] ?? -1;
    const radius = 0.2 * Math.sqrt((sizes[label] ?? 1) * random());
    const angle = 2 * Math.PI * random();
    const x = label >= 0 ? (centres[2 * label] ?? 0) : (around[2 * i] ?? 0);
    const y = label >= 0 ? (centres[2 * label + 1] ?? 0) : (around[2 * i + 1] ?? 0);
    places[2 * i] = x * scale + radius * Math.cos(angle);
    places[2 * i + 1] = y * scale + radius * Math.sin(angle);
  }
  return places;
}

function clusterSizes(labels: ArrayLike<number>, count: number): number[] {
  const sizes: number[] = [];
  for (let i = 0; i < count; i++) {
    const label = labels[i] ?? -1;
    while (sizes.length <= label) sizes.push(0);
    if (label >= 0) sizes[label] = (sizes[label] ?? 0) + 1;
  }
  return sizes;
}

function clusterTies(
  { from, to, similarity }: Edges,
  labels: ArrayLike<number>,
  clusters: number,
): Map<number, number>[] {
  const ties = Array.from({ length: clusters }, () => new Map<number, number>());
  for (let edge = 0; edge < from.length; edge++) {
    const a = labels[from[edge] ?? 0] ?? -1;
    const b = labels[to[edge] ?? 0] ?? -1;
    if (a < 0 || b < 0 || a === b) continue;
    const like = similarity[edge] ?? 0;
    ties[a]?.set(b, (ties[a]?.get(b) ?? 0) + like);
    ties[b]?.set(a, (ties[b]?.get(a) ?? 0) + like);
  }
  return ties;
}

/** The mean place of the clusters a loose ticket's neighbours belong to. */
function looseCentres(
  { from, to, similarity }: Edges,
  labels: ArrayLike<number>,
  centres: Places,
  count: number,
): Places {
  const sums = new Float64Array(2 * count);
  const totals = new Float64Array(count);
  for (let edge = 0; edge < from.length; edge++) {
    const i = from[edge] ?? 0;
    const label = labels[to[edge] ?? 0] ?? -1;
    if ((labels[i] ?? -1) >= 0 || label < 0) continue;
    const like = similarity[edge] ?? 0;
    sums[2 * i] = (sums[2 * i] ?? 0) + like * (centres[2 * label] ?? 0);
    sums[2 * i + 1] = (sums[2 * i + 1] ?? 0) + like * (centres[2 * label + 1] ?? 0);
    totals[i] = (totals[i] ?? 0) + like;
  }
  return sums.map((value, at) => value / Math.max(1e-9, totals[at >> 1] ?? 0));
}

function spread(places: Places): number {
  let total = 0;
  for (const value of places) total += value * value;
  return Math.sqrt((2 * total) / Math.max(1, places.length));
}

/** Pulls along edges and pushes from random points, in ever smaller steps. */
function settle(places: Places, { from, to, weight }: Edges, count: number, seed: number): void {
  if (from.length === 0) return;
  const rounds = Math.round(Math.min(220, Math.max(24, UPDATES / from.length)));
  const curve = curveFor(count);
  const random = seededRandom(seed ^ 0x2545f491).next;
  const due = Float32Array.from(weight, () => random());
  for (let round = 0; round < rounds; round++) {
    const rate = 1 - round / rounds;
    for (let edge = 0; edge < from.length; edge++) {
      due[edge] = (due[edge] ?? 0) + (weight[edge] ?? 0);
      if ((due[edge] ?? 0) < 1) continue;
      due[edge] = (due[edge] ?? 0) - 1;
      const i = 2 * (from[edge] ?? 0);
      pull(places, i, 2 * (to[edge] ?? 0), rate, curve);
      for (let push = 0; push < PUSHES; push++)
        pushOff(places, i, 2 * Math.floor(random() * count), rate, curve);
    }
  }
}

/** How tightly likes gather: small sets need it, large ones would shrink to specks. */
function curveFor(count: number): number {
  return 0.22 + 400 / (count + 100);
}

function pull(places: Places, i: number, j: number, rate: number, curve: number): void {
  const dx = (places[i] ?? 0) - (places[j] ?? 0);
  const dy = (places[i + 1] ?? 0) - (places[j + 1] ?? 0);
  const factor = (-2 * curve * rate) / (1 + curve * (dx * dx + dy * dy));
  const moveX = limit(factor * dx);
  const moveY = limit(factor * dy);
  places[i] = (places[i] ?? 0) + moveX;
  places[i + 1] = (places[i + 1] ?? 0) + moveY;
  places[j] = (places[j] ?? 0) - moveX;
  places[j + 1] = (places[j + 1] ?? 0) - moveY;
}

function pushOff(places: Places, i: number, j: number, rate: number, curve: number): void {
  if (i === j) return;
  const dx = (places[i] ?? 0) - (places[j] ?? 0);
  const dy = (places[i + 1] ?? 0) - (places[j + 1] ?? 0);
  const square = dx * dx + dy * dy;
  const factor = (2 * rate) / ((0.01 + square) * (1 + curve * square));
  places[i] = (places[i] ?? 0) + limit(factor * dx);
  places[i + 1] = (places[i + 1] ?? 0) + limit(factor * dy);
}

function limit(step: number): number {
  return Math.min(STEP, Math.max(-STEP, step));
}

import { seededRandom } from './random.ts';

/** Undirected weights between clusters: row by row, from cluster to weight. */
export type ClusterTies = readonly ReadonlyMap<number, number>[];

/** Places in the plane, x and y interleaved. */
export type Places = Float64Array;

const ROUNDS = 60;
const POWER_STEPS = 40;

/**
 * Places clusters so that those with common neighbours come to lie side by side and every cluster has room for
 * its size: classical scaling as the start, then stress majorisation (SMACOF).
 */
export function placeClusters(ties: ClusterTies, sizes: readonly number[], seed: number): Places {
  const count = sizes.length;
  if (count < 2) return new Float64Array(2 * count);
  const wanted = wantedDistances(ties, sizes);
  return majorise(classicalScaling(wanted, count, seed), wanted, count);
}

/** Far when nothing is shared, near when the ties are the same; never closer than both discs need. */
function wantedDistances(ties: ClusterTies, sizes: readonly number[]): Float64Array {
  const count = sizes.length;
  const profiles = ties.map((row, cluster) => profileOf(ties, row, cluster));
  const radii = sizes.map((size) => Math.sqrt(Math.max(1, size)));
  const mean = radii.reduce((sum, radius) => sum + radius, 0) / count;
  const wanted = new Float64Array(count * count);
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      const near = Math.sqrt(cosine(profiles[a] ?? new Map(), profiles[b] ?? new Map()));
      const distance = ((radii[a] ?? 1) + (radii[b] ?? 1)) * 0.5 + mean * 3 * (1 - near);
      wanted[a * count + b] = distance;
      wanted[b * count + a] = distance;
    }
  }
  return wanted;
}

/** A cluster's ties and, at half weight, the ties of its ties: unit length. */
function profileOf(
  ties: ClusterTies,
  row: ReadonlyMap<number, number>,
  cluster: number,
): Map<number, number> {
  const profile = new Map<number, number>([[cluster, 1]]);
  const add = (key: number, value: number) => profile.set(key, (profile.get(key) ?? 0) + value);
  const total = sum(row.values()) || 1;
  for (const [next, weight] of row) {
    add(next, weight / total);
    const second = ties[next] ?? new Map<number, number>();
    const secondTotal = sum(second.values()) || 1;
    for (const [far, farWeight] of second) add(far, (0.5 * weight * farWeight) / (total * secondTotal));
  }
  const length = Math.sqrt(sum([...profile.values()].map((value) => value * value)));
  for (const [key, value] of profile) profile.set(key, value / length);
  return profile;
}

function cosine(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let product = 0;
  for (const [key, value] of small) product += value * (large.get(key) ?? 0);
  return Math.min(1, product);
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** Torgerson's classical scaling with two axes found by power iteration. */
function classicalScaling(wanted: Float64Array, count: number, seed: number): Places {
  const centred = doubleCentre(wanted, count);
  const random = seededRandom(seed).next;
  const first = leadingVector(centred, count, random);
  const second = leadingVector(centred, count, random, first.vector);
  const places = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) {
    places[2 * i] = (first.vector[i] ?? 0) * Math.sqrt(Math.max(1e-9, first.value));
    places[2 * i + 1] = (second.vector[i] ?? 0) * Math.sqrt(Math.max(1e-9, second.value));
  }
  return places;
}

function doubleCentre(wanted: Float64Array, count: number): Float64Array {
  const squares = wanted.map((distance) => -0.5 * distance * distance);
  const means = Float64Array.from(
    { length: count },
    (_, i) => sum(squares.subarray(i * count, (i + 1) * count)) / count,
  );
  const mean = sum(means) / count;
  return squares.map(
    (value, at) => value - (means[Math.floor(at / count)] ?? 0) - (means[at % count] ?? 0) + mean,
  );
}

interface Leading {
  readonly vector: Float64Array;
  readonly value: number;
}

function leadingVector(
  matrix: Float64Array,
  count: number,
  random: () => number,
  against?: Float64Array,
): Leading {
  let vector = Float64Array.from({ length: count }, () => random() - 0.5);
  let value = 0;
  for (let step = 0; step < POWER_STEPS; step++) {
    if (against) removePart(vector, against);
    const next = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      let total = 0;
      for (let j = 0; j < count; j++) total += (matrix[i * count + j] ?? 0) * (vector[j] ?? 0);
      next[i] = total;
    }
    value = Math.sqrt(sum(next.map((entry) => entry * entry))) || 1e-9;
    vector = next.map((entry) => entry / value);
  }
  return { vector, value };
}

function removePart(vector: Float64Array, against: Float64Array): void {
  const part = vector.reduce((total, entry, index) => total + entry * (against[index] ?? 0), 0);
  vector.forEach((entry, index) => {
    vector[index] = entry - part * (against[index] ?? 0);
  });
}

/** SMACOF: every round moves each place to where its wanted distances agree best; near pairs weigh more. */
function majorise(start: Places, wanted: Float64Array, count: number): Places {
  let places = start;
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Float64Array(2 * count);
    for (let i = 0; i < count; i++) moveOne(places, next, wanted, count, i);
    places = next;
  }
  return places;
}

function moveOne(places: Places, next: Places, wanted: Float64Array, count: number, i: number): void {
  const x = places[2 * i] ?? 0;
  const y = places[2 * i + 1] ?? 0;
  let total = 0;
  let sumX = 0;
  let sumY = 0;
  for (let j = 0; j < count; j++) {
    if (j === i) continue;
    const target = wanted[i * count + j] ?? 1;
    const weight = 1 / (target * target);
    const dx = x - (places[2 * j] ?? 0);
    const dy = y - (places[2 * j + 1] ?? 0);
    const scale = target / Math.max(1e-6, Math.sqrt(dx * dx + dy * dy));
    sumX += weight * ((places[2 * j] ?? 0) + dx * scale);
    sumY += weight * ((places[2 * j + 1] ?? 0) + dy * scale);
    total += weight;
  }
  next[2 * i] = sumX / total;
  next[2 * i + 1] = sumY / total;
}

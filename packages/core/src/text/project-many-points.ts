import { emptyNeighbours, type NeighbourLists } from './neighbour-lists.ts';
import { type Projection, type ProjectionInput, projectPoints } from './project-points.ts';
import { seededRandom } from './random.ts';

/** Nearest points that say where a point goes. */
const anchors = 3;
/** How far around them, in parts of the map: enough that points with the same anchors do not cover each other. */
const scatter = 0.006;

/**
 * {@link projectPoints} for any number of points: when neighbours are known among a sample only, the sample is laid out and every other
 * point is put amid its nearest ones of its own cluster.
 * @param input.sample rows that all neighbours are among; absent: all
 */
export function projectManyPoints(input: ProjectionInput & { readonly sample?: Int32Array }): Projection {
  const { sample, neighbours, labels, seed } = input;
  if (sample === undefined) return projectPoints(input);
  const placeOf = new Int32Array(labels.length).fill(-1);
  for (const [place, row] of sample.entries()) placeOf[row] = place;
  const laidOut = projectPoints({
    neighbours: among(sample, neighbours, placeOf),
    labels: sample.map((row) => labels[row]!),
    seed,
  });
  const random = seededRandom(seed).next;
  const x = new Float32Array(labels.length);
  const y = new Float32Array(labels.length);
  for (let row = 0; row < labels.length; row++) {
    const place = placeOf[row]!;
    const own = place >= 0 ? [place] : anchorsOf(row, neighbours, labels).map((other) => placeOf[other]!);
    const spread = place >= 0 ? 0 : scatter;
    x[row] = around(own, laidOut.x, spread * (random() - 0.5));
    y[row] = around(own, laidOut.y, spread * (random() - 0.5));
  }
  return { x, y, method: laidOut.method };
}

function among(sample: Int32Array, { k, indices, similarities }: NeighbourLists, placeOf: Int32Array) {
  const lists = emptyNeighbours(sample.length, k);
  for (const [place, row] of sample.entries()) {
    for (let at = 0; at < k && indices[row * k + at]! >= 0; at++) {
      lists.indices[place * k + at] = placeOf[indices[row * k + at]!]!;
      lists.similarities[place * k + at] = similarities[row * k + at]!;
    }
  }
  return lists;
}

/** The nearest of the same cluster, else the nearest at all. */
function anchorsOf(row: number, { k, indices }: NeighbourLists, labels: ArrayLike<number>): number[] {
  const near = Array.from(indices.subarray(row * k, (row + 1) * k)).filter((other) => other >= 0);
  const own = near.filter((other) => labels[other] === labels[row]);
  return (own.length > 0 ? own : near).slice(0, anchors);
}

function around(places: readonly number[], values: Float32Array, offset: number): number {
  if (places.length === 0) return 0.5;
  const mean = places.reduce((sum, place) => sum + values[place]!, 0) / places.length;
  return Math.min(1, Math.max(0, mean + offset));
}

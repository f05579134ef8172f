import { membersByLabel } from './communities.ts';
import type { NeighbourLists } from './neighbour-lists.ts';
import type { SparseMatrix } from './sparse.ts';
import type { Stepwise } from './stepwise.ts';

/** Rows of which some have a label. */
export interface PropagationInput {
  /** The nearest rows of each row. */
  readonly neighbours: NeighbourLists;
  /** The same rows as features, scaled to length 1. */
  readonly matrix: SparseMatrix;
  /** Class of each row, or -1. */
  readonly labels: Int32Array;
  /** 1: somebody who knows said so. Such a row keeps its label, and counts more. */
  readonly told: Uint8Array;
}

/** Rows with labels, and how sure they are. */
export interface Propagation {
  /** -1 where no neighbour has a label either. */
  readonly labels: Int32Array;
  /** The class its neighbours and the centroids speak for; for told rows it may be another than their label. */
  readonly best: Int32Array;
  /** The second best class, or -1. */
  readonly second: Int32Array;
  /** The best class's share of the support of all, 0..1. */
  readonly confidence: Float32Array;
}

const passes = 3;
/** A told row is worth this many others. */
const toldWeight = 3;

/**
 * Spreads labels over a graph of neighbours: in each of three passes a row takes the class that the votes of its neighbours (weighted by squared
 * similarity) and the nearness of the classes' centroids speak for together; a row does not count in the centroid it is compared with. It
 * repairs impure groups and single wrong labels alike.
 */
export function* propagateLabels(input: PropagationInput): Stepwise<Propagation> {
  const rows = input.labels.length;
  let current: Propagation = {
    labels: input.labels,
    best: input.labels,
    second: new Int32Array(rows).fill(-1),
    confidence: new Float32Array(rows),
  };
  for (let pass = 0; pass < passes; pass++) current = yield* onePass(input, current.labels);
  return current;
}

/** The classes a row could have, by its neighbours; row `r` is `[starts[r], starts[r + 1])`. */
interface Candidates {
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly classes: Int32Array;
  /** Share of the row's votes. */
  readonly votes: Float32Array;
}

function* onePass(input: PropagationInput, labels: Int32Array): Stepwise<Propagation> {
  const candidates = collectCandidates(input, labels);
  yield;
  const nearness = yield* centroidNearness(input, labels, candidates);
  const rows = labels.length;
  const next = {
    labels: labels.slice(),
    best: labels.slice(),
    second: new Int32Array(rows).fill(-1),
    confidence: new Float32Array(rows),
  };
  for (let row = 0; row < rows; row++) {
    const [from, to] = [candidates.starts[row]!, candidates.starts[row + 1]!];
    let nearest = 0;
    for (let i = from; i < to; i++) nearest = Math.max(nearest, nearness[i]!);
    let [best, other, sum] = [-1, -1, 0];
    const support = (i: number) => candidates.votes[i]! + (nearest === 0 ? 0 : nearness[i]! / nearest);
    for (let i = from; i < to; i++) {
      sum += support(i);
      if (best < 0 || support(i) > support(best)) [best, other] = [i, best];
      else if (other < 0 || support(i) > support(other)) other = i;
    }
    if (best < 0) continue;
    next.best[row] = candidates.classes[best]!;
    next.second[row] = other < 0 ? -1 : candidates.classes[other]!;
    next.confidence[row] = sum === 0 ? 0 : support(best) / sum;
    if (input.told[row] === 0) next.labels[row] = candidates.classes[best]!;
  }
  return next;
}

function collectCandidates({ neighbours, told }: PropagationInput, labels: Int32Array): Candidates {
  const { k, indices, similarities } = neighbours;
  const starts = new Int32Array(labels.length + 1);
  const [rows, classes, votes]: [number[], number[], number[]] = [[], [], []];
  for (let row = 0; row < labels.length; row++) {
    const weights = new Map<number, number>();
    let total = 0;
    for (let i = row * k; i < row * k + k && indices[i]! >= 0; i++) {
      const label = labels[indices[i]!]!;
      if (label < 0) continue;
      const weight = similarities[i]! ** 2 * (told[indices[i]!] === 1 ? toldWeight : 1);
      weights.set(label, (weights.get(label) ?? 0) + weight);
      total += weight;
    }
    const own = labels[row]!;
    if (own >= 0 && !weights.has(own)) weights.set(own, 0);
    for (const [label, weight] of weights) {
      rows.push(row);
      classes.push(label);
      votes.push(total === 0 ? 0 : weight / total);
    }
    starts[row + 1] = classes.length;
  }
  return {
    starts,
    rows: Int32Array.from(rows),
    classes: Int32Array.from(classes),
    votes: Float32Array.from(votes),
  };
}

/** Cosine of each row to the centroid of each of its candidates, without the row itself. One class after the other, so that one dense vector does. */
function* centroidNearness(
  { matrix, told }: PropagationInput,
  labels: Int32Array,
  candidates: Candidates,
): Stepwise<Float32Array> {
  const { indptr, indices, values } = matrix;
  const weightOf = (row: number) => (told[row] === 1 ? toldWeight : 1);
  const count = candidates.classes.reduce((most, label) => Math.max(most, label + 1), 0);
  const members = membersByLabel(
    labels.map((label) => (label < 0 ? count : label)),
    count + 1,
  );
  const asking = membersByLabel(candidates.classes, count);
  const nearness = new Float32Array(candidates.classes.length);
  const centroid = new Float32Array(matrix.columns);
  for (let label = 0; label < count; label++) {
    centroid.fill(0);
    for (const row of members.members.subarray(members.starts[label]!, members.starts[label + 1]!))
      for (let i = indptr[row]!; i < indptr[row + 1]!; i++)
        centroid[indices[i]!]! += weightOf(row) * values[i]!;
    const squares = centroid.reduce((sum, value) => sum + value * value, 0);
    for (const at of asking.members.subarray(asking.starts[label]!, asking.starts[label + 1]!)) {
      const row = candidates.rows[at]!;
      let dot = 0;
      for (let i = indptr[row]!; i < indptr[row + 1]!; i++) dot += centroid[indices[i]!]! * values[i]!;
      const own = labels[row] === label ? weightOf(row) : 0;
      const rest = squares - 2 * own * dot + own * own;
      nearness[at] = rest <= 1e-9 ? 0 : Math.max(0, (dot - own) / Math.sqrt(rest));
    }
    yield;
  }
  return nearness;
}

import type { DenseMatrix } from './sparse.ts';

/** In which order groups are merged. Plain data. */
export interface LinkageTree {
  /** Groups that take part: those with labels 0 .. groups - 1. */
  readonly groups: number;
  /** Best merge first: the second group becomes part of the first. */
  readonly merges: readonly (readonly [into: number, from: number])[];
}

/** A smaller group is an accident; it keeps to itself and joins nobody. */
const smallestLinked = 3;
/** Merging takes cubic time in the number of groups. */
const mostLinked = 400;

/**
 * Merges the two groups whose members are most alike on average, again and again (average linkage, UPGMA: Sokal and Michener 1958). Unlike
 * modularity it has no leaning towards groups of equal size: one intent with half of the tickets stays whole beside one with ten.
 * @param views vectors of length 1 per item and view; similarity is the sum of the views' cosines
 * @param labels groups to begin with, 0 .. count - 1 by descending size
 */
export function averageLinkage(views: readonly DenseMatrix[], labels: Int32Array): LinkageTree {
  const sizes = sizesOf(labels);
  const groups = sizes.slice(0, mostLinked).filter((size) => size >= smallestLinked).length;
  const sums = new Float64Array(groups * groups);
  for (const view of views) addSimilarities(sums, groups, view, labels);
  const merges: [number, number][] = [];
  const alive = Array.from({ length: groups }, (_, group) => group);
  while (alive.length > 1) {
    const [into, from] = mostAlike(alive, sums, sizes, groups);
    merges.push([into, from]);
    for (const other of alive) {
      sums[into * groups + other]! += sums[from * groups + other]!;
      sums[other * groups + into] = sums[into * groups + other]!;
    }
    sizes[into]! += sizes[from]!;
    alive.splice(alive.indexOf(from), 1);
  }
  return { groups, merges };
}

/** The labels after as many merges as leave `count` of the groups that take part. Labels are not renumbered. */
export function cutLinkage({ groups, merges }: LinkageTree, labels: Int32Array, count: number): Int32Array {
  const group = Int32Array.from({ length: groups }, (_, label) => label);
  // Backwards: where a group ends is known before those that became part of it ask.
  for (const [into, from] of merges.slice(0, Math.max(0, groups - count)).reverse())
    group[from] = group[into]!;
  return labels.map((label) => (label < groups ? group[label]! : label));
}

function sizesOf(labels: Int32Array): number[] {
  const sizes: number[] = [];
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  return sizes;
}

/** Adds up the similarities of all pairs of members, which is the product of the groups' sums of vectors. */
function addSimilarities(sums: Float64Array, groups: number, view: DenseMatrix, labels: Int32Array): void {
  const { rows, columns, values } = view;
  const totals = new Float64Array(groups * columns);
  for (let row = 0; row < rows; row++) {
    const group = labels[row]!;
    if (group >= groups) continue;
    for (let c = 0; c < columns; c++) totals[group * columns + c]! += values[row * columns + c]!;
  }
  for (let a = 0; a < groups; a++) {
    for (let b = 0; b < groups; b++) {
      let dot = 0;
      for (let c = 0; c < columns; c++) dot += totals[a * columns + c]! * totals[b * columns + c]!;
      sums[a * groups + b]! += dot;
    }
  }
}

function mostAlike(
  alive: readonly number[],
  sums: Float64Array,
  sizes: readonly number[],
  groups: number,
): readonly [number, number] {
  let best: readonly [number, number] = [alive[0]!, alive[1]!];
  let bestMean = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < alive.length; i++) {
    const a = alive[i]!;
    for (let j = i + 1; j < alive.length; j++) {
      const b = alive[j]!;
      const mean = sums[a * groups + b]! / (sizes[a]! * sizes[b]!);
      if (mean <= bestMean) continue;
      bestMean = mean;
      best = [a, b];
    }
  }
  return best;
}

import { averageLinkage, cutLinkage } from './average-linkage.ts';
import { allowedCounts } from './choose-resolution.ts';
import { canonicalLabels } from './communities.ts';
import type { DenseMatrix } from './sparse.ts';
import type { Stepwise } from './stepwise.ts';
import { smoothed, viewAgreement } from './view-agreement.ts';

/** Communities to merge, of the fused graph and of each view's own graph. */
export interface LinkageInput {
  readonly fused: Int32Array;
  readonly views: readonly Int32Array[];
  /** The views' vectors, in the order of `views`. */
  readonly vectors: readonly DenseMatrix[];
  /** Wanted number of groups; without it the number is found. */
  readonly targetCount?: number;
}

/** Groups by merging, and how well the views agree on them. */
export interface LinkageChoice {
  readonly labels: Int32Array;
  /** The views' own groups at the same count. */
  readonly views: readonly Int32Array[];
  /** Smoothed agreement between the views, 0..1. */
  readonly agreement: number;
  /** A count outside of the allowed range agrees better. */
  readonly atEdge: boolean;
}

/** With nearly as many groups as there were communities little was merged, and the choice would be that of the communities. */
const largestShare = 0.9;
/** From one count to the next. */
const step = 1.12;

/**
 * Merges communities by {@link averageLinkage}, once by all views together and once in each view by itself, and stops where the views agree most.
 * `undefined` when there is nothing to choose: too few communities to merge, or fewer than the wanted number.
 */
export function* chooseLinkage(input: LinkageInput): Stepwise<LinkageChoice | undefined> {
  const { fused, views, vectors, targetCount } = input;
  const fusedTree = averageLinkage(vectors, fused);
  const trees = vectors.map((vector, view) => averageLinkage([vector], views[view]!));
  yield;
  const most = largestShare * Math.min(fusedTree.groups, ...trees.map(({ groups }) => groups));
  const { least, most: mostAllowed } = allowedCounts(fused.length);
  const counts = targetCount === undefined ? countsBetween(least / step ** 3, most) : [targetCount];
  const cutsOf = (count: number) => trees.map((tree, view) => cutLinkage(tree, views[view]!, count));
  const raw: number[] = [];
  for (const count of counts) {
    raw.push(viewAgreement(cutsOf(count)));
    yield;
  }
  const smooth = smoothed(raw, 3);
  const isAllowed = (count: number) => targetCount !== undefined || (count >= least && count <= mostAllowed);
  const allowed = counts.map((_, at) => at).filter((at) => isAllowed(counts[at]!));
  const best = allowed.reduce((peak, at) => (smooth[at]! > smooth[peak]! ? at : peak), allowed[0] ?? -1);
  if (best < 0 || counts[best]! > fusedTree.groups) return undefined;
  return {
    labels: canonicalLabels(cutLinkage(fusedTree, fused, counts[best]!)),
    views: cutsOf(counts[best]!),
    agreement: smooth[best]!,
    atEdge: smooth.some((value) => value > 1.01 * smooth[best]!),
  };
}

function countsBetween(least: number, most: number): number[] {
  const counts: number[] = [];
  for (let count = Math.max(2, Math.ceil(least)); count <= most; ) {
    counts.push(count);
    count = Math.max(count + 1, Math.round(count * step));
  }
  return counts;
}

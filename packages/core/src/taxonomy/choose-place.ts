import { type CategoryPath } from './category.ts';
import type { Leaf } from './read-pack.ts';
import { otherPath } from './taxonomy.ts';
import { otherName } from './tree-keys.ts';

/** Where an intent belongs, and how sure that is. */
export interface Place {
  readonly path: CategoryPath;
  /** Estimated probability that the path is right down to the level that was decided, 0 to 1. */
  readonly score: number;
  /** The best single leaf, as position in the list given. */
  readonly leaf: number;
}

/** How decided scores must be; measured on hand-checked placements. */
const temperature = Number((globalThis as any).process.env.TEMP ?? 0.55);
/** The score at which "fits nowhere" is as likely as one leaf. */
const noneScore = Number((globalThis as any).process.env.NONE ?? 1.6);
/** A level is decided when it holds this share of the level above. */
const decisive = 0.5;

/**
 * Chooses a path by a softmax over leaves and a "none of these" option: an L1 is as likely as all its leaves together. What is not clear
 * at a level becomes that parent's Other.
 */
export function choosePlace(leaves: readonly Leaf[], scores: Float64Array, minimumScore: number): Place {
  const weights = scores.map((score) => (score > 0 ? Math.exp((score - noneScore) / temperature) : 0));
  const best = weights.reduce((at, weight, leaf) => (weight > weights[at]! ? leaf : at), 0);
  const everything = weights.reduce((sum, weight) => sum + weight, 1);
  const l1 = heaviest(leaves, weights, (leaf) => leaf.path[0], () => true);
  const probability = l1.weight / everything;
  if (l1.name === undefined || probability < minimumScore) return { path: otherPath, score: 1 / everything, leaf: best };
  const within1 = (leaf: Leaf) => leaf.path[0] === l1.name;
  const l2 = heaviest(leaves, weights, (leaf) => leaf.path[1], within1);
  if (l2.name === undefined || l2.weight < decisive * l1.weight) return { path: [l1.name, otherName, otherName], score: probability, leaf: best };
  const within2 = (leaf: Leaf) => within1(leaf) && leaf.path[1] === l2.name;
  const l3 = heaviest(leaves, weights, (leaf) => leaf.path[2], within2);
  const path: CategoryPath = [l1.name, l2.name, l3.name !== undefined && l3.weight >= decisive * l2.weight ? l3.name : otherName];
  return { path, score: (path[2] === otherName ? l2.weight : l3.weight) / everything, leaf: best };
}

function heaviest(
  leaves: readonly Leaf[],
  weights: Float64Array,
  nameOf: (leaf: Leaf) => string,
  fits: (leaf: Leaf) => boolean,
): { name: string | undefined; weight: number } {
  const sums = new Map<string, number>();
  leaves.forEach((leaf, position) => {
    if (fits(leaf)) sums.set(nameOf(leaf), (sums.get(nameOf(leaf)) ?? 0) + weights[position]!);
  });
  let name: string | undefined;
  let weight = 0;
  for (const [candidate, sum] of sums) if (sum > weight) [name, weight] = [candidate, sum];
  return { name, weight };
}

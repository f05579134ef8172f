import type { CategoryPath } from './category.ts';
import type { Leaf } from './read-pack.ts';
import { otherPath } from './taxonomy.ts';
import { otherName } from './tree-keys.ts';

/** Where an intent belongs, and how sure that is. */
export interface Place {
  readonly path: CategoryPath;
  /** Estimated probability that the path is right down to the level that was decided, 0 to 1. */
  readonly score: number;
  /** The best single leaf below the path, as position in the list given. */
  readonly leaf: number;
}

/** How decided scores must be; measured on hand-checked placements. */
const temperature = 0.47;
/** The score at which "fits nowhere" is as likely as one leaf. */
const noneScore = 1.9;
/** A level is decided when it holds this share of the level above. */
const decisive = 0.5;

/**
 * Chooses a path by a softmax over leaves and a "none of these" option: an L1 is as likely as all its leaves together. What is not clear
 * at a level becomes that parent's Other.
 */
export function choosePlace(leaves: readonly Leaf[], scores: Float64Array, minimumScore: number): Place {
  const weights = scores.map((score) => (score > 0 ? Math.exp((score - noneScore) / temperature) : 0));
  const everything = weights.reduce((sum, weight) => sum + weight, 1);
  const all = leaves.map((leaf, position) => ({ leaf, position, weight: weights[position] ?? 0 }));
  const l1 = heaviest(all, 0);
  const l2 = heaviest(l1.members, 1);
  const l3 = heaviest(l2.members, 2);
  const likely = (weight: number) => weight / everything;
  if (likely(l1.weight) < minimumScore) return placeAt(all, otherPath, 1 - likely(l1.weight));
  if (l2.weight < decisive * l1.weight) {
    return placeAt(l1.members, [l1.name, otherName, otherName], likely(l1.weight));
  }
  if (l3.weight < decisive * l2.weight) {
    return placeAt(l2.members, [l1.name, l2.name, otherName], likely(l2.weight));
  }
  return placeAt(l3.members, [l1.name, l2.name, l3.name], likely(l3.weight));
}

interface WeightedLeaf {
  readonly leaf: Leaf;
  readonly position: number;
  readonly weight: number;
}

interface Branch {
  readonly name: string;
  readonly weight: number;
  readonly members: readonly WeightedLeaf[];
}

/** The heaviest group of leaves that share a name at a level; the first one of equals. */
function heaviest(leaves: readonly WeightedLeaf[], level: 0 | 1 | 2): Branch {
  let best: Branch = { name: otherName, weight: 0, members: leaves };
  for (const [name, members] of Map.groupBy(leaves, ({ leaf }) => leaf.path[level])) {
    const weight = members.reduce((sum, member) => sum + member.weight, 0);
    if (weight > best.weight) best = { name, weight, members };
  }
  return best;
}

function placeAt(leaves: readonly WeightedLeaf[], path: CategoryPath, score: number): Place {
  const best = leaves.reduce<WeightedLeaf | undefined>(
    (found, each) => (found !== undefined && found.weight >= each.weight ? found : each),
    undefined,
  );
  return { path, score, leaf: best?.position ?? 0 };
}

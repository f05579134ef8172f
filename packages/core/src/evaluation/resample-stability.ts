/** A clustering of some of the items. */
export interface Resample {
  /** Which items were drawn, as positions. */
  readonly items: Int32Array;
  /** Their clusters, in that order; below 0 for none. */
  readonly labels: Int32Array;
}

/** What becomes of a cluster when other items are clustered with it. */
export interface ClusterStability {
  /** Mean over the resamples of the best Jaccard index; 1 is found again each time, exactly. */
  readonly jaccard: number;
  /** Mean share of its drawn items that stay together in the best cluster. Low: it falls apart. */
  readonly kept: number;
  /** Mean share of that best cluster that is of it. Low: it is swallowed by, or swallows, others. */
  readonly pure: number;
  /** The other cluster whose items are found in that best cluster most, with their mean share of it. */
  readonly partner?: { readonly cluster: number; readonly share: number };
}

/** Clusters from this Jaccard index on are stable; below {@link doubtfulJaccard} they should not be believed (Hennig 2008). */
export const stableJaccard = 0.75;
/** Between this and {@link stableJaccard} there is a pattern, but which items belong to it is doubtful. */
export const doubtfulJaccard = 0.6;

/**
 * How far each cluster is found again when parts of the items are clustered (Hennig 2007, "Cluster-wise assessment of cluster stability"): for
 * each resample, the greatest Jaccard index between the cluster's drawn items and any cluster found. A stable cluster need not be a right one;
 * an unstable one hangs on which items happened to be there.
 * @param labels cluster of each item, 0 and up without gaps; below 0 for none
 * @returns one entry per cluster, in the order of the labels
 */
export function resampleStability(labels: Int32Array, resamples: readonly Resample[]): ClusterStability[] {
  const count = labels.reduce((most, label) => Math.max(most, label + 1), 0);
  const found = resamples.map((resample) => bestMatches(labels, count, resample));
  return Array.from({ length: count }, (_, cluster) => {
    const seen = found.flatMap((matches) => matches[cluster] ?? []);
    const mean = (pick: (match: Match) => number) =>
      seen.reduce((sum, match) => sum + pick(match), 0) / Math.max(1, seen.length);
    const partners = new Map<number, number>();
    for (const { others } of seen)
      for (const [other, share] of others) partners.set(other, (partners.get(other) ?? 0) + share);
    const [partner] = [...partners].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    return {
      jaccard: mean(({ jaccard }) => jaccard),
      kept: mean(({ kept }) => kept),
      pure: mean(({ pure }) => pure),
      ...(partner === undefined ? {} : { partner: { cluster: partner[0], share: partner[1] / seen.length } }),
    };
  });
}

interface Match {
  readonly jaccard: number;
  readonly kept: number;
  readonly pure: number;
  /** Shares of other clusters in the matched one. */
  readonly others: ReadonlyMap<number, number>;
}

/** For each cluster that was drawn at all: the found cluster most like it. */
function bestMatches(
  labels: Int32Array,
  count: number,
  { items, labels: found }: Resample,
): (Match | undefined)[] {
  const drawn = new Int32Array(count);
  const sizes = new Map<number, number>();
  const meets = Array.from({ length: count }, () => new Map<number, number>());
  const inside = new Map<number, Map<number, number>>();
  for (const [at, item] of items.entries()) {
    const cluster = labels[item]!;
    const other = found[at]!;
    if (cluster >= 0) drawn[cluster]! += 1;
    if (other < 0) continue;
    sizes.set(other, (sizes.get(other) ?? 0) + 1);
    if (cluster < 0) continue;
    add(meets[cluster]!, other);
    const own = inside.get(other) ?? new Map<number, number>();
    inside.set(other, own);
    add(own, cluster);
  }
  return meets.map((met, cluster) => {
    const size = drawn[cluster]!;
    if (size === 0) return undefined;
    const nothing: Match = { jaccard: 0, kept: 0, pure: 0, others: new Map() };
    let best = nothing;
    for (const [other, both] of [...met].sort((a, b) => a[0] - b[0])) {
      const otherSize = sizes.get(other)!;
      const jaccard = both / (size + otherSize - both);
      if (jaccard <= best.jaccard) continue;
      const shares = [...inside.get(other)!].filter(([one]) => one !== cluster);
      best = {
        jaccard,
        kept: both / size,
        pure: both / otherSize,
        others: new Map(shares.map(([one, common]) => [one, common / otherSize])),
      };
    }
    return best;
  });
}

function add(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

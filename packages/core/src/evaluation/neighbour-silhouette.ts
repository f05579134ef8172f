import type { NeighbourLists } from '../text/neighbour-lists.ts';

/**
 * A silhouette (Rousseeuw 1987) that looks at nearest neighbours only, in O(items x k) instead of O(items²): with `own` the summed similarity
 * of an item's neighbours in its own cluster and `other` that of the neighbours in the best other one, (own - other) / max(own, other). 1:
 * all neighbours are of its cluster; below 0: another cluster has more of them. It tells how well clusters fit the similarity of the texts,
 * not whether that similarity is what people mean by "the same".
 * @param labels cluster of each item, below 0 for none
 * @returns per item -1 to 1; 0 for an item without cluster or without neighbours that have one
 */
export function neighbourSilhouette(
  labels: Int32Array,
  { k, indices, similarities }: NeighbourLists,
): Float32Array {
  return Float32Array.from(labels, (label, item) => {
    if (label < 0) return 0;
    const sums = new Map<number, number>();
    for (let at = item * k; at < item * k + k && indices[at]! >= 0; at += 1) {
      const other = labels[indices[at]!]!;
      if (other >= 0) sums.set(other, (sums.get(other) ?? 0) + similarities[at]!);
    }
    const own = sums.get(label) ?? 0;
    sums.delete(label);
    const other = Math.max(0, ...sums.values());
    const most = Math.max(own, other);
    return most === 0 ? 0 : (own - other) / most;
  });
}

import type { Evidence, Sorting } from './sorting.ts';

/** Two intents by number. */
export interface IntentPair {
  /** The smaller one. */
  readonly a: number;
  readonly b: number;
  /** The share of its neighbourhood that lies in the other, 0..1. */
  readonly share: number;
}

/** Pairs whose tickets lie among each other's, closest first. */
export function closePairs({ neighbours }: Evidence, { labels }: Sorting): readonly IntentPair[] {
  const { k, indices, similarities } = neighbours;
  const totals = new Map<number, number>();
  const shared = new Map<string, number>();
  for (const [row, own] of labels.entries()) {
    if (own <= 0) continue;
    for (let at = row * k; at < row * k + k; at += 1) {
      const other = labels[indices[at] ?? -1] ?? -1;
      if (other <= 0) continue;
      const weight = similarities[at] ?? 0;
      totals.set(own, (totals.get(own) ?? 0) + weight);
      const key = own < other ? `${own} ${other}` : `${other} ${own}`;
      if (own !== other) shared.set(key, (shared.get(key) ?? 0) + weight / 2);
    }
  }
  return [...shared]
    .map(([key, weight]) => {
      const [x = 0, y = 0] = key.split(' ').map(Number);
      const [a, b] = (totals.get(x) ?? 0) <= (totals.get(y) ?? 0) ? [x, y] : [y, x];
      return { a, b, share: weight / Math.max(1e-9, totals.get(a) ?? 0) };
    })
    .sort((p, q) => q.share - p.share || p.a - q.a || p.b - q.b);
}

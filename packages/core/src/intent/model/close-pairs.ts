import { runToEnd, type Stepwise } from '../../text/stepwise.ts';
import type { Evidence, Sorting } from './sorting.ts';

/** Two intents by number. */
export interface IntentPair {
  /** The one with the smaller neighbourhood. */
  readonly a: number;
  readonly b: number;
  /** The share of its neighbourhood that lies in the other, 0..1. */
  readonly share: number;
}

/** How much the tickets of intents lie among each other's, by the intents' numbers. */
export interface Overlaps {
  /** The weight of an intent's whole neighbourhood. */
  readonly totals: Map<number, number>;
  /** The weight between two intents, once for either of them. */
  readonly shared: Map<number, Map<number, number>>;
}

/** Rows between two places to pause. */
const rowsPerStep = 1000;

/** Weighs every edge between two tickets with an intent. */
export function* weighOverlaps(
  { neighbours }: Pick<Evidence, 'neighbours'>,
  { labels }: Pick<Sorting, 'labels'>,
): Stepwise<Overlaps> {
  const { k, indices, similarities } = neighbours;
  const overlaps: Overlaps = { totals: new Map(), shared: new Map() };
  for (const [row, own] of labels.entries()) {
    if (row % rowsPerStep === 0) yield;
    if (own <= 0) continue;
    for (let at = row * k; at < row * k + k; at += 1) {
      const other = labels[indices[at] ?? -1] ?? -1;
      if (other <= 0) continue;
      const weight = similarities[at] ?? 0;
      overlaps.totals.set(own, (overlaps.totals.get(own) ?? 0) + weight);
      if (own !== other) addShared(overlaps, own, other, weight / 2);
    }
  }
  return overlaps;
}

/** Makes one intent a part of another. Weights are sums over tickets, so only the rows of the two change. */
export function joinOverlaps(overlaps: Overlaps, gone: number, stays: number): void {
  const { totals, shared } = overlaps;
  totals.set(stays, (totals.get(stays) ?? 0) + (totals.get(gone) ?? 0));
  totals.delete(gone);
  for (const [other, weight] of shared.get(gone) ?? []) {
    shared.get(other)?.delete(gone);
    if (other !== stays) addShared(overlaps, stays, other, weight);
  }
  shared.delete(gone);
}

function addShared({ shared }: Overlaps, one: number, other: number, weight: number): void {
  addTo(shared, one, other, weight);
  addTo(shared, other, one, weight);
}

function addTo(shared: Overlaps['shared'], from: number, to: number, weight: number): void {
  const row = shared.get(from) ?? new Map<number, number>();
  row.set(to, (row.get(to) ?? 0) + weight);
  shared.set(from, row);
}

/** Every pair that has anything in common, once, in no order. */
export function* pairsOf({ totals, shared }: Overlaps): Generator<IntentPair> {
  for (const [x, row] of shared) {
    for (const [y, weight] of row) {
      if (x > y) continue;
      const [a, b] = (totals.get(x) ?? 0) <= (totals.get(y) ?? 0) ? [x, y] : [y, x];
      yield { a, b, share: weight / Math.max(1e-9, totals.get(a) ?? 0) };
    }
  }
}

/** Orders pairs, closest first. */
export function byCloseness(p: IntentPair, q: IntentPair): number {
  return q.share - p.share || p.a - q.a || p.b - q.b;
}

/** Pairs whose tickets lie among each other's, closest first. */
export function closePairs(
  evidence: Pick<Evidence, 'neighbours'>,
  sorting: Pick<Sorting, 'labels'>,
): readonly IntentPair[] {
  return [...pairsOf(runToEnd(weighOverlaps(evidence, sorting)))].sort(byCloseness);
}

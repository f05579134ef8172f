import { seededRandom } from '@ticket-ai/core';
import type { LabelledSet } from './labelled-set.ts';

/** So many tickets, each as likely. */
export function sampleOf(set: LabelledSet, size: number, seed: number): LabelledSet {
  const rows = shuffled(set.rows, seed).slice(0, size);
  return { ...set, name: `${set.name} ${size} #${seed}`, rows };
}

/** Only the tickets of some labels: a set with other intents than the whole has. */
export function someLabels(set: LabelledSet, labels: number, seed: number): LabelledSet {
  const kept = new Set(shuffled([...new Set(set.gold.values())].sort(), seed).slice(0, labels));
  return {
    ...set,
    name: `${set.name}, ${labels} labels #${seed}`,
    rows: set.rows.filter(({ rowId }) => kept.has(set.gold.get(rowId) ?? '')),
  };
}

/** As many labels, but the r-th most frequent one has 1/r of the tickets of the first: few large intents and a long tail, as real desks have. */
export function skewed(set: LabelledSet, seed: number): LabelledSet {
  const byLabel = Map.groupBy(shuffled(set.rows, seed), ({ rowId }) => set.gold.get(rowId) ?? '');
  const labels = shuffled([...byLabel.keys()].sort(), seed + 1);
  const rows = labels.flatMap((label, rank) => {
    const own = byLabel.get(label) ?? [];
    return own.slice(0, Math.max(3, Math.ceil(own.length / (1 + rank))));
  });
  return { ...set, name: `${set.name}, skewed #${seed}`, rows };
}

/** Several desks in one inbox; empty when one of them is. */
export function mixtureOf(...sets: readonly LabelledSet[]): LabelledSet {
  return {
    name: sets.map(({ name }) => name).join(' + '),
    rows: sets.some(({ rows }) => rows.length === 0) ? [] : sets.flatMap(({ rows }) => rows),
    gold: new Map(sets.flatMap(({ name, gold }) => [...gold].map(([id, label]) => [id, `${name} ${label}`]))),
  };
}

/** The tickets of the first days. */
export function firstDays(set: LabelledSet, days: number): LabelledSet {
  const dateOf = ({ draft }: LabelledSet['rows'][number]) =>
    new Date(draft.createdAt ?? draft.messages?.[0]?.at ?? Number.NaN).getTime();
  const first = Math.min(...set.rows.map(dateOf).filter(Number.isFinite));
  return {
    ...set,
    name: `${set.name}, first ${days} days`,
    rows: set.rows.filter((row) => dateOf(row) < first + days * 86_400_000),
  };
}

/** Random order that depends on the seed only. */
function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const random = seededRandom(seed);
  return items
    .map((item) => ({ item, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

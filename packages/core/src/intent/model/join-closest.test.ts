import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { IntentId } from '../../ids.ts';
import { emptyNeighbours, insertNeighbour, type NeighbourLists } from '../../text/neighbour-lists.ts';
import { runGivingWay } from '../../text/parallel.ts';
import { runToEnd } from '../../text/stepwise.ts';
import type { IntentPair } from './close-pairs.ts';
import { type DiscoveredIntents, discoveredIntents } from './discovered-intents.ts';
import { joinClosest } from './join-closest.ts';

/** Pairs by the definition: every edge between two intents counted under the pair's name. */
function weighNaively({ k, indices, similarities }: NeighbourLists, labels: Int32Array): IntentPair[] {
  const totals = new Map<number, number>();
  const shared = new Map<string, number>();
  for (const [edge, neighbour] of indices.entries()) {
    const [own = -1, other = -1] = [labels[Math.floor(edge / k)], labels[neighbour]];
    if (own <= 0 || other <= 0) continue;
    const weight = similarities[edge] ?? 0;
    totals.set(own, (totals.get(own) ?? 0) + weight);
    const key = [own, other].sort((a, b) => a - b).join(' ');
    if (own !== other) shared.set(key, (shared.get(key) ?? 0) + weight / 2);
  }
  const total = (number: number) => totals.get(number) ?? 0;
  return [...shared]
    .map(([key, weight]) => {
      const [x = 0, y = 0] = key.split(' ').map(Number);
      const [a, b] = total(x) <= total(y) ? [x, y] : [y, x];
      return { a, b, share: weight / Math.max(1e-9, total(a)) };
    })
    .sort((p, q) => q.share - p.share || p.a - q.a || p.b - q.b);
}

/** The same, all pairs weighed anew for each join. */
function joinNaively(
  neighbours: NeighbourLists,
  labels: Int32Array,
  intents: DiscoveredIntents,
  most: number,
): void {
  const count = () => new Set(labels.filter((label) => label > 0)).size;
  for (let left = count(); left > most; left = count()) {
    const pair = weighNaively(neighbours, labels).find(
      ({ a, b }) => intents.knownAs(a) === undefined || intents.knownAs(b) === undefined,
    );
    if (pair === undefined) return;
    intents.merge(pair.a, pair.b);
    for (const [row, label] of labels.entries()) if (label > 0) labels[row] = intents.resolve(label);
  }
}

/** The first of so many intents are the workspace's. */
function intentsOf(count: number, known: number): DiscoveredIntents {
  const named = (at: number) => ({ name: `Intent ${at}`, description: '' });
  const intents = discoveredIntents(
    Array.from({ length: known }, (_, at) => ({ intentId: `known ${at}` as IntentId, ...named(at) })),
  );
  for (let at = known; at < count; at += 1)
    intents.enter({ kind: 'new', key: 'n' }, [{ key: 'n', ...named(at) }]);
  return intents;
}

const intentCount = 12;

test('joins what weighing everything anew for each join would join', () => {
  const rows = fc.array(
    fc.record({
      label: fc.integer({ min: -1, max: intentCount }),
      near: fc.array(fc.record({ row: fc.nat(59), weight: fc.integer({ min: 1, max: 64 }) }), {
        maxLength: 5,
      }),
    }),
    { minLength: 20, maxLength: 60 },
  );
  fc.assert(
    fc.property(rows, fc.nat(intentCount), fc.nat(intentCount), (tickets, known, most) => {
      const neighbours = emptyNeighbours(tickets.length, 5);
      for (const [row, { near }] of tickets.entries())
        for (const { row: other, weight } of near)
          if (other < tickets.length && other !== row)
            insertNeighbour(neighbours, row * 5, other, weight / 64);
      const labels = Int32Array.from(tickets, ({ label }) => label);
      const expected = labels.slice();
      joinNaively(neighbours, expected, intentsOf(intentCount, known), most);
      runToEnd(joinClosest({ neighbours }, { labels }, intentsOf(intentCount, known), most));
      expect(labels).toEqual(expected);
    }),
  );
});

test('gives way between joins, and stops when asked to', async () => {
  const neighbours = emptyNeighbours(3, 2);
  for (const row of [0, 1, 2]) insertNeighbour(neighbours, row * 2, (row + 1) % 3, 0.5);
  const stop = new AbortController();
  const steps = joinClosest({ neighbours }, { labels: Int32Array.of(1, 2, 3) }, intentsOf(3, 0), 1);
  expect(steps.next().done).toBe(false);
  stop.abort();
  await expect(runGivingWay(steps, stop.signal)).rejects.toBe(stop.signal.reason);
});

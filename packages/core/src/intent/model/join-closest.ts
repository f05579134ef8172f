import type { Stepwise } from '../../text/stepwise.ts';
import { byCloseness, type IntentPair, joinOverlaps, pairsOf, weighOverlaps } from './close-pairs.ts';
import type { DiscoveredIntents } from './discovered-intents.ts';
import type { Evidence, Sorting } from './sorting.ts';

/**
 * Joins the two intents that lie closest to each other, again and again, until there are at most so many; the larger one gives its name. Fewer are
 * not reached where the workspace has more intents already, or where intents have nothing to do with each other. Changes `labels` at the end.
 */
export function* joinClosest(
  evidence: Pick<Evidence, 'neighbours'>,
  { labels }: Pick<Sorting, 'labels'>,
  intents: DiscoveredIntents,
  most: number,
): Stepwise<void> {
  const overlaps = yield* weighOverlaps(evidence, { labels });
  const isKnown = (number: number) => intents.knownAs(number) !== undefined;
  for (let left = new Set(labels.filter((label) => label > 0)).size; left > most; left -= 1) {
    yield;
    let closest: IntentPair | undefined;
    for (const pair of pairsOf(overlaps)) {
      if (closest !== undefined && byCloseness(closest, pair) < 0) continue;
      if (!isKnown(pair.a) || !isKnown(pair.b)) closest = pair;
    }
    if (closest === undefined) break;
    const { a, b } = closest;
    intents.merge(a, b);
    const stays = intents.resolve(a);
    joinOverlaps(overlaps, stays === a ? b : a, stays);
  }
  for (const [row, label] of labels.entries()) if (label > 0) labels[row] = intents.resolve(label);
}

import { closePairs } from './close-pairs.ts';
import type { DiscoveredIntents } from './discovered-intents.ts';
import type { Evidence, Sorting } from './sorting.ts';

/**
 * Joins the two intents that lie closest to each other, again and again, until there are at most so many; the larger one gives its name. Fewer are
 * not reached where the workspace has more intents already, or where intents have nothing to do with each other.
 */
export function joinClosest(
  evidence: Evidence,
  { labels, ...rest }: Sorting,
  intents: DiscoveredIntents,
  most: number,
): void {
  const count = () => new Set(labels.filter((label) => label > 0)).size;
  for (let left = count(); left > most; left = count()) {
    const pair = closePairs(evidence, { labels, ...rest }).find(
      ({ a, b }) => intents.knownAs(a) === undefined || intents.knownAs(b) === undefined,
    );
    if (pair === undefined) return;
    intents.merge(pair.a, pair.b);
    for (const [row, label] of labels.entries()) if (label > 0) labels[row] = intents.resolve(label);
  }
}

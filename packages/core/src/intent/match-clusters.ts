import type { IntentId, TicketId } from '../ids.ts';
import type { Cell } from '../text/agreement.ts';
import { matchMaximum } from '../text/hungarian.ts';
import type { ProposedIntent } from './clusterer.ts';

/** Share of an intent's tickets, or of a cluster's, that must be common from which on the cluster is the intent. */
const containment = 0.5;

/**
 * Which known intent each new cluster is, if any: the one-to-one matching with the greatest overlap (MONIC, Spiliopoulou et al. 2006, with
 * the Hungarian method instead of a greedy choice). A pair counts only when half of the intent's tickets are in the cluster, or
 * half of the cluster's tickets that had an intent come from it. Tickets weigh as much as the clusterer is sure of them.
 * @param today tickets that have an intent, and which
 */
export function matchClusters(
  clusters: readonly Pick<ProposedIntent, 'members'>[],
  today: ReadonlyMap<TicketId, IntentId>,
): (IntentId | undefined)[] {
  const ids = [...new Set(today.values())];
  const rowOf = new Map(ids.map((id, row) => [id, row]));
  const sizes = new Float64Array(ids.length);
  const common = clusters.map(() => new Map<number, number>());
  for (const [column, { members }] of clusters.entries()) {
    for (const { ticketId, confidence, secondary } of members) {
      const intentId = secondary === true ? undefined : today.get(ticketId);
      const row = intentId === undefined ? undefined : rowOf.get(intentId);
      if (row === undefined) continue;
      const weight = Math.max(smallestWeight, confidence);
      sizes[row]! += weight;
      common[column]?.set(row, (common[column].get(row) ?? 0) + weight);
    }
  }
  const cells: Cell[] = [];
  for (const [column, rows] of common.entries()) {
    const size = rows.values().reduce((sum, weight) => sum + weight, 0);
    for (const [row, count] of rows)
      if (count >= containment * Math.min(size, sizes[row] ?? 0)) cells.push({ row, column, count });
  }
  const { columnOf } = matchMaximum(cells, ids.length, clusters.length);
  const matched = clusters.map((): IntentId | undefined => undefined);
  for (const [row, column] of columnOf) matched[column] = ids[row];
  return matched;
}

/** A ticket the clusterer is not sure of at all still is one. */
const smallestWeight = 0.05;

import type { IntentId, TicketId } from '../ids.ts';
import type { ProposedIntent } from './clusterer.ts';
import type { Today } from './read-today.ts';

/** Share of a cluster's tickets, or of a part's, that must be common from which on the cluster is the part. */
const containment = 0.5;

/** The part must also be this share of the cluster: two tickets of a tiny part do not claim a large cluster. */
const claim = 0.2;

/**
 * Clusters that are no known intent, but a part of one that people made by merging: they are that intent, or a look would take people's merge
 * apart. A part is an intent that went up in another one, or most of that other one's own tickets when the look takes the merged-in ones for
 * the intent. Where a look divides an intent otherwise than along a merge, that is news.
 * @param identities which known intent each cluster is, matched one to one
 * @returns the identities, in which an intent may come several times
 */
export function rejoinClusters(
  clusters: readonly Pick<ProposedIntent, 'members'>[],
  identities: readonly (IntentId | undefined)[],
  { intentOf, partOf }: Pick<Today, 'intentOf' | 'partOf'>,
): readonly (IntentId | undefined)[] {
  if (partOf.size === 0) return identities;
  const partAt = (ticketId: TicketId) => partOf.get(ticketId) ?? intentOf.get(ticketId);
  const sizes = countBy(intentOf.keys(), partAt);
  const wholes = new Map([...partOf].map(([ticketId, part]) => [part, intentOf.get(ticketId)]));
  for (const whole of [...wholes.values()]) if (whole !== undefined) wholes.set(whole, whole);
  const parts = clusters.map(({ members }) =>
    countBy(
      members.flatMap(({ ticketId, secondary }) => (secondary === true ? [] : [ticketId])),
      partAt,
    ),
  );
  const homes = new Map<IntentId, number>();
  for (const [position, counts] of parts.entries())
    for (const [id, count] of counts)
      if (count > (parts[homes.get(id) ?? -1]?.get(id) ?? 0)) homes.set(id, position);
  return identities.map((identity, position) => {
    const counts = parts[position] ?? new Map<IntentId, number>();
    const size = counts.values().reduce((sum, count) => sum + count, 0);
    if (identity !== undefined) return identity;
    const [part] =
      largestFirst(counts).find(([id, count]) => {
        const whole = wholes.get(id);
        const isApart = id !== whole || homes.get(id) === position;
        const isMost = count >= containment * size;
        const isWhole = count >= containment * (sizes.get(id) ?? 0) && count >= claim * size;
        return whole !== undefined && isApart && (isMost || isWhole);
      }) ?? [];
    return part === undefined ? undefined : wholes.get(part);
  });
}

function countBy(
  ticketIds: Iterable<TicketId>,
  idOf: (ticketId: TicketId) => IntentId | undefined,
): ReadonlyMap<IntentId, number> {
  const counts = new Map<IntentId, number>();
  for (const ticketId of ticketIds) {
    const id = idOf(ticketId);
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

function largestFirst(counts: ReadonlyMap<IntentId, number>): (readonly [IntentId, number])[] {
  return [...counts].sort(([, a], [, b]) => b - a);
}

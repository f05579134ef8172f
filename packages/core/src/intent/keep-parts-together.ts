import type { IntentId, TicketId } from '../ids.ts';
import type { Today } from './read-today.ts';

type Place = IntentId | number | undefined;

/** Share of a part's tickets that must go to one place for the part to go there. */
const majority = 0.5;

/**
 * Where tickets go, but no part of what people merged is carried off by itself: it leaves with all other parts, or stays. Single tickets may
 * leave.
 * @param places by ticket, of those that have an intent
 */
export function keepPartsTogether(
  places: ReadonlyMap<TicketId, Place>,
  { intentOf, partOf }: Pick<Today, 'intentOf' | 'partOf'>,
): ReadonlyMap<TicketId, Place> {
  const merged = new Set([...partOf.keys()].map((ticketId) => intentOf.get(ticketId)));
  const kept = new Map(places);
  for (const [whole, all] of Map.groupBy(places.keys(), (ticketId) => intentOf.get(ticketId))) {
    if (whole === undefined || !merged.has(whole)) continue;
    const parts = Map.groupBy(all, (ticketId) => partOf.get(ticketId) ?? whole);
    const goals = [...parts.values()].map((tickets) => goalOf(tickets, places));
    if (goals.every((goal) => goal === goals[0])) continue;
    for (const [position, tickets] of [...parts.values()].entries())
      for (const ticketId of tickets) if (places.get(ticketId) === goals[position]) kept.set(ticketId, whole);
  }
  return kept;
}

/** Where most of them go. */
function goalOf(tickets: readonly TicketId[], places: ReadonlyMap<TicketId, Place>): Place {
  for (const [place, together] of Map.groupBy(tickets, (ticketId) => places.get(ticketId)))
    if (together.length >= majority * tickets.length) return place;
  return undefined;
}

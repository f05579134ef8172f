import type { IntentId, TicketId } from '../ids.ts';
import type { ClusterPlan } from './clusterer.ts';
import { keepPartsTogether } from './keep-parts-together.ts';
import { matchClusters } from './match-clusters.ts';
import type { Today } from './read-today.ts';
import { rejoinClusters } from './rejoin-clusters.ts';

/** Share of common tickets (Jaccard) from which on new clusters of two looks are the same: of tickets without an intent, and of those that would leave one. */
const sameCluster = { ofNewTickets: 0.5, ofSettledTickets: 0.8 };

/** Where a re-clustering puts each ticket. */
export interface ReclusterPlan {
  /** By ticket: a known intent, the position of a new one in the first look's intents, or nothing when none fits. */
  readonly places: ReadonlyMap<TicketId, IntentId | number | undefined>;
  /** Which known intent the clusters of the first look are; several may be parts of one that people merged. */
  readonly identities: readonly (IntentId | undefined)[];
}

/**
 * Joins several looks at all tickets with what holds today, so that nothing moves by chance: communities differ from seed to seed in every
 * fifth ticket or so, hence a ticket leaves its intent only when all looks, each matched to today's intents by itself, send it to the
 * same place, and a new intent is made only when all looks find it. A ticket without an intent follows the first look; where that found
 * a cluster which the others do not confirm, it follows the tickets around it that have an intent. Tickets that a person decided stay; what
 * people merged is one intent, and nothing moves between the parts of what people split.
 */
export function planRecluster(
  looks: readonly Pick<ClusterPlan, 'intents'>[],
  today: Pick<Today, 'intentOf' | 'partOf' | 'splitFrom' | 'fixed'>,
): ReclusterPlan {
  const { intentOf, splitFrom, fixed } = today;
  const origin = (id: IntentId) => splitFrom.get(id) ?? id;
  const [first, ...others] = looks.map((look) => placeByLook(look, today));
  const places = new Map<TicketId, IntentId | number | undefined>();
  if (first === undefined) return { places, identities: [] };
  const confirmed = first.identities.map(
    (identity, position) =>
      identity !== undefined || others.every((other) => first.twin(position, other) !== undefined),
  );
  const agreedPlace = (ticketId: TicketId): IntentId | number | undefined => {
    const position = first.clusterOf.get(ticketId);
    if (position === undefined || confirmed[position] !== true) return undefined;
    const identity = first.identities[position];
    const agreed = others.every((other) => {
      const theirs = other.clusterOf.get(ticketId);
      if (theirs === undefined) return false;
      return identity === undefined
        ? first.twin(position, other) === theirs
        : other.identities[theirs] === identity;
    });
    return agreed ? (identity ?? position) : undefined;
  };
  for (const [ticketId, intentId] of intentOf) {
    const place = fixed.has(ticketId) ? undefined : agreedPlace(ticketId);
    const isJoin = typeof place === 'string' && origin(place) === origin(intentId);
    places.set(ticketId, place === undefined || isJoin ? intentId : place);
  }
  for (const [ticketId, place] of keepPartsTogether(places, today)) places.set(ticketId, place);
  for (const ticketId of fixed) places.set(ticketId, intentOf.get(ticketId));
  for (const [position, { members }] of first.intents.entries()) {
    const place =
      confirmed[position] === true
        ? (first.identities[position] ?? position)
        : mostCommon(members.map(({ ticketId }) => places.get(ticketId)));
    for (const { ticketId, secondary } of members)
      if (secondary !== true && !places.has(ticketId)) places.set(ticketId, place);
  }
  return { places, identities: first.identities };
}

/** One look: its clusters, and which known intents they are. */
interface Look {
  readonly intents: ClusterPlan['intents'];
  readonly identities: readonly (IntentId | undefined)[];
  /** By ticket, the position of its cluster. */
  readonly clusterOf: ReadonlyMap<TicketId, number>;
  /** The new cluster of another look that is this one. */
  twin(position: number, other: Look): number | undefined;
}

function placeByLook(
  { intents }: Pick<ClusterPlan, 'intents'>,
  today: Pick<Today, 'intentOf' | 'partOf'>,
): Look {
  const identities = rejoinClusters(intents, matchClusters(intents, today.intentOf), today);
  const clusterOf = new Map<TicketId, number>();
  const sizes = intents.map(() => 0);
  for (const [position, { members }] of intents.entries()) {
    for (const { ticketId, secondary } of members) {
      if (secondary === true) continue;
      clusterOf.set(ticketId, position);
      sizes[position]! += 1;
    }
  }
  const twins = new Map<Look, Map<number, number | undefined>>();
  const look: Look = {
    intents,
    identities,
    clusterOf,
    twin(position, other) {
      const known = twins.get(other) ?? new Map<number, number | undefined>();
      twins.set(other, known);
      if (!known.has(position)) known.set(position, findTwin(look, position, other, today));
      return known.get(position);
    },
  };
  return look;
}

function findTwin(
  { intents }: Look,
  position: number,
  other: Look,
  { intentOf }: Pick<Today, 'intentOf'>,
): number | undefined {
  const members = primaryMembers(intents[position]);
  const best = mostCommon(members.map((ticketId) => other.clusterOf.get(ticketId)));
  if (best === undefined || other.identities[best] !== undefined) return undefined;
  const theirs = primaryMembers(other.intents[best]);
  const common = members.filter((ticketId) => other.clusterOf.get(ticketId) === best).length;
  const settled = members.filter((ticketId) => intentOf.has(ticketId)).length;
  const needed = settled > members.length / 2 ? sameCluster.ofSettledTickets : sameCluster.ofNewTickets;
  return common / (members.length + theirs.length - common) >= needed ? best : undefined;
}

const primaryMembers = (intent: ClusterPlan['intents'][number] | undefined): readonly TicketId[] =>
  (intent?.members ?? []).flatMap(({ ticketId, secondary }) => (secondary === true ? [] : [ticketId]));

/** The value that comes most often, the first of equals; `undefined` values do not count. */
function mostCommon<Value>(values: readonly (Value | undefined)[]): Value | undefined {
  const counts = new Map<Value, number>();
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: { readonly value: Value; readonly count: number } | undefined;
  for (const [value, count] of counts) if (count > (best?.count ?? 0)) best = { value, count };
  return best?.value;
}

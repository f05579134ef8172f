import type { IntentId, RunId, TicketId } from '../ids.ts';
import type { ProposedIntent } from './clusterer.ts';
import type { Intent, RunIntent } from './intent.ts';
import { exemplarsOf } from './new-intent.ts';
import type { ReclusterPlan } from './plan-recluster.ts';
import type { Today } from './read-today.ts';

/** Share of a vanished intent's tickets that must be together for it to live on as an alias of where they are. */
const mergeShare = 0.5;

/** The part of an intent that a run decides. */
export function faceOf(runId: RunId, intent: Omit<Intent, 'version'>): RunIntent {
  const { id: intentId, status, mergedInto, description, terms, exemplars } = intent;
  return {
    id: `${runId}:${intentId}`,
    version: 1,
    runId,
    intentId,
    status,
    ...(mergedInto === undefined ? {} : { mergedInto }),
    description,
    terms,
    exemplars,
  };
}

/** The members of a cluster that go where the plan sends it. */
export function membersAt(
  { members }: ProposedIntent,
  { places }: ReclusterPlan,
  place: IntentId | number,
): ProposedIntent['members'] {
  return members.filter(({ ticketId, secondary }) => secondary !== true && places.get(ticketId) === place);
}

/**
 * What today's intents become: found again, with fresh exemplars and words; gone up in another; retired. Names, places and pins stay as they
 * are. Intents that stay exactly what they are have no face.
 */
export function knownFaces(
  runId: RunId,
  today: Today,
  proposals: readonly ProposedIntent[],
  plan: ReclusterPlan,
  placeOf: (ticketId: TicketId) => IntentId | undefined,
): RunIntent[] {
  const populated = new Set([...plan.places.keys()].flatMap((ticketId) => placeOf(ticketId) ?? []));
  const before = Map.groupBy(today.intentOf.keys(), (ticketId) => today.intentOf.get(ticketId));
  return [...today.active.values()].flatMap((intent) => {
    const tickets = before.get(intent.id) ?? [];
    if (populated.has(intent.id)) {
      const found = proposals
        .filter((_, position) => plan.identities[position] === intent.id)
        .map((proposal) => ({ ...proposal, members: membersAt(proposal, plan, intent.id) }))
        .filter(({ members }) => members.length > 0)
        .sort((a, b) => b.members.length - a.members.length);
      if (found[0] === undefined) return [];
      const { terms } = found[0];
      return [faceOf(runId, { ...intent, terms, exemplars: exemplarsOf(...found) })];
    }
    if (tickets.length === 0 || today.kept.has(intent.id)) return [];
    const heir = commonPlace(tickets, placeOf);
    return heir === undefined
      ? [faceOf(runId, { ...intent, status: 'retired' })]
      : [faceOf(runId, { ...intent, status: 'merged', mergedInto: heir })];
  });
}

function commonPlace(
  tickets: readonly TicketId[],
  placeOf: (ticketId: TicketId) => IntentId | undefined,
): IntentId | undefined {
  for (const [place, together] of Map.groupBy(tickets, placeOf))
    if (place !== undefined && together.length >= mergeShare * tickets.length) return place;
  return undefined;
}

import type { Context } from '../context.ts';
import type { TicketId } from '../ids.ts';
import type { ClusterPlan, ProposedIntent, TicketText } from './clusterer.ts';
import type { Intent } from './intent.ts';
import type { NewAssignment } from './write-assignments.ts';

/** The plan without some tickets, and without the intents that have no primary ticket left. */
export function withoutTickets<Proposal extends ProposedIntent>(
  plan: { readonly intents: readonly Proposal[] } & Pick<ClusterPlan, 'unassigned'>,
  gone: ReadonlySet<TicketId>,
): { readonly intents: readonly Proposal[] } & Pick<ClusterPlan, 'unassigned'> {
  const intents = plan.intents
    .map((intent) => ({ ...intent, members: intent.members.filter(({ ticketId }) => !gone.has(ticketId)) }))
    .filter(({ members }) => members.some(({ secondary }) => secondary !== true));
  return { intents, unassigned: plan.unassigned.filter(({ ticketId }) => !gone.has(ticketId)) };
}

/** A plan as decisions about its tickets, one after the other: a million of them need not be in memory at once. `intents` are the plan's, in its order. */
export function* planDecisions(
  context: Pick<Context, 'clusterer'>,
  plan: Pick<ClusterPlan, 'intents' | 'unassigned'>,
  intents: readonly (Pick<Intent, 'id'> | undefined)[],
  tickets: readonly TicketText[],
): Generator<NewAssignment, void, undefined> {
  const dates = new Map<TicketId, number>();
  for (const { ticketId, createdAt } of tickets) if (createdAt !== undefined) dates.set(ticketId, createdAt);
  const dated = (ticketId: TicketId) => {
    const ticketCreatedAt = dates.get(ticketId);
    return ticketCreatedAt === undefined ? {} : { ticketCreatedAt };
  };
  const decidedBy = context.clusterer.name;
  for (const [position, { members, terms }] of plan.intents.entries()) {
    const intentId = intents[position]?.id;
    if (intentId === undefined) continue;
    const reason = `One of ${members.length} tickets alike in words such as ${terms.slice(0, 3).join(', ')}.`;
    for (const { ticketId, confidence, secondary } of members) {
      const candidates = [{ intentId, score: confidence }];
      yield {
        ticketId,
        role: secondary === true ? 'secondary' : 'primary',
        intentId,
        decision: 'discovered',
        confidence,
        trace: { code: 'near-neighbours', reason, candidates, decidedBy },
        ...dated(ticketId),
      };
    }
  }
  for (const { ticketId, code, reason } of plan.unassigned) {
    yield {
      ticketId,
      role: 'primary',
      decision: 'unassigned',
      confidence: 0,
      trace: { code, reason, candidates: [], decidedBy },
      ...dated(ticketId),
    };
  }
}

import type { Context } from '../context.ts';
import type { TicketId } from '../ids.ts';
import type { ClusterPlan, TicketText } from './clusterer.ts';
import type { Intent } from './intent.ts';
import type { NewAssignment } from './write-assignments.ts';

/** The plan without some tickets, and without the intents that have no primary ticket left. */
export function withoutTickets(
  plan: ClusterPlan,
  gone: ReadonlySet<TicketId>,
): Pick<ClusterPlan, 'intents' | 'unassigned'> {
  const intents = plan.intents
    .map((intent) => ({ ...intent, members: intent.members.filter(({ ticketId }) => !gone.has(ticketId)) }))
    .filter(({ members }) => members.some(({ secondary }) => secondary !== true));
  return { intents, unassigned: plan.unassigned.filter(({ ticketId }) => !gone.has(ticketId)) };
}

/** A plan as decisions about its tickets; `intents` are the plan's, in its order. */
export function planDecisions(
  context: Pick<Context, 'clusterer'>,
  plan: Pick<ClusterPlan, 'intents' | 'unassigned'>,
  intents: readonly Intent[],
  tickets: readonly TicketText[],
): NewAssignment[] {
  const dates = new Map(tickets.map(({ ticketId, createdAt }) => [ticketId, createdAt]));
  const dated = (ticketId: TicketId) => {
    const ticketCreatedAt = dates.get(ticketId);
    return ticketCreatedAt === undefined ? {} : { ticketCreatedAt };
  };
  const decidedBy = context.clusterer.name;
  const found = plan.intents.flatMap(({ members, terms }, position) => {
    const intentId = intents[position]?.id;
    if (intentId === undefined) return [];
    return members.map(
      ({ ticketId, confidence, secondary }): NewAssignment => ({
        ticketId,
        role: secondary === true ? 'secondary' : 'primary',
        intentId,
        decision: 'discovered',
        confidence,
        trace: {
          code: 'near-neighbours',
          reason: `One of ${members.length} tickets alike in words such as ${terms.slice(0, 3).join(', ')}.`,
          candidates: [{ intentId, score: confidence }],
          decidedBy,
        },
        ...dated(ticketId),
      }),
    );
  });
  const left = plan.unassigned.map(
    ({ ticketId, code, reason }): NewAssignment => ({
      ticketId,
      role: 'primary',
      decision: 'unassigned',
      confidence: 0,
      trace: { code, reason, candidates: [], decidedBy },
      ...dated(ticketId),
    }),
  );
  return [...found, ...left];
}

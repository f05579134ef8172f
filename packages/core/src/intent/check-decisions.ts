import { TicketAIError } from '../errors.ts';
import type { TicketId } from '../ids.ts';
import type { Catalogue, ClusterPlan, MatchDecision, TicketText } from './clusterer.ts';

/** A clusterer may be anybody's: its plan must place every ticket once, and name a second intent at most once. @throws `invalid-input` */
export function checkPlan(plan: ClusterPlan, tickets: readonly TicketText[]): void {
  const given = new Set(tickets.map(({ ticketId }) => ticketId));
  const primary = new Set<TicketId>();
  const secondary = new Set<TicketId>();
  for (const { ticketId, ...member } of [
    ...plan.intents.flatMap(({ members }) => members),
    ...plan.unassigned,
  ]) {
    const seen = 'secondary' in member && member.secondary === true ? secondary : primary;
    if (!given.has(ticketId) || seen.has(ticketId)) {
      throw new TicketAIError('invalid-input', {
        message: `The clusterer placed ticket ${ticketId} twice, or was never given it.`,
        context: { ticketId },
      });
    }
    seen.add(ticketId);
  }
  if (primary.size < given.size) {
    throw new TicketAIError('invalid-input', {
      message: `The clusterer left out ${given.size - primary.size} tickets. Tickets without an intent belong in \`unassigned\`.`,
      context: { count: given.size - primary.size },
    });
  }
}

/** Its matches must be about the tickets it was given, in order, and about intents of the catalogue. @throws `invalid-input` */
export function checkDecisions(
  decisions: readonly MatchDecision[],
  tickets: readonly TicketText[],
  catalogue: Catalogue,
): void {
  const known = new Set(catalogue.intents.map(({ intentId }) => intentId));
  const wrong = (message: string) =>
    new TicketAIError('invalid-input', { message: `The clusterer ${message}.` });
  if (decisions.length !== tickets.length)
    throw wrong(`decided ${decisions.length} of ${tickets.length} tickets`);
  for (const [position, { ticketId, candidates, secondary }] of decisions.entries()) {
    if (ticketId !== tickets[position]?.ticketId) throw wrong(`answered for ticket ${ticketId} out of turn`);
    for (const { intentId, score } of secondary === undefined ? candidates : [...candidates, secondary]) {
      if (!known.has(intentId)) throw wrong(`offers intent ${intentId}, which is not in the catalogue`);
      if (!(score >= 0 && score <= 1)) throw wrong(`gives the score ${score}, which is not between 0 and 1`);
    }
  }
}

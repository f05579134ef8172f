import type { Context } from '../context.ts';
import type { IntentId, TicketId } from '../ids.ts';
import { withChurn } from './churn.ts';
import type { ProposedIntent, TicketText } from './clusterer.ts';
import type { AssignmentHead, RunChange } from './intent.ts';
import type { Today } from './read-today.ts';
import type { NewAssignment } from './write-assignments.ts';

type PlaceOf = (ticketId: TicketId) => IntentId | undefined;

/** The assignments of a candidate: as today where a ticket stays, with a reason of their own where it goes elsewhere. */
export function* candidateDecisions(
  context: Pick<Context, 'clusterer'>,
  tickets: readonly TicketText[],
  today: Today,
  proposals: readonly ProposedIntent[],
  placeOf: PlaceOf,
): Generator<NewAssignment, void, undefined> {
  const membership = new Map<TicketId, { readonly proposal: ProposedIntent; readonly confidence: number }>();
  for (const proposal of proposals)
    for (const { ticketId, confidence, secondary } of proposal.members)
      if (secondary !== true) membership.set(ticketId, { proposal, confidence });
  const decidedBy = context.clusterer.name;
  for (const { ticketId, createdAt } of tickets) {
    const dated = createdAt === undefined ? {} : { ticketCreatedAt: createdAt };
    const [head, second] = [today.primary.get(ticketId), today.secondary.get(ticketId)];
    const secondary =
      second === undefined ? [] : [{ ...asToday(second, second.intentId, decidedBy), ...dated }];
    const intentId = placeOf(ticketId);
    yield* secondary;
    if (head !== undefined && (intentId === today.intentOf.get(ticketId) || head.decision === 'person')) {
      // As it was given: what people merged can be told apart by it, and stays one in every later look.
      const given = intentId === undefined ? undefined : (today.partOf.get(ticketId) ?? intentId);
      yield { ...asToday(head, given, decidedBy), ...dated };
      continue;
    }
    const found = membership.get(ticketId);
    const confidence = intentId === undefined ? 0 : (found?.confidence ?? 0);
    yield {
      ticketId,
      role: 'primary',
      ...(intentId === undefined ? {} : { intentId }),
      decision: intentId === undefined ? 'unassigned' : 'discovered',
      confidence,
      trace: {
        code: intentId === undefined ? 'too-few-alike' : 'near-neighbours',
        reason:
          intentId === undefined || found === undefined
            ? 'A look at all tickets anew found no others enough like it.'
            : `A look at all tickets anew found it among ${found.proposal.members.length} alike in words such as ${found.proposal.terms.slice(0, 3).join(', ')}.`,
        candidates: intentId === undefined ? [] : [{ intentId, score: confidence }],
        decidedBy,
      },
      ...(head === undefined ? {} : { follows: head.assignmentId }),
      ...dated,
    };
  }
}

function asToday(head: AssignmentHead, intentId: IntentId | undefined, decidedBy: string): NewAssignment {
  const { ticketId, role, decision, confidence, assignmentId } = head;
  return {
    ticketId,
    role,
    ...(intentId === undefined ? {} : { intentId }),
    decision,
    confidence,
    trace: {
      code: 'stays',
      reason: 'Seen anew among all tickets, it stays where it is.',
      candidates: [],
      decidedBy,
    },
    follows: assignmentId,
  };
}

/** The candidate compared with today. */
export function countChange(tickets: readonly TicketText[], today: Today, placeOf: PlaceOf): RunChange {
  const counts = { settled: 0, moved: 0, released: 0, placed: 0 };
  for (const { ticketId } of tickets) {
    const [before, after] = [today.intentOf.get(ticketId), placeOf(ticketId)];
    if (before !== undefined) counts.settled += 1;
    if (before === after) continue;
    if (before === undefined) counts.placed += 1;
    else if (after === undefined) counts.released += 1;
    else counts.moved += 1;
  }
  return withChurn(counts);
}

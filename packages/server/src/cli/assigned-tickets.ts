import {
  type AssignmentHead,
  collectAll,
  type DecisionTrace,
  type IntentId,
  type IntentView,
  type Ticket,
  type TicketAI,
  type TicketId,
} from '@ticket-ai/core';

/** A ticket of the input with what became of it. */
export interface AssignedTicket {
  /** The input's own id. */
  readonly rowId: string;
  readonly ticket: Ticket;
  /** Absent: left unassigned. */
  readonly intent?: IntentView;
  readonly confidence: number;
  readonly decision: string;
}

/** Every ticket with its present intent. */
export interface Assignments {
  /** Of all tickets, by id. */
  readonly byTicket: ReadonlyMap<TicketId, AssignedTicket>;
  /** Active intents, most tickets first. */
  readonly intents: readonly IntentView[];
  /** Why tickets have no intent, by ticket. */
  readonly traces: ReadonlyMap<TicketId, DecisionTrace>;
}

/** Reads what holds now. */
export async function readAssignments(desk: TicketAI): Promise<Assignments> {
  const store = await desk.store();
  const intents = await desk.intents.list();
  const { activeRunId } = await store.workspace();
  const heads = await collectAll(store.assignmentHeads, {
    where: { runId: activeRunId ?? [], role: 'primary' },
  });
  const aliases = new Map((await collectAll(store.intentAliases)).map(({ id, target }) => [id, target]));
  const byId = new Map(intents.map((intent) => [intent.id, intent]));
  const headOf = new Map(heads.map((head) => [head.ticketId, head]));
  const byTicket = new Map<TicketId, AssignedTicket>();
  for (const ticket of await collectAll(store.tickets)) {
    const head = headOf.get(ticket.id);
    byTicket.set(ticket.id, assigned(ticket, head, findActive(head?.intentId, byId, aliases)));
  }
  const left = heads.filter(({ intentId }) => intentId === undefined);
  const traces = new Map(
    (await store.assignments.getMany(left.map(({ assignmentId }) => assignmentId))).map((row) => [
      row.ticketId,
      row.trace,
    ]),
  );
  return { byTicket, intents, traces };
}

function assigned(
  ticket: Ticket,
  head: AssignmentHead | undefined,
  intent: IntentView | undefined,
): AssignedTicket {
  return {
    rowId: ticket.externalId,
    ticket,
    ...(intent === undefined ? {} : { intent }),
    confidence: Math.min(1, Math.max(0, head?.confidence ?? 0)),
    decision: head?.decision ?? 'unassigned',
  };
}

/** Follows merges to the intent that stands today. */
function findActive(
  id: IntentId | undefined,
  active: ReadonlyMap<IntentId, IntentView>,
  aliases: ReadonlyMap<IntentId, IntentId>,
): IntentView | undefined {
  let current = id;
  for (let steps = 0; current !== undefined && steps < 100; steps += 1) {
    const intent = active.get(current);
    if (intent !== undefined) return intent;
    current = aliases.get(current);
  }
  return undefined;
}

import { setImmediate } from 'node:timers/promises';
import {
  type AssignmentHead,
  collectAll,
  type DecisionTrace,
  findAll,
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
  readonly ticket: Pick<Ticket, 'id' | 'source' | 'externalId' | 'subject' | 'requester' | 'createdAt'>;
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

/** Rows after which other work of the process may run. */
const rowsAtOnce = 5000;

/** Reads what holds now; of each ticket only what is shown, so that a million of them have room. */
export async function readAssignments(desk: TicketAI, abortSignal?: AbortSignal): Promise<Assignments> {
  const store = await desk.store();
  const intents = await desk.intents.list();
  const { activeRunId } = await store.workspace();
  const aliases = new Map((await collectAll(store.intentAliases)).map(({ id, target }) => [id, target]));
  const byId = new Map(intents.map((intent) => [intent.id, intent]));
  let rows = 0;
  const giveWay = async () => {
    rows += 1;
    if (rows % rowsAtOnce !== 0) return;
    await setImmediate();
    abortSignal?.throwIfAborted();
  };
  const headOf = new Map<TicketId, Placement>();
  const left: AssignmentHead['assignmentId'][] = [];
  const primary = { where: { runId: activeRunId ?? [], role: 'primary' } } as const;
  for await (const { ticketId, intentId, confidence, decision, assignmentId } of findAll(
    store.assignmentHeads,
    primary,
  )) {
    headOf.set(ticketId, { intentId, confidence, decision });
    if (intentId === undefined) left.push(assignmentId);
    await giveWay();
  }
  const byTicket = new Map<TicketId, AssignedTicket>();
  for await (const ticket of findAll(store.tickets)) {
    const head = headOf.get(ticket.id);
    byTicket.set(ticket.id, assigned(ticket, head, findActive(head?.intentId, byId, aliases)));
    await giveWay();
  }
  const traces = new Map(
    (await store.assignments.getMany(left)).map(({ ticketId, trace }) => [ticketId, trace]),
  );
  return { byTicket, intents, traces };
}

interface Placement extends Pick<AssignmentHead, 'confidence' | 'decision'> {
  readonly intentId: IntentId | undefined;
}

function assigned(
  { id, source, externalId, subject, requester, createdAt }: Ticket,
  head: Placement | undefined,
  intent: IntentView | undefined,
): AssignedTicket {
  return {
    rowId: externalId,
    ticket: {
      id,
      source,
      externalId,
      subject,
      ...(requester === undefined ? {} : { requester }),
      ...(createdAt === undefined ? {} : { createdAt }),
    },
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

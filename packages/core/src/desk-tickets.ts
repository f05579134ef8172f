import type { Context } from './context.ts';
import type { DeskGround } from './desk-work.ts';
import { TicketAIError } from './errors.ts';
import type { IntentId, TicketId } from './ids.ts';
import { activeRunOf, inActiveRun } from './intent/active-run.ts';
import type { AssignmentHead, AssignmentRole, Intent } from './intent/intent.ts';
import { intentIdsUnder } from './intent/intent-tickets.ts';
import { moveTicket } from './intent/move-ticket.ts';
import { resolveIntent } from './intent/resolve-intent.ts';
import { headId } from './intent/write-assignments.ts';
import { collectAll } from './record.ts';
import { requestTicketErasure } from './ticket/erase-tickets.ts';
import { findTicket, noTicket } from './ticket/find-ticket.ts';
import { readThreads } from './ticket/read-threads.ts';
import type { Ticket, TicketThread } from './ticket/ticket.ts';
import type { TicketAI, TicketView } from './ticket-ai.ts';

/** The verbs about tickets. */
export function deskTickets({ work, call }: DeskGround): TicketAI['tickets'] {
  const context = () => work.context(call);
  return {
    async list({ intentId, unassigned = false, status, limit = 50, cursor } = {}) {
      const opened = await context();
      if ([intentId !== undefined, unassigned, status !== undefined].filter(Boolean).length > 1) {
        throw new TicketAIError('invalid-input', {
          message:
            'Ask for the tickets of an intent, or the unassigned ones, or those with a status: one of the three.',
        });
      }
      const paging = { limit, ...(cursor === undefined ? {} : { cursor }) };
      if (intentId !== undefined || unassigned) {
        const page = await opened.store.assignmentHeads.find({
          where: {
            ...(await inActiveRun(opened.store)),
            role: 'primary',
            intentId: intentId === undefined ? null : await idsUnder(opened, intentId),
          },
          ...paging,
        });
        const items = await viewTickets(
          opened,
          page.items.map((head) => head.ticketId),
        );
        return { items, ...(page.cursor === undefined ? {} : { cursor: page.cursor }) };
      }
      const page = await opened.store.tickets.find({
        ...(status === undefined ? {} : { where: { status } }),
        ...paging,
      });
      const items = await viewTickets(
        opened,
        page.items.map(({ id }) => id),
      );
      return { items, ...(page.cursor === undefined ? {} : { cursor: page.cursor }) };
    },
    async get(id) {
      const opened = await context();
      const [view] = await viewTickets(opened, [(await findTicket(opened.store, id)).id]);
      if (view === undefined) throw noTicket(id);
      return view;
    },
    async move(id, intentId, reason = {}) {
      const opened = await context();
      const { id: ticketId } = await findTicket(opened.store, id);
      return moveTicket(opened, { ticketId, ...(intentId === undefined ? {} : { intentId }), ...reason });
    },
    async erase(ids) {
      const opened = await context();
      const tickets: Ticket[] = [];
      for (const id of ids) tickets.push(await findTicket(opened.store, id));
      const ticketIds = [...new Set(tickets.map((ticket) => ticket.id))];
      for (const erasureId of await requestTicketErasure(opened, { ticketIds }))
        await work.settleInline({ abortSignal: call.abortSignal, key: `erase:${erasureId}` });
      return ticketIds;
    },
    async why(id) {
      const opened = await context();
      const ticket = await findTicket(opened.store, id);
      const rows = await collectAll(opened.store.assignments, { where: { ticketId: ticket.id } });
      const names = await intentNames(
        opened,
        rows.map((row) => row.intentId),
      );
      return rows
        .toSorted((a, b) => b.at - a.at || b.sequence - a.sequence)
        .map(({ decision, confidence, intentId, at, trace }) => {
          const intentName = intentId === undefined ? undefined : names.get(intentId)?.name;
          return { decision, confidence, ...(intentName === undefined ? {} : { intentName }), at, trace };
        });
    },
  };
}

/** A merged intent's id asks for the tickets of what it stands for today. */
async function idsUnder({ store }: Context, intentId: IntentId): Promise<IntentId[]> {
  return intentIdsUnder(store, (await resolveIntent(store, intentId)).id);
}

async function viewTickets(context: Context, ticketIds: readonly TicketId[]): Promise<TicketView[]> {
  const { store } = context;
  const heads = await currentHeads(store, ticketIds);
  const intents = await intentNames(
    context,
    [...heads.primary.values(), ...heads.secondary.values()].map((head) => head.intentId),
  );
  const views: TicketView[] = [];
  for await (const thread of readThreads(store, ticketIds)) views.push(viewTicket(thread, heads, intents));
  return views;
}

/** By ticket, in each role. */
type Heads = Readonly<Record<AssignmentRole, ReadonlyMap<TicketId, AssignmentHead>>>;

async function currentHeads(store: Context['store'], ticketIds: readonly TicketId[]): Promise<Heads> {
  const runId = await activeRunOf(store);
  const read = async (role: AssignmentRole) => {
    const ids = runId === undefined ? [] : ticketIds.map((ticketId) => headId(runId, { ticketId, role }));
    return new Map((await store.assignmentHeads.getMany(ids)).map((head) => [head.ticketId, head]));
  };
  return { primary: await read('primary'), secondary: await read('secondary') };
}

function viewTicket(
  { ticket, messages }: TicketThread,
  heads: Heads,
  intents: ReadonlyMap<IntentId, Intent>,
): TicketView {
  const primary = heads.primary.get(ticket.id);
  const secondary = heads.secondary.get(ticket.id);
  const intent = primary?.intentId === undefined ? undefined : intents.get(primary.intentId);
  // A merge or another run may have made one matter of two.
  const other = secondary?.intentId === undefined ? undefined : intents.get(secondary.intentId);
  return {
    ticket,
    messages,
    ...(primary === undefined ? {} : { primary }),
    ...(secondary === undefined || other === undefined || other.id === intent?.id ? {} : { secondary }),
    ...(intent === undefined ? {} : { intent }),
  };
}

/** The intents that these ids stand for today. */
async function intentNames(
  { store }: Context,
  ids: readonly (IntentId | undefined)[],
): Promise<Map<IntentId, Intent>> {
  const wanted = [...new Set(ids.filter((id): id is IntentId => id !== undefined))];
  const found = new Map<IntentId, Intent>();
  for (const intent of await store.intents.getMany(wanted)) {
    found.set(intent.id, intent.mergedInto === undefined ? intent : await resolveIntent(store, intent.id));
  }
  return found;
}

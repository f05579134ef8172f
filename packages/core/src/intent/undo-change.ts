import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { EventOf, EventRow } from '../events.ts';
import type { IntentId, TicketId } from '../ids.ts';
import { collectAll } from '../record.ts';
import type { Transaction } from '../runtime/store.ts';
import type { Assignment, AssignmentHead } from './intent.ts';
import { nameKey } from './name-key.ts';
import { resolveIntent } from './resolve-intent.ts';
import { type NewAssignment, writeAssignments } from './write-assignments.ts';

/** The changes of intents that can be taken back. */
export const undoableTypes = ['intent-renamed', 'intents-merged', 'intent-split', 'intent-moved'] as const;

/** STAGE. Takes back one change of intents (the latest that is not undone yet, or a given one). The undoing is an event itself. */
export async function undoChange(
  context: Context,
  { eventId }: { readonly eventId?: string } = {},
): Promise<EventRow> {
  const row = await findChange(context, eventId);
  await context.transaction(
    async (transaction) => {
      await revert(context, transaction, row);
      await transaction.updateWorkspace({ catalogueVersion: transaction.workspace.catalogueVersion + 1 });
      await context.commit(transaction, [{ type: 'change-undone', eventId: row.id }]);
    },
    { final: true },
  );
  return row;
}

async function findChange(context: Context, eventId: string | undefined): Promise<EventRow> {
  const { items } = await context.store.events.find({
    where: { type: [...undoableTypes, 'change-undone'] },
    orderBy: { field: 'sequence', direction: 'descending' },
    limit: 500,
  });
  const undone = new Set(
    items.flatMap(({ event }) => (event.type === 'change-undone' ? [event.eventId] : [])),
  );
  const open = items.filter(({ id, type }) => type !== 'change-undone' && !undone.has(id));
  const row = eventId === undefined ? open[0] : open.find(({ id }) => id === eventId);
  if (row === undefined) {
    throw new TicketAIError('not-found', {
      message:
        eventId === undefined
          ? 'There is nothing to undo.'
          : `Change ${eventId} does not exist, cannot be undone, or was undone already.`,
    });
  }
  return row;
}

async function revert(context: Context, transaction: Transaction, { event }: EventRow): Promise<void> {
  if (event.type === 'intent-renamed') await revertRename(transaction, event);
  if (event.type === 'intents-merged') await revertMerge(transaction, event);
  if (event.type === 'intent-split') await revertSplit(context, transaction, event);
  if (event.type === 'intent-moved') {
    const intent = await resolveIntent(transaction, event.intentId);
    const pins = intent.pins.filter((pin) => pin !== 'categoryId');
    await transaction.intents.update(intent.id, intent.version, { categoryId: event.from, pins });
  }
}

async function revertRename(
  transaction: Transaction,
  { intentId, from }: EventOf<'intent-renamed'>,
): Promise<void> {
  const intent = await resolveIntent(transaction, intentId);
  await transaction.intents.update(intent.id, intent.version, { name: from, nameKey: nameKey(from) });
}

async function revertMerge(transaction: Transaction, { losers }: EventOf<'intents-merged'>): Promise<void> {
  for (const loser of await transaction.intents.getMany(losers)) {
    await transaction.intents.update(loser.id, loser.version, { status: 'active', mergedInto: undefined });
  }
  await transaction.intentAliases.delete(losers);
}

/** Tickets go back to what they were before, by new assignments; the parts' ids become aliases, so links to them still lead somewhere. */
async function revertSplit(
  context: Context,
  transaction: Transaction,
  { intentId, created }: EventOf<'intent-split'>,
): Promise<void> {
  const heads = await collectAll(transaction.assignmentHeads, {
    where: { intentId: created, role: 'primary' },
  });
  const moved = heads.filter(({ decision }) => decision !== 'person');
  const earlier = await assignmentsBefore(transaction, moved, new Set(created));
  const back = moved.map((head): NewAssignment => {
    const before = earlier.get(head.ticketId);
    return {
      ticketId: head.ticketId,
      role: 'primary',
      intentId: before?.intentId ?? intentId,
      decision: before?.decision ?? 'discovered',
      confidence: before?.confidence ?? head.confidence,
      trace: { code: 'undo', reason: 'The split was undone.', candidates: [], decidedBy: context.actor.id },
      ...(head.ticketCreatedAt === undefined ? {} : { ticketCreatedAt: head.ticketCreatedAt }),
    };
  });
  if (moved[0] !== undefined) await writeAssignments(context, transaction, moved[0].runId, back);
  for (const part of await transaction.intents.getMany(created)) {
    await transaction.intents.update(part.id, part.version, { status: 'merged', mergedInto: intentId });
  }
  await transaction.intentAliases.insert(created.map((id) => ({ id, version: 1, target: intentId })));
}

/** Each ticket's newest assignment to another intent than these. */
async function assignmentsBefore(
  transaction: Transaction,
  heads: readonly AssignmentHead[],
  created: ReadonlySet<IntentId>,
): Promise<ReadonlyMap<TicketId, Assignment>> {
  const newest = new Map<TicketId, Assignment>();
  for (let start = 0; start < heads.length; start += 500) {
    const ticketId = heads.slice(start, start + 500).map((head) => head.ticketId);
    for (const row of await collectAll(transaction.assignments, { where: { ticketId, role: 'primary' } })) {
      const isOther = row.intentId !== undefined && !created.has(row.intentId);
      if (isOther && row.sequence >= (newest.get(row.ticketId)?.sequence ?? 0)) newest.set(row.ticketId, row);
    }
  }
  return newest;
}

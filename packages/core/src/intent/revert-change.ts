import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { EventOf, TicketAIEvent } from '../events.ts';
import type { AssignmentId, IntentId } from '../ids.ts';
import type { Transaction } from '../runtime/store.ts';
import type { Assignment, AssignmentRole, Intent } from './intent.ts';
import { nameKey } from './name-key.ts';
import { refuseTakenName } from './refuse-taken-name.ts';
import { revertSplit } from './revert-split.ts';
import { revertTaxonomy } from './revert-taxonomy.ts';
import { type NewAssignment, writeAssignments } from './write-assignments.ts';

/** Brings back what a change replaced. No later change may rest on it. */
export async function revertChange(
  context: Context,
  transaction: Transaction,
  event: TicketAIEvent,
): Promise<void> {
  if (event.type === 'intent-renamed') await revertRename(transaction, event);
  if (event.type === 'intents-merged') await revertMerge(transaction, event);
  if (event.type === 'intent-split') await revertSplit(context, transaction, event);
  if (event.type === 'taxonomy-changed') await revertTaxonomy(transaction, event);
  if (event.type === 'intent-moved') await revertMove(transaction, event);
  if (event.type === 'ticket-moved') await revertTicketMove(context, transaction, event);
}

async function revertRename(
  transaction: Transaction,
  { intentId, from, before }: EventOf<'intent-renamed'>,
): Promise<void> {
  const intent = await changedIntent(transaction, intentId);
  if (intent.status === 'active') await refuseTakenName(transaction, intent.id, from);
  await transaction.intents.update(intent.id, intent.version, {
    name: from,
    nameKey: nameKey(from),
    ...before,
  });
}

async function revertMerge(transaction: Transaction, { losers }: EventOf<'intents-merged'>): Promise<void> {
  for (const loser of await transaction.intents.getMany(losers)) {
    await refuseTakenName(transaction, loser.id, loser.name);
    await transaction.intents.update(loser.id, loser.version, { status: 'active', mergedInto: undefined });
  }
  await transaction.intentAliases.delete(losers);
}

/** Categories that were made for the place go, unless something else is in them by now. */
async function revertMove(
  transaction: Transaction,
  { intentId, from, before }: EventOf<'intent-moved'>,
): Promise<void> {
  const intent = await changedIntent(transaction, intentId);
  await transaction.intents.update(intent.id, intent.version, { categoryId: from, pins: before.pins });
  for (const id of (before.created ?? []).toReversed()) {
    const [children, intents] = [
      await transaction.categories.count({ parentId: id }),
      await transaction.intents.count({ categoryId: id }),
    ];
    if (children + intents === 0) await transaction.categories.delete([id]);
  }
}

/** The assignments that were replaced are made again; in a run that does not know it, the ticket waits to be matched. */
async function revertTicketMove(
  context: Context,
  transaction: Transaction,
  { ticketId, before, withdrawn }: EventOf<'ticket-moved'>,
): Promise<void> {
  const { activeRunId } = transaction.workspace;
  const ticket = await transaction.tickets.get(ticketId);
  if (activeRunId === undefined || ticket === undefined) {
    throw new TicketAIError('not-found', { message: `Ticket ${ticketId} is gone.`, context: { ticketId } });
  }
  const find = async (id: AssignmentId | undefined) =>
    id === undefined ? undefined : transaction.assignments.get(id);
  const again = (role: AssignmentRole, was: Assignment | undefined): NewAssignment => ({
    ticketId,
    role,
    ...(was?.intentId === undefined ? {} : { intentId: was.intentId }),
    decision: was?.decision ?? 'unassigned',
    confidence: was?.confidence ?? 0,
    ...(was === undefined ? {} : { restores: was }),
    trace: {
      code: 'undo',
      reason: `The decision of ${context.actor.id} was taken back.`,
      candidates: [],
      decidedBy: context.actor.id,
    },
    ...(ticket.createdAt === undefined ? {} : { ticketCreatedAt: ticket.createdAt }),
  });
  const [was, second] = [await find(before), await find(withdrawn)];
  await writeAssignments(
    context,
    transaction,
    activeRunId,
    [again('primary', was), ...(second === undefined ? [] : [again('secondary', second)])],
    { overPerson: true },
  );
}

/** The very intent that was changed: an alias must not be followed, or the undoing would change another one. */
async function changedIntent(transaction: Transaction, intentId: IntentId): Promise<Intent> {
  const intent = await transaction.intents.get(intentId);
  if (intent === undefined)
    throw new TicketAIError('not-found', { message: `Intent ${intentId} is gone.`, context: { intentId } });
  return intent;
}

import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { EventOf, EventRow } from '../events.ts';
import type { IntentId } from '../ids.ts';
import { findAll } from '../record.ts';
import type { Transaction } from '../runtime/store.ts';
import type { Intent } from './intent.ts';
import { nameKey } from './name-key.ts';
import { refuseTakenName } from './refuse-taken-name.ts';
import { revertSplit } from './revert-split.ts';
import { revertTaxonomy } from './revert-taxonomy.ts';

/** The changes of intents and their taxonomy that can be taken back. */
export const undoableTypes = [
  'intent-renamed',
  'intents-merged',
  'intent-split',
  'intent-moved',
  'taxonomy-changed',
] as const;

/**
 * STAGE. Takes back one change of intents (the latest that is not undone yet, or a given one). The undoing is an event itself.
 * @throws `not-found`; `conflict` when another change was made at the same moment, or a name is taken meanwhile
 */
export async function undoChange(
  context: Context,
  { eventId }: { readonly eventId?: string } = {},
): Promise<EventRow> {
  const { catalogueVersion } = await context.store.workspace();
  const row = await findChange(context, eventId);
  await context.transaction(
    async (transaction) => {
      if (transaction.workspace.catalogueVersion !== catalogueVersion) {
        throw new TicketAIError('conflict', {
          message: 'Intents were changed at the same moment. Look, then undo again.',
          retryable: true,
        });
      }
      await revert(context, transaction, row);
      await transaction.updateWorkspace({ catalogueVersion: catalogueVersion + 1 });
      await context.commit(transaction, [{ type: 'change-undone', eventId: row.id }]);
    },
    { final: true },
  );
  return row;
}

/** Newest first, so that an undoing is seen before what it undid. */
async function findChange(context: Context, eventId: string | undefined): Promise<EventRow> {
  const undone = new Set<string>();
  const changes = findAll(context.store.events, {
    where: { type: [...undoableTypes, 'change-undone'] },
    orderBy: { field: 'sequence', direction: 'descending' },
  });
  for await (const row of changes) {
    if (row.event.type === 'change-undone') undone.add(row.event.eventId);
    else if (!undone.has(row.id) && (eventId === undefined || row.id === eventId)) return row;
  }
  throw new TicketAIError('not-found', {
    message:
      eventId === undefined
        ? 'There is nothing to undo.'
        : `Change ${eventId} does not exist, cannot be undone, or was undone already.`,
  });
}

async function revert(context: Context, transaction: Transaction, { event }: EventRow): Promise<void> {
  if (event.type === 'intent-renamed') await revertRename(transaction, event);
  if (event.type === 'intents-merged') await revertMerge(transaction, event);
  if (event.type === 'intent-split') await revertSplit(context, transaction, event);
  if (event.type === 'taxonomy-changed') await revertTaxonomy(transaction, event);
  if (event.type === 'intent-moved') {
    const intent = await changedIntent(transaction, event.intentId);
    await transaction.intents.update(intent.id, intent.version, {
      categoryId: event.from,
      pins: event.before.pins,
    });
  }
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

/** The very intent that was changed: an alias must not be followed, or the undoing would change another one. */
async function changedIntent(transaction: Transaction, intentId: IntentId): Promise<Intent> {
  const intent = await transaction.intents.get(intentId);
  if (intent === undefined)
    throw new TicketAIError('not-found', { message: `Intent ${intentId} is gone.`, context: { intentId } });
  return intent;
}

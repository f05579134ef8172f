import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { EventRow } from '../events.ts';
import { findChange } from './find-change.ts';
import { revertChange } from './revert-change.ts';

/**
 * STAGE. Takes back one change of intents (the latest that is not undone yet, or a given one). The undoing is an event itself.
 * @throws `not-found`; `conflict` when later changes rest on it, another change was made at the same moment, or a name is taken meanwhile
 */
export async function undoChange(
  context: Context,
  { eventId, reason }: { readonly eventId?: string; readonly reason?: string } = {},
): Promise<EventRow> {
  const { catalogueVersion } = await context.store.workspace();
  const row = await findChange(context.store, eventId);
  await context.transaction(
    async (transaction) => {
      if (transaction.workspace.catalogueVersion !== catalogueVersion) {
        throw new TicketAIError('conflict', {
          message: 'Intents were changed at the same moment. Look, then undo again.',
          retryable: true,
        });
      }
      await revertChange(context, transaction, row.event);
      await transaction.updateWorkspace({ catalogueVersion: catalogueVersion + 1 });
      await context.commit(transaction, [
        { type: 'change-undone', eventId: row.id, ...(reason === undefined ? {} : { reason }) },
      ]);
    },
    { final: true },
  );
  return row;
}

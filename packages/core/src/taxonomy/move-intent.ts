import type { Context } from '../context.ts';
import type { IntentId } from '../ids.ts';
import type { Intent } from '../intent/intent.ts';
import { resolveIntent } from '../intent/resolve-intent.ts';
import type { CategoryPath } from './category.ts';
import { throwRefused } from './change-tree.ts';
import { storeOperations } from './store-operations.ts';

/**
 * STAGE. A person files an intent under a path; categories it lacks are made. The place is pinned: automation never changes it again.
 * All tickets of the intent move with it, past ones too, because a path belongs to the intent.
 */
export async function moveIntent(
  context: Context,
  {
    intentId,
    path,
    reason,
  }: { readonly intentId: IntentId; readonly path: CategoryPath; readonly reason?: string },
): Promise<Intent> {
  return context.transaction(
    async (transaction) => {
      const before = await resolveIntent(transaction, intentId);
      const { refused, before: replaced } = await storeOperations(context, transaction, [
        { type: 'place', intentId: before.id, path, source: 'person', reason: 'A person filed it here.' },
      ]);
      throwRefused(refused);
      const placed = await resolveIntent(transaction, before.id);
      const moved = await transaction.intents.update(placed.id, placed.version, {
        pins: [...new Set([...placed.pins, 'categoryId' as const])],
      });
      if (moved.categoryId !== undefined) {
        await context.commit(transaction, [
          {
            type: 'intent-moved',
            intentId: moved.id,
            ...(before.categoryId === undefined ? {} : { from: before.categoryId }),
            to: moved.categoryId,
            before: { pins: before.pins, created: replaced.created },
            ...(reason === undefined ? {} : { reason }),
          },
        ]);
      }
      return moved;
    },
    { final: true },
  );
}

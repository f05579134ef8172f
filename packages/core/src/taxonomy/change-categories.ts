import type { Context } from '../context.ts';
import type { TicketAIEvent } from '../events.ts';
import { changeTree } from './change-tree.ts';
import type { TaxonomyOperation } from './taxonomy-operation.ts';

/**
 * STAGE. A person changes the tree: creates, renames, moves, merges, splits, removes categories, files intents; all operations or none. What
 * the person touched is pinned. One undo takes all of it back.
 * @throws `invalid-input` or `limit-exceeded`, with what is refused and why
 */
export async function changeCategories(
  context: Context,
  { operations }: { readonly operations: readonly TaxonomyOperation[] },
): Promise<readonly TicketAIEvent[]> {
  return context.transaction(
    async (transaction) => {
      const events = await changeTree(context, transaction, operations);
      await context.commit(transaction, events);
      return events;
    },
    { final: true },
  );
}

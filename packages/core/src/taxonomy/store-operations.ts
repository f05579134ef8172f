import type { Context } from '../context.ts';
import type { IntentId } from '../ids.ts';
import { collectAll } from '../record.ts';
import type { Transaction } from '../runtime/store.ts';
import { type AppliedOperations, applyOperations } from './apply-operations.ts';
import type { TaxonomyTree } from './taxonomy.ts';
import type { TaxonomyOperation } from './taxonomy-operation.ts';
import { defaultPolicy } from './taxonomy-policy.ts';

/** The tree as it is stored, and which intents' places people fixed; merged intents included, because a merge can be undone. */
export async function readTree(
  records: Pick<Transaction, 'categories' | 'intents'>,
): Promise<{ readonly tree: TaxonomyTree; readonly pinnedIntents: ReadonlySet<IntentId> }> {
  const categories = await collectAll(records.categories);
  const intents = await collectAll(records.intents);
  const placements = new Map(
    intents.flatMap(({ id, categoryId }) => (categoryId === undefined ? [] : [[id, categoryId] as const])),
  );
  const pinnedIntents = new Set(
    intents.filter(({ pins }) => pins.includes('categoryId')).map(({ id }) => id),
  );
  return { tree: { categories, placements }, pinnedIntents };
}

/** Applies operations to the tree this transaction sees, and writes categories, placements and new suggestions. */
export async function storeOperations(
  context: Context,
  transaction: Transaction,
  operations: readonly TaxonomyOperation[],
): Promise<AppliedOperations> {
  const { tree, pinnedIntents } = await readTree(transaction);
  const { now, generateId, actor } = context;
  const applied = applyOperations(tree, operations, {
    policy: defaultPolicy,
    now,
    generateId,
    actor,
    pinnedIntents,
  });
  await transaction.categories.delete(applied.remove);
  await transaction.categories.updateMany(applied.changes);
  await transaction.categories.insert(applied.insert);
  await refile(transaction, applied);
  await raise(transaction, applied);
  return applied;
}

async function refile(transaction: Transaction, { placements }: AppliedOperations): Promise<void> {
  const intents = await transaction.intents.getMany([...placements.keys()]);
  await transaction.intents.updateMany(
    intents.map(({ id, version }) => ({ id, version, patch: { categoryId: placements.get(id) } })),
  );
}

/** A suggestion that was raised before, and perhaps rejected, is not raised again. */
async function raise(transaction: Transaction, { suggestions }: AppliedOperations): Promise<void> {
  if (suggestions.length === 0) return;
  const keys = suggestions.map(({ key }) => key);
  const known = new Set(
    (await collectAll(transaction.suggestions, { where: { key: keys } })).map(({ key }) => key),
  );
  await transaction.suggestions.insert(suggestions.filter(({ key }) => !known.has(key)));
}

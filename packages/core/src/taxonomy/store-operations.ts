import type { Context } from '../context.ts';
import type { CategoryId, IntentId } from '../ids.ts';
import { collectAll } from '../record.ts';
import type { Transaction } from '../runtime/store.ts';
import { type AppliedOperations, applyOperations } from './apply-operations.ts';
import type { TaxonomyTree } from './taxonomy.ts';
import type { TaxonomyBefore } from './taxonomy-change.ts';
import type { TaxonomyOperation } from './taxonomy-operation.ts';
import { defaultPolicy } from './taxonomy-policy.ts';
import { treeAfter } from './tree-after.ts';

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

/** What was stored, and what it replaced. */
export interface StoredOperations extends AppliedOperations {
  readonly before: TaxonomyBefore;
}

/**
 * Applies operations to the tree this transaction sees, and writes categories, placements and new suggestions. Where a person files an
 * intent, the place is pinned.
 */
export async function storeOperations(
  context: Context,
  transaction: Transaction,
  operations: readonly TaxonomyOperation[],
): Promise<StoredOperations> {
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
  const refiled = await refile(transaction, applied, operations);
  await raise(transaction, applied);
  const rows = new Map(tree.categories.map((category) => [category.id, category]));
  const rowsOf = (ids: readonly CategoryId[]) => ids.flatMap((id) => rows.get(id) ?? []);
  const after = new Map(treeAfter(tree, applied).categories.map((category) => [category.id, category]));
  return {
    ...applied,
    before: {
      created: applied.insert.map(({ id }) => id),
      changed: rowsOf(applied.changes.map(({ id }) => id)).map((before) => {
        const { name, parentId } = after.get(before.id) ?? before;
        return { before, name, ...(parentId === undefined ? {} : { parentId }) };
      }),
      removed: rowsOf(applied.remove).toSorted((a, b) => a.level - b.level),
      refiled,
    },
  };
}

async function refile(
  transaction: Transaction,
  { placements }: AppliedOperations,
  operations: readonly TaxonomyOperation[],
): Promise<TaxonomyBefore['refiled']> {
  const byPerson = new Set(
    operations.flatMap((operation) =>
      operation.type === 'place' && operation.source === 'person' ? [operation.intentId] : [],
    ),
  );
  const intents = await transaction.intents.getMany([...placements.keys()]);
  await transaction.intents.updateMany(
    intents.map(({ id, version, pins }) => ({
      id,
      version,
      patch: {
        categoryId: placements.get(id),
        ...(byPerson.has(id) ? { pins: [...new Set([...pins, 'categoryId' as const])] } : {}),
      },
    })),
  );
  return intents.map(({ id, categoryId, pins }) => ({
    intentId: id,
    ...(categoryId === undefined ? {} : { from: categoryId }),
    to: placements.get(id)!,
    pins,
  }));
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

import type { Context } from '../context.ts';
import type { IntentId } from '../ids.ts';
import { findAll } from '../record.ts';
import { applyOperations, type RefusedOperation } from './apply-operations.ts';
import { asPerson } from './change-tree.ts';
import { compareTrees, type TreeChange } from './compare-trees.ts';
import { reviewTree, type TreeRemark } from './review-tree.ts';
import { readTree } from './store-operations.ts';
import type { TaxonomyOperation } from './taxonomy-operation.ts';
import { defaultPolicy } from './taxonomy-policy.ts';
import { treeAfter } from './tree-after.ts';
import { pathsById } from './tree-keys.ts';

/** What operations would do; nothing is done yet. */
export interface TaxonomyPreview {
  readonly changes: readonly TreeChange[];
  /** Why operations cannot be done; with any of them, none is done. */
  readonly refused: readonly RefusedOperation[];
  /** Active intents whose path reads differently afterwards. */
  readonly intents: readonly IntentId[];
  /** Their tickets, past ones too: a path belongs to the intent. */
  readonly tickets: number;
  /** Their articles. */
  readonly articles: number;
  /** What would be hard to read in the new tree and was not before. */
  readonly advice: readonly TreeRemark[];
}

/** Shows what a person's operations would do and whom that touches. Nothing is written. */
export async function previewOperations(
  context: Pick<Context, 'store' | 'actor'>,
  operations: readonly TaxonomyOperation[],
): Promise<TaxonomyPreview> {
  const { tree, pinnedIntents } = await readTree(context.store);
  let made = 0;
  const applied = applyOperations(tree, asPerson(operations), {
    policy: defaultPolicy,
    generateId: () => `new-${++made}`,
    now: () => 0,
    actor: context.actor,
    pinnedIntents,
  });
  const after = treeAfter(tree, applied);
  const [oldPaths, newPaths] = [pathsById(tree.categories), pathsById(after.categories)];
  const active = findAll(context.store.intents, { where: { status: 'active' } });
  const intents: IntentId[] = [];
  for await (const { id } of active) {
    const [from, to] = [
      oldPaths.get(tree.placements.get(id) ?? ''),
      newPaths.get(after.placements.get(id) ?? ''),
    ];
    if (from?.join('\n') !== to?.join('\n')) intents.push(id);
  }
  const counts = await context.store.ticketsPerIntent();
  const known = new Set(reviewTree(tree, defaultPolicy).map(({ message }) => message));
  return {
    changes: compareTrees(tree, after),
    refused: applied.refused,
    intents,
    tickets: intents.reduce((sum, id) => sum + (counts.get(id) ?? 0), 0),
    articles: await context.store.articles.count({ intentId: intents }),
    advice: reviewTree(after, defaultPolicy).filter(({ message }) => !known.has(message)),
  };
}

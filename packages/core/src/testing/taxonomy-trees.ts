import type { CategoryId, IntentId } from '../ids.ts';
import type { NameSource } from '../intent/intent.ts';
import { type AppliedOperations, applyOperations } from '../taxonomy/apply-operations.ts';
import type { CategoryPath } from '../taxonomy/category.ts';
import type { OperationContext } from '../taxonomy/operation-outcome.ts';
import type { TaxonomyTree } from '../taxonomy/taxonomy.ts';
import type { TaxonomyOperation } from '../taxonomy/taxonomy-operation.ts';
import { defaultPolicy } from '../taxonomy/taxonomy-policy.ts';
import { treeAfter } from '../taxonomy/tree-after.ts';
import { pathsById } from '../taxonomy/tree-keys.ts';

/** A tree without categories. */
export const emptyTree: TaxonomyTree = { categories: [], placements: new Map() };

/** What operations are applied with in tests: the default policy, ids that count up from a prefix. */
export function operationContext(options: Partial<OperationContext> = {}, prefix = 'c'): OperationContext {
  let next = 0;
  return {
    policy: defaultPolicy,
    generateId: () => `${prefix}${next++}`,
    now: () => 1,
    actor: { kind: 'system', id: 'test' },
    ...options,
  };
}

/** Applies operations and gives the tree that follows, too. */
export function runOperations(
  tree: TaxonomyTree,
  operations: readonly TaxonomyOperation[],
  options: Partial<OperationContext> = {},
  prefix = 'new',
): { readonly result: AppliedOperations; readonly tree: TaxonomyTree } {
  const result = applyOperations(tree, operations, operationContext(options, prefix));
  return { result, tree: treeAfter(tree, result) };
}

/** A tree that operations make out of nothing. */
export function treeOf(...operations: readonly TaxonomyOperation[]): TaxonomyTree {
  return runOperations(emptyTree, operations, {}, 'old').tree;
}

/** Files an intent. */
export function placing(
  intent: string,
  path: CategoryPath,
  source: NameSource = 'lexical',
): TaxonomyOperation {
  return { type: 'place', intentId: intent as IntentId, path, source, reason: 'test' };
}

/** The category at a path, or an id that is not there. */
export function idAt(tree: TaxonomyTree, ...path: readonly string[]): CategoryId {
  const found = [...pathsById(tree.categories)].find(([, names]) => names.join('>') === path.join('>'));
  return (found?.[0] ?? 'missing') as CategoryId;
}

/** Where an intent is filed, as "A > B > C". */
export function placeOf(tree: TaxonomyTree, intent: string): string | undefined {
  return pathsById(tree.categories)
    .get(tree.placements.get(intent as IntentId) ?? '')
    ?.join(' > ');
}

import type { CategoryId, IntentId } from '../ids.ts';
import type { CategoryLevel } from './category.ts';
import { otherPath, type TaxonomyTree } from './taxonomy.ts';
import { pathsById } from './tree-keys.ts';

/** One difference between two states of a tree, as a person would say it. */
export type TreeChange =
  | {
      readonly type: 'added' | 'removed';
      readonly categoryId: CategoryId;
      readonly path: readonly string[];
    }
  | {
      readonly type: 'renamed' | 'moved';
      readonly categoryId: CategoryId;
      readonly level: CategoryLevel;
      readonly from: readonly string[];
      readonly to: readonly string[];
    }
  | {
      readonly type: 'refiled';
      readonly intentId: IntentId;
      readonly from: readonly string[];
      readonly to: readonly string[];
    };

/**
 * What differs between two states of one tree. A category below a renamed or moved one is not listed: it goes with it. An intent is listed
 * when it hangs below another category, not when its category got another name.
 */
export function compareTrees(before: TaxonomyTree, after: TaxonomyTree): readonly TreeChange[] {
  const [oldPaths, newPaths] = [pathsById(before.categories), pathsById(after.categories)];
  const old = new Map(before.categories.map((category) => [category.id, category]));
  const changes: TreeChange[] = [];
  for (const { id, name, parentId, level } of after.categories) {
    const [was, to] = [old.get(id), newPaths.get(id) ?? [name]];
    if (was === undefined) {
      changes.push({ type: 'added', categoryId: id, path: to });
      continue;
    }
    const from = oldPaths.get(id) ?? [was.name];
    if (was.parentId !== parentId) changes.push({ type: 'moved', categoryId: id, level, from, to });
    else if (was.name !== name) changes.push({ type: 'renamed', categoryId: id, level, from, to });
  }
  const present = new Set(after.categories.map(({ id }) => id));
  for (const { id, name } of before.categories)
    if (!present.has(id)) changes.push({ type: 'removed', categoryId: id, path: oldPaths.get(id) ?? [name] });
  for (const [intentId, categoryId] of after.placements) {
    const was = before.placements.get(intentId);
    if (was === categoryId) continue;
    changes.push({
      type: 'refiled',
      intentId,
      from: was === undefined ? otherPath : (oldPaths.get(was) ?? otherPath),
      to: newPaths.get(categoryId) ?? otherPath,
    });
  }
  return changes;
}

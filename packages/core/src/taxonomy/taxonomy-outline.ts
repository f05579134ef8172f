import type { CategoryId, IntentId } from '../ids.ts';
import type { Intent } from '../intent/intent.ts';
import type { Category } from './category.ts';
import type { TaxonomyTree } from './taxonomy.ts';
import { isOther } from './tree-keys.ts';

/** A tree as people read and edit it: names, nested; ids so that a new name is a renaming and not a new category. */
export interface TaxonomyOutline {
  readonly version: 1;
  readonly categories: readonly OutlineCategory[];
}

/** One category of an outline. */
export interface OutlineCategory {
  readonly name: string;
  /** Without it, the category of this name at this place is meant, or a new one; likewise where the tree knows no id of the outline. */
  readonly id?: CategoryId;
  /** Below level 1 and 2. */
  readonly categories?: readonly OutlineCategory[];
  /** Below level 3. */
  readonly intents?: readonly OutlineIntent[];
  /** Where it stands in the file, from 1; for messages. */
  readonly line?: number;
}

/** An intent where it is filed. */
export interface OutlineIntent {
  /** Without it, the intent of this name is meant. */
  readonly id?: IntentId;
  /** Beside an id it is for people, and must be the intent's: an outline renames no intents. */
  readonly name?: string;
  readonly line?: number;
}

/** The outline of a tree, everything in the order of names. Categories that only merged intents are left in do not appear. */
export function outlineOf(
  tree: TaxonomyTree,
  intents: readonly Pick<Intent, 'id' | 'name' | 'status'>[],
): TaxonomyOutline {
  const children = Map.groupBy(tree.categories, ({ parentId }) => parentId);
  const active = Map.groupBy(
    intents.filter(({ status }) => status === 'active'),
    ({ id }) => tree.placements.get(id),
  );
  const held = new Set(tree.placements.values());
  const outlineBelow = (parentId: CategoryId | undefined): readonly OutlineCategory[] =>
    (children.get(parentId) ?? []).toSorted(byName).flatMap((category) => outline(category) ?? []);
  function outline({ id, name, level }: Category): OutlineCategory | undefined {
    const head = { name, id };
    if (level < 3) {
      const below = outlineBelow(id);
      const isEmpty = below.length === 0;
      if (isEmpty && (isOther(name) || children.has(id))) return undefined;
      return isEmpty ? head : { ...head, categories: below };
    }
    const filed = (active.get(id) ?? []).toSorted(byName);
    if (filed.length === 0) return isOther(name) || held.has(id) ? undefined : head;
    return { ...head, intents: filed.map((intent) => ({ id: intent.id, name: intent.name })) };
  }
  return { version: 1, categories: outlineBelow(undefined) };
}

function byName(a: { readonly name: string; readonly id: string }, b: typeof a): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1;
}

import type { CategoryId, IntentId } from '../ids.ts';
import type { Change } from '../record.ts';
import type { Category } from './category.ts';
import type { TaxonomyTree } from './taxonomy.ts';
import { siblingKey } from './tree-keys.ts';

/** What a draft changed: as few rows as possible. */
export interface TreeDifference {
  readonly insert: readonly Category[];
  readonly changes: readonly Change<Category>[];
  /** Categories that were merged into others; nothing hangs below them any more. */
  readonly remove: readonly CategoryId[];
  /** Only placements that are new or different. */
  readonly placements: ReadonlyMap<IntentId, CategoryId>;
}

/** A copy of a tree to work on. Keeps its indexes, so that finding, adding and moving cost the same in a small and a large tree. */
export interface TreeDraft {
  get(id: CategoryId | undefined): Category | undefined;
  /** The child with a name that reads like this one; of the root without `parentId`. */
  child(parentId: CategoryId | undefined, name: string): Category | undefined;
  children(parentId: CategoryId | undefined): readonly Category[];
  /** The category once proposed under this path; the deepest level of the path is the category's. */
  byOrigin(path: string): Category | undefined;
  intents(categoryId: CategoryId): readonly IntentId[];
  placement(intentId: IntentId): CategoryId | undefined;
  add(category: Category): void;
  change(
    id: CategoryId,
    patch: Partial<
      Pick<Category, 'name' | 'nameKey' | 'nameSource' | 'parentId' | 'pins' | 'origins' | 'renamedAt'>
    >,
  ): Category;
  remove(id: CategoryId): void;
  place(intentId: IntentId, categoryId: CategoryId): void;
  difference(): TreeDifference;
}

/** Starts a draft; the tree itself is never changed. */
export function draftTree(tree: TaxonomyTree): TreeDraft {
  const original = new Map(tree.categories.map((category) => [category.id, category]));
  const current = new Map<CategoryId, Category>();
  const bySiblingKey = new Map<string, CategoryId>();
  const childIds = new Map<CategoryId | undefined, Set<CategoryId>>();
  const origins = new Map<string, CategoryId>();
  const placements = new Map<IntentId, CategoryId>();
  const intentIds = new Map<CategoryId, Set<IntentId>>();

  function link(category: Category): void {
    current.set(category.id, category);
    bySiblingKey.set(category.siblingKey, category.id);
    addTo(childIds, category.parentId, category.id);
    for (const origin of category.origins ?? []) if (!origins.has(origin)) origins.set(origin, category.id);
  }

  function unlink(category: Category): void {
    current.delete(category.id);
    if (bySiblingKey.get(category.siblingKey) === category.id) bySiblingKey.delete(category.siblingKey);
    childIds.get(category.parentId)?.delete(category.id);
    for (const origin of category.origins ?? [])
      if (origins.get(origin) === category.id) origins.delete(origin);
  }

  function place(intentId: IntentId, categoryId: CategoryId): void {
    const before = placements.get(intentId);
    if (before !== undefined) intentIds.get(before)?.delete(intentId);
    placements.set(intentId, categoryId);
    addTo(intentIds, categoryId, intentId);
  }

  const known = (id: CategoryId | undefined) => (id === undefined ? undefined : current.get(id));
  for (const category of tree.categories) link(category);
  for (const [intentId, categoryId] of tree.placements) place(intentId, categoryId);

  return {
    get: known,
    child: (parentId, name) => known(bySiblingKey.get(siblingKey(parentId, name))),
    children: (parentId) => [...(childIds.get(parentId) ?? [])].flatMap((id) => known(id) ?? []),
    byOrigin: (path) => known(origins.get(path)),
    intents: (categoryId) => [...(intentIds.get(categoryId) ?? [])],
    placement: (intentId) => placements.get(intentId),
    add: link,
    change(id, patch) {
      const before = current.get(id)!;
      const changed = { ...before, ...patch };
      const after = { ...changed, siblingKey: siblingKey(changed.parentId, changed.name) };
      unlink(before);
      link(after);
      return after;
    },
    remove(id) {
      const category = current.get(id);
      if (category !== undefined) unlink(category);
    },
    place,
    difference: () => ({
      insert: [...current.values()].filter(({ id }) => !original.has(id)).sort((a, b) => a.level - b.level),
      changes: [...current.values()].flatMap((category) => changeOf(original.get(category.id), category)),
      remove: [...original.keys()].filter((id) => !current.has(id)),
      placements: new Map([...placements].filter(([intentId, id]) => tree.placements.get(intentId) !== id)),
    }),
  };
}

const changeable = [
  'name',
  'nameKey',
  'nameSource',
  'parentId',
  'siblingKey',
  'pins',
  'origins',
  'renamedAt',
] as const;

function changeOf(before: Category | undefined, after: Category): readonly Change<Category>[] {
  if (before === undefined || before === after) return [];
  const fields = changeable.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  if (fields.length === 0) return [];
  return [
    {
      id: after.id,
      version: before.version,
      patch: Object.fromEntries(fields.map((field) => [field, after[field]])),
    },
  ];
}

function addTo<Key, Value>(sets: Map<Key, Set<Value>>, key: Key, value: Value): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([value]));
  else set.add(value);
}

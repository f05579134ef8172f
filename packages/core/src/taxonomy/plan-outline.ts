import type { CategoryId, IntentId } from '../ids.ts';
import type { Intent } from '../intent/intent.ts';
import { nameKey } from '../intent/name-key.ts';
import { applyOperations } from './apply-operations.ts';
import { checkOutline, outlineFault } from './check-outline.ts';
import type { OperationContext } from './operation-outcome.ts';
import type { TaxonomyTree } from './taxonomy.ts';
import type { TaxonomyOperation } from './taxonomy-operation.ts';
import type { OutlineCategory, OutlineIntent, TaxonomyOutline } from './taxonomy-outline.ts';
import { treeAfter } from './tree-after.ts';
import { isOther, siblingKey } from './tree-keys.ts';

/**
 * The operations of a person that make a tree look like an outline: renames, then moves and new categories, then places, then the removal of
 * categories that are not listed and hold nothing any more. What is not listed but holds something stays as it is. None when nothing differs.
 * @throws `invalid-input` with the line, for what {@link checkOutline} finds, an unknown intent, or a change that is refused
 */
export function planOutline(
  tree: TaxonomyTree,
  intents: readonly Pick<Intent, 'id' | 'name' | 'status'>[],
  outline: TaxonomyOutline,
  context: OperationContext,
): readonly TaxonomyOperation[] {
  const places = checkOutline(outline);
  const operations: TaxonomyOperation[] = [];
  let present = tree;
  const perform = (operation: TaxonomyOperation, line: number | undefined) => {
    const applied = applyOperations(present, [operation], context);
    const [refusal] = applied.refused;
    if (refusal !== undefined) throw outlineFault(refusal.message, line);
    operations.push(operation);
    present = treeAfter(present, applied);
  };
  const known = new Map(tree.categories.map((category) => [category.id, category]));
  const claimed = new Set(places.flatMap(({ category }) => category.id ?? []));

  for (const { category, level } of places) {
    const { id, name, line } = category;
    const own = id === undefined ? undefined : known.get(id);
    if (own === undefined || own.name === name) continue;
    if (own.level !== level)
      throw outlineFault(`"${own.name}" is a category of level ${own.level}, not ${level}.`, line);
    perform({ type: 'rename', categoryId: own.id, name, source: 'person' }, line);
  }
  const ids = new Map<OutlineCategory, CategoryId>();
  for (const { category, parent, path } of places) {
    const parentId = parent === undefined ? undefined : ids.get(parent);
    const own = category.id !== undefined && known.has(category.id) ? category.id : undefined;
    const id =
      own ?? childNamed(present, parentId, category.name, claimed) ?? (context.generateId() as CategoryId);
    ids.set(category, id);
    const row = present.categories.find((each) => each.id === id);
    if (row === undefined) {
      if (!isOther(category.name)) perform({ type: 'create', path, id, source: 'person' }, category.line);
    } else if (row.parentId !== parentId && parentId !== undefined) {
      perform({ type: 'move', categoryId: id, parentId, source: 'person' }, category.line);
    }
  }
  const intentOf = intentFinder(intents);
  for (const { category, path } of places) {
    for (const filed of category.intents ?? []) {
      const intentId = intentOf(filed);
      if (present.placements.get(intentId) === ids.get(category)) continue;
      const [l1, l2 = '', l3 = ''] = path;
      perform(
        { type: 'place', intentId, path: [l1, l2, l3], source: 'person', reason: 'It was filed in a file.' },
        filed.line,
      );
    }
  }
  const listed = new Set(ids.values());
  for (const { id, name } of tree.categories.toSorted((a, b) => b.level - a.level)) {
    const isUsed =
      present.categories.some(({ parentId }) => parentId === id) ||
      [...present.placements.values()].includes(id);
    if (!listed.has(id) && !isUsed && !isOther(name))
      perform({ type: 'remove', categoryId: id, source: 'person' }, undefined);
  }
  return operations;
}

/** The child that reads so, unless another line of the outline means it by its id. */
function childNamed(
  { categories }: TaxonomyTree,
  parentId: CategoryId | undefined,
  name: string,
  claimed: ReadonlySet<CategoryId>,
): CategoryId | undefined {
  const key = siblingKey(parentId, name);
  return categories.find((category) => category.siblingKey === key && !claimed.has(category.id))?.id;
}

/** Finds an intent by id, else by name. */
function intentFinder(
  intents: readonly Pick<Intent, 'id' | 'name' | 'status'>[],
): (filed: OutlineIntent) => IntentId {
  const active = intents.filter(({ status }) => status === 'active');
  const ids = new Set(active.map(({ id }) => id));
  const names = new Map(active.map(({ id, name }) => [nameKey(name), id]));
  return ({ id, name, line }) => {
    const found = id !== undefined && ids.has(id) ? id : names.get(nameKey(name ?? ''));
    if (found !== undefined) return found;
    throw outlineFault(
      `There is no active intent ${name === undefined ? id : `"${name}"`}. Remove the line, or export again.`,
      line,
    );
  };
}

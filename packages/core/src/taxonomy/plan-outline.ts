import type { CategoryId, IntentId } from '../ids.ts';
import type { Intent } from '../intent/intent.ts';
import { nameKey } from '../intent/name-key.ts';
import { applyOperations } from './apply-operations.ts';
import { checkOutline, type OutlinePlace, outlineFault } from './check-outline.ts';
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
  const plan = startPlan(tree, context);
  const places = checkOutline(outline);
  renameKnown(plan, places);
  const ids = arrange(plan, places, context);
  fileIntents(plan, places, ids, intentFinder(intents));
  tidy(plan, new Set(ids.values()));
  return plan.operations;
}

/** Operations so far, and the tree they lead to. */
interface Plan {
  readonly operations: TaxonomyOperation[];
  /** Before anything was planned. */
  readonly start: TaxonomyTree;
  readonly present: () => TaxonomyTree;
  /** @throws `invalid-input` with the line when the operation is refused */
  perform(operation: TaxonomyOperation, line?: number): void;
}

function startPlan(start: TaxonomyTree, context: OperationContext): Plan {
  const operations: TaxonomyOperation[] = [];
  let present = start;
  return {
    operations,
    start,
    present: () => present,
    perform(operation, line) {
      const applied = applyOperations(present, [operation], context);
      const [refusal] = applied.refused;
      if (refusal !== undefined) throw outlineFault(refusal.message, line);
      operations.push(operation);
      present = treeAfter(present, applied);
    },
  };
}

/** Categories known by their id get the name that is written. */
function renameKnown({ start, perform }: Plan, places: readonly OutlinePlace[]): void {
  const known = new Map(start.categories.map((category) => [category.id, category]));
  for (const { category, level } of places) {
    const { id, name, line } = category;
    const own = id === undefined ? undefined : known.get(id);
    if (own === undefined || own.name === name) continue;
    if (own.level !== level)
      throw outlineFault(`"${own.name}" is a category of level ${own.level}, not ${level}.`, line);
    perform({ type: 'rename', categoryId: own.id, name, source: 'person' }, line);
  }
}

/** Moves categories to where they stand in the outline, and makes those that are not there. Gives the id of each. */
function arrange(
  { start, present, perform }: Plan,
  places: readonly OutlinePlace[],
  { generateId }: OperationContext,
): ReadonlyMap<OutlineCategory, CategoryId> {
  const known = new Set(start.categories.map(({ id }) => id));
  const claimed = new Set(places.flatMap(({ category }) => category.id ?? []));
  const ids = new Map<OutlineCategory, CategoryId>();
  for (const { category, parent, path } of places) {
    const parentId = parent === undefined ? undefined : ids.get(parent);
    const own = category.id !== undefined && known.has(category.id) ? category.id : undefined;
    const id = own ?? childNamed(present(), parentId, category.name, claimed) ?? (generateId() as CategoryId);
    ids.set(category, id);
    const row = present().categories.find((each) => each.id === id);
    if (row === undefined) {
      if (!isOther(category.name)) perform({ type: 'create', path, id, source: 'person' }, category.line);
    } else if (row.parentId !== parentId && parentId !== undefined) {
      perform({ type: 'move', categoryId: id, parentId, source: 'person' }, category.line);
    }
  }
  return ids;
}

function fileIntents(
  { present, perform }: Plan,
  places: readonly OutlinePlace[],
  ids: ReadonlyMap<OutlineCategory, CategoryId>,
  intentOf: (filed: OutlineIntent) => IntentId,
): void {
  for (const { category, path } of places) {
    const [l1, l2 = '', l3 = ''] = path;
    for (const filed of category.intents ?? []) {
      const intentId = intentOf(filed);
      if (present().placements.get(intentId) === ids.get(category)) continue;
      const reason = 'A file said so.';
      perform({ type: 'place', intentId, path: [l1, l2, l3], source: 'person', reason }, filed.line);
    }
  }
}

/** Takes away what is not listed and holds nothing, from the lowest level up. */
function tidy({ start, present, perform }: Plan, listed: ReadonlySet<CategoryId>): void {
  for (const { id, name } of start.categories.toSorted((a, b) => b.level - a.level)) {
    const { categories, placements } = present();
    const isUsed =
      categories.some(({ parentId }) => parentId === id) || [...placements.values()].includes(id);
    if (!listed.has(id) && !isUsed && !isOther(name))
      perform({ type: 'remove', categoryId: id, source: 'person' });
  }
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

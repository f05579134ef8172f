import type { CategoryId } from '../ids.ts';
import type { Category } from './category.ts';
import { type OutlinePlace, outlineFault } from './check-outline.ts';
import type { OutlinePlan } from './outline-plan.ts';
import type { TaxonomyTree } from './taxonomy.ts';
import type { OutlineCategory } from './taxonomy-outline.ts';
import { isOther, siblingKey } from './tree-keys.ts';

/**
 * Plans that every category stands where the outline has it, under the name it has there: level by level, so that what is above is settled
 * first, and within a level first what nothing is in the way of. Where categories wait for each other in a circle (two that swap names), one
 * steps aside under a name of its own.
 * @returns the id of each category of the outline
 * @throws `invalid-input` with the line, for an id the tree does not know though it knows others, a change of level, or a change that is refused
 */
export function arrangeOutline(
  plan: OutlinePlan,
  places: readonly OutlinePlace[],
  generateId: () => string,
): ReadonlyMap<OutlineCategory, CategoryId> {
  const ids = knownIds(plan.start, places);
  for (const level of [1, 2, 3]) {
    let pending = places.filter((place) => place.level === level);
    const waiting = new Set(pending.flatMap(({ category }) => ids.get(category) ?? []));
    const aside = new Set<CategoryId>();
    while (pending.length > 0) {
      const left = pending.filter((place) => {
        const id = ids.get(place.category);
        const parentId = place.parent && ids.get(place.parent);
        if (id === undefined) return !findOrCreate({ plan, waiting, place, parentId }, ids, generateId);
        if (!settle({ plan, waiting, place, parentId }, id)) return true;
        waiting.delete(id);
        return false;
      });
      if (left.length === pending.length) stepAside(plan, left, ids, aside);
      pending = left;
    }
  }
  return ids;
}

/**
 * Ids that the tree knows. An outline of another workspace has none of them: there, names tell.
 * @throws `invalid-input` for an unknown id among known ones, and for a category on another level
 */
function knownIds({ categories }: TaxonomyTree, places: readonly OutlinePlace[]) {
  const known = new Map(categories.map((category) => [category.id, category]));
  const ids = new Map<OutlineCategory, CategoryId>();
  const strange = places.find(({ category: { id } }) => id !== undefined && !known.has(id))?.category;
  for (const { category, level } of places) {
    const own = category.id && known.get(category.id);
    if (own === undefined) continue;
    if (own.level !== level)
      throw outlineFault(`"${own.name}" is a category of level ${own.level}, not ${level}.`, category.line);
    ids.set(category, own.id);
  }
  if (strange !== undefined && ids.size > 0)
    throw outlineFault(
      `There is no category ${strange.id}. Remove the id to make a new category, or export again.`,
      strange.line,
    );
  return ids;
}

/** One category to arrange. */
interface Arranging {
  readonly plan: OutlinePlan;
  readonly place: OutlinePlace;
  readonly parentId: CategoryId | undefined;
  /** Categories of the level that do not yet stand where they shall, and will leave the names they have. */
  readonly waiting: ReadonlySet<CategoryId>;
}

/** For a line without id: the category of this name, or a new one. @returns whether it is there */
function findOrCreate(
  { plan, place: { category, path }, parentId, waiting }: Arranging,
  ids: Map<OutlineCategory, CategoryId>,
  generateId: () => string,
): boolean {
  const there = childNamed(plan, parentId, category.name);
  if (there !== undefined && waiting.has(there.id)) return false;
  const id = there?.id ?? (generateId() as CategoryId);
  ids.set(category, id);
  if (there === undefined && !isOther(category.name))
    plan.perform({ type: 'create', path, id, source: 'person' }, category.line);
  return true;
}

/** Does what can be done now for a category that is known. @returns whether it stands where it shall */
function settle({ plan, place: { category }, parentId, waiting }: Arranging, id: CategoryId): boolean {
  const { line } = category;
  const name = category.name.trim();
  const own = categoryOf(plan, id);
  const inTheWay = (at: CategoryId | undefined, wanted: string) => {
    const there = childNamed(plan, at, wanted);
    return there?.id === id ? undefined : there;
  };
  const rename = () => plan.perform({ type: 'rename', categoryId: id, name, source: 'person' }, line);
  const last = inTheWay(parentId, name);
  const isAwaited = last !== undefined && waiting.has(last.id);
  if (parentId !== undefined && own.parentId !== parentId) {
    if (inTheWay(parentId, own.name) !== undefined) {
      // Under its new name it may go there, if it can have that one where it is.
      if (isAwaited || (own.name !== name && inTheWay(own.parentId, name) !== undefined)) return false;
      if (own.name !== name) rename();
    }
    plan.perform({ type: 'move', categoryId: id, parentId, source: 'person' }, line);
  }
  if (categoryOf(plan, id).name === name) return true;
  if (isAwaited) return false;
  rename();
  return true;
}

/**
 * Nobody can go first: one gives up its name until the others stand. Its id keeps it apart from every other. Each does so once at most: when all
 * have, nobody is in anybody's way.
 */
function stepAside(
  plan: OutlinePlan,
  pending: readonly OutlinePlace[],
  ids: ReadonlyMap<OutlineCategory, CategoryId>,
  aside: Set<CategoryId>,
): void {
  for (const { category } of pending) {
    const categoryId = ids.get(category);
    if (categoryId === undefined || aside.has(categoryId)) continue;
    aside.add(categoryId);
    const name = `${categoryOf(plan, categoryId).name} ${categoryId}`;
    plan.perform({ type: 'rename', categoryId, name, source: 'person' }, category.line);
    return;
  }
  throw outlineFault(
    'These categories wait for each other. Import the change in two steps.',
    pending[0]?.category.line,
  );
}

function categoryOf({ present }: OutlinePlan, id: CategoryId): Category {
  return present().categories.find((category) => category.id === id)!;
}

function childNamed(
  { present }: OutlinePlan,
  parentId: CategoryId | undefined,
  name: string,
): Category | undefined {
  const key = siblingKey(parentId, name);
  return present().categories.find((category) => category.siblingKey === key);
}

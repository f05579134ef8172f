import type { CategoryId } from '../ids.ts';
import type { NameSource } from '../intent/intent.ts';
import { nameKey } from '../intent/name-key.ts';
import type { Category, CategoryLevel, CategoryPath } from './category.ts';
import { done, type OperationContext, type Outcome, refuse, suggest } from './operation-outcome.ts';
import { otherPath, type TaxonomyOperation, type TaxonomyPolicy } from './taxonomy.ts';
import type { TreeDraft } from './tree-draft.ts';
import { isOther, otherName, pathKey, siblingKey } from './tree-keys.ts';

type Place = Extract<TaxonomyOperation, { type: 'place' }>;

/** Files an intent under a path and makes the categories it lacks. Where a level is full, automation uses its Other; a person is told. */
export function applyPlace(draft: TreeDraft, operation: Place, context: OperationContext): Outcome {
  const byPerson = operation.source === 'person';
  if (operation.path.some((name) => nameKey(name) === '')) {
    return refuse('invalid-name', 'Every level of a path needs a name with at least one letter or digit.');
  }
  const wanted = tidyPath(operation.path);
  const present = find(draft, wanted, byPerson);
  const before = draft.placement(operation.intentId);
  if (present !== undefined && present.id === before) return done;
  if (!byPerson && before !== undefined && context.pinnedIntents?.has(operation.intentId)) return suggest;
  const path = present === undefined ? roomFor(draft, wanted, byPerson, context.policy) : wanted;
  if (path === undefined) {
    return refuse(
      'limit-exceeded',
      `There is no room for "${wanted.join(' > ')}": merge or move categories first.`,
    );
  }
  const category = present ?? find(draft, path, byPerson) ?? create(draft, path, operation, context);
  draft.place(operation.intentId, category.id);
  return done;
}

/** Below Other everything is Other. */
function tidyPath(path: CategoryPath): CategoryPath {
  const [l1, l2, l3] = path.map((name) => name.trim());
  if (isOther(l1 ?? '')) return otherPath;
  return isOther(l2 ?? '')
    ? [l1 ?? '', otherName, otherName]
    : [l1 ?? '', l2 ?? '', isOther(l3 ?? '') ? otherName : (l3 ?? '')];
}

/** The category of a path; for automation also one that had the path before people renamed or moved it. */
function find(draft: TreeDraft, names: readonly string[], byPerson: boolean): Category | undefined {
  let category: Category | undefined;
  for (let depth = 1; depth <= names.length; depth += 1) {
    const name = names[depth - 1] ?? '';
    const parent = category;
    const isReachable = depth === 1 || parent !== undefined;
    category = isReachable ? draft.child(parent?.id, name) : undefined;
    if (category === undefined && !byPerson) category = draft.byOrigin(pathKey(names.slice(0, depth)));
  }
  return category;
}

/** The path, or the nearest Other when a level is full; nothing when a person's own path has no room. */
function roomFor(
  draft: TreeDraft,
  path: CategoryPath,
  byPerson: boolean,
  policy: TaxonomyPolicy,
): CategoryPath | undefined {
  const full = [0, 1, 2].find((depth) => isFull(draft, path, depth, byPerson, policy));
  if (full === undefined) return path;
  if (byPerson) return undefined;
  return full === 0 ? otherPath : [path[0], full === 1 ? otherName : path[1], otherName];
}

function isFull(
  draft: TreeDraft,
  path: CategoryPath,
  depth: number,
  byPerson: boolean,
  policy: TaxonomyPolicy,
): boolean {
  if (isOther(path[depth] ?? '') || find(draft, path.slice(0, depth + 1), byPerson) !== undefined)
    return false;
  const parent = depth === 0 ? undefined : find(draft, path.slice(0, depth), byPerson);
  if (depth > 0 && parent === undefined) return false;
  return countChildren(draft, parent?.id) >= (depth === 0 ? policy.maximumL1 : policy.maximumChildren);
}

/** Children of a category, or L1 categories without one; Other does not count. */
export function countChildren(draft: TreeDraft, parentId: CategoryId | undefined): number {
  return draft.children(parentId).filter(({ name }) => !isOther(name)).length;
}

/** Makes what a path lacks, from the top; gives back its last category. */
function create(draft: TreeDraft, path: CategoryPath, operation: Place, context: OperationContext): Category {
  const byPerson = operation.source === 'person';
  const grow = (parent: Category | undefined, depth: number): Category => {
    const names = path.slice(0, depth + 1);
    const present = find(draft, names, byPerson);
    const category = present ?? newCategory(parent, names, operation.source, context);
    if (present === undefined) draft.add(category);
    return depth === path.length - 1 ? category : grow(category, depth + 1);
  };
  return grow(undefined, 0);
}

function newCategory(
  parent: Category | undefined,
  path: readonly string[],
  nameSource: NameSource,
  { generateId, now, actor }: OperationContext,
): Category {
  const name = path.at(-1) ?? otherName;
  return {
    id: generateId() as CategoryId,
    version: 1,
    level: path.length as CategoryLevel,
    ...(parent === undefined ? {} : { parentId: parent.id }),
    name,
    nameKey: nameKey(name),
    nameSource,
    siblingKey: siblingKey(parent?.id, name),
    pins: nameSource === 'person' && !isOther(name) ? ['name', 'parentId'] : [],
    ...(isOther(name) ? {} : { origins: [pathKey(path)] }),
    createdAt: now(),
    createdBy: actor,
  };
}

import type { CategoryId } from '../ids.ts';
import type { NameSource } from '../intent/intent.ts';
import { nameKey } from '../intent/name-key.ts';
import { spellingLikeness } from '../text/character-triples.ts';
import type { Category, CategoryLevel } from './category.ts';
import type { OperationContext } from './operation-outcome.ts';
import type { TreeDraft } from './tree-draft.ts';
import { isOther, otherName, pathKey, siblingKey } from './tree-keys.ts';

/** For whom names are looked up, and how alike names may be. */
export interface Lookup {
  /** A person means exactly the name; automation also what once had it, or a sibling that reads much like it. */
  readonly byPerson: boolean;
  /** From which likeness on two names are one for automation, 0 to 1. */
  readonly alike: number;
}

/** The lookup of an operation. */
export function lookupOf(source: NameSource, { policy }: OperationContext): Lookup {
  return { byPerson: source === 'person', alike: policy.alike };
}

/** The child with this name; for automation also the one with the most alike name. */
export function findTwin(
  draft: TreeDraft,
  parentId: CategoryId | undefined,
  name: string,
  { byPerson, alike }: Lookup,
): Category | undefined {
  const same = draft.child(parentId, name);
  if (same !== undefined || byPerson || isOther(name)) return same;
  const key = nameKey(name);
  let best: { readonly category: Category; readonly likeness: number } | undefined;
  for (const category of draft.children(parentId)) {
    const likeness = isOther(category.name) ? 0 : spellingLikeness(key, category.nameKey);
    if (likeness >= alike && likeness > (best?.likeness ?? 0)) best = { category, likeness };
  }
  return best?.category;
}

/** The category of a path; for automation also one that had the path before people renamed or moved it. */
export function findPath(draft: TreeDraft, names: readonly string[], lookup: Lookup): Category | undefined {
  let category: Category | undefined;
  for (let depth = 1; depth <= names.length; depth += 1) {
    const name = names[depth - 1] ?? '';
    const parent = category;
    const isReachable = depth === 1 || parent !== undefined;
    category = isReachable ? draft.child(parent?.id, name) : undefined;
    if (category === undefined && !lookup.byPerson)
      category =
        draft.byOrigin(pathKey(names.slice(0, depth))) ??
        (isReachable ? findTwin(draft, parent?.id, name, lookup) : undefined);
  }
  return category;
}

/** The first level of a path, counted from 0, where a category would have to be made and there is no room for it. */
export function fullLevel(
  draft: TreeDraft,
  path: readonly string[],
  lookup: Lookup,
  { policy }: OperationContext,
): number | undefined {
  const at = path.findIndex((name, depth) => {
    if (isOther(name) || findPath(draft, path.slice(0, depth + 1), lookup) !== undefined) return false;
    const parent = depth === 0 ? undefined : findPath(draft, path.slice(0, depth), lookup);
    if (depth > 0 && parent === undefined) return false;
    return countChildren(draft, parent?.id) >= (depth === 0 ? policy.maximumL1 : policy.maximumChildren);
  });
  return at < 0 ? undefined : at;
}

/** Children of a category, or L1 categories without one; Other does not count. */
export function countChildren(draft: TreeDraft, parentId: CategoryId | undefined): number {
  return draft.children(parentId).filter(({ name }) => !isOther(name)).length;
}

/** The most categories that may hang below a parent; without one, at the top. */
export function roomBelow(parentId: CategoryId | undefined, { policy }: OperationContext): number {
  return parentId === undefined ? policy.maximumL1 : policy.maximumChildren;
}

/** Makes what a path lacks, from the top; gives back its last category, which gets the id given if it is made. */
export function growPath(
  draft: TreeDraft,
  path: readonly string[],
  source: NameSource,
  context: OperationContext,
  id?: CategoryId,
): Category {
  const lookup = lookupOf(source, context);
  const grow = (parent: Category | undefined, depth: number): Category => {
    const names = path.slice(0, depth + 1);
    const present = findPath(draft, names, lookup);
    const isLast = depth === path.length - 1;
    const category = present ?? newCategory(parent, names, source, context, isLast ? id : undefined);
    if (present === undefined) draft.add(category);
    return isLast ? category : grow(category, depth + 1);
  };
  return grow(undefined, 0);
}

/** A category that is not in the tree yet. A person's own is pinned. */
export function newCategory(
  parent: Category | undefined,
  path: readonly string[],
  nameSource: NameSource,
  { generateId, now, actor }: OperationContext,
  id?: CategoryId,
): Category {
  const name = path.at(-1) ?? otherName;
  return {
    id: id ?? (generateId() as CategoryId),
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

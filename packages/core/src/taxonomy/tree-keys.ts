import { nameKey } from '../intent/name-key.ts';
import type { Category } from './category.ts';

/** The reserved name for what fits nowhere; outside of all limits. */
export const otherName = 'Other';

const otherKey = nameKey(otherName);

/** Whether a name is the reserved one. */
export function isOther(name: string): boolean {
  return nameKey(name) === otherKey;
}

/** What makes a category unique among its siblings; see {@link Category.siblingKey}. */
export function siblingKey(parentId: string | undefined, name: string): string {
  return `${parentId ?? 'root'}/${nameKey(name)}`;
}

/** A path folded for comparison, whole or only its first levels. */
export function pathKey(names: readonly string[]): string {
  return names.map(nameKey).join('/');
}

/** Category ids to the names that lead there, from L1. Categories with a missing ancestor are left out. */
export function pathsById(categories: Iterable<Category>): Map<string, readonly string[]> {
  const byId = new Map<string, Category>();
  for (const category of categories) byId.set(category.id, category);
  const paths = new Map<string, readonly string[]>();
  for (const category of byId.values()) {
    const path = pathFrom(byId, category);
    if (path.length === category.level) paths.set(category.id, path);
  }
  return paths;
}

function pathFrom(byId: ReadonlyMap<string, Category>, category: Category): readonly string[] {
  const names: string[] = [];
  let current: Category | undefined = category;
  while (current !== undefined && names.length < 3) {
    names.unshift(current.name);
    current = current.parentId === undefined ? undefined : byId.get(current.parentId);
  }
  return names;
}

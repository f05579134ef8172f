import { type Category, type CategoryId, collectAll, type TicketAI } from '@ticket-ai/core';
import { findOne } from '../find-one.ts';

/** A category and the names that lead to it. */
export interface FoundCategory extends Pick<Category, 'id' | 'level' | 'name'> {
  readonly path: readonly string[];
}

/** Finds a category by path ("Orders > Delivery"), name or id. @throws `not-found`, `invalid-input` when several fit */
export async function findCategory(desk: TicketAI, wanted: string): Promise<FoundCategory> {
  const categories = await collectAll((await desk.store()).categories);
  const byId = new Map<CategoryId, Category>(categories.map((category) => [category.id, category]));
  const pathOf = ({ name, parentId }: Category): readonly string[] => {
    const parent = parentId === undefined ? undefined : byId.get(parentId);
    return parent === undefined ? [name] : [...pathOf(parent), name];
  };
  return findOne(
    categories.map((category) => ({ ...category, path: pathOf(category) })),
    readPath(wanted).join(' > '),
    ({ id, name, path }) => ({ id, names: [path.join(' > '), name] }),
    { noun: 'category', list: 'ticket-ai taxonomy' },
  );
}

/** The names of a path. */
export function readPath(text: string): readonly string[] {
  return text.split('>').map((name) => name.trim());
}

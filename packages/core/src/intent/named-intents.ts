import type { CategoryId } from '../ids.ts';
import { collectAll } from '../record.ts';
import type { WorkspaceStore } from '../runtime/store.ts';
import { largestShownCatalogue, type NamedIntent } from './model/show-catalogue.ts';

/** All active intents as a model must know them, in the order of their making; where they are too many to be shown, with place and traffic. */
export async function readNamedIntents(
  store: Pick<WorkspaceStore, 'intents' | 'categories' | 'ticketsPerIntent'>,
): Promise<readonly NamedIntent[]> {
  const intents = await collectAll(store.intents, { where: { status: 'active' } });
  const named = intents.map(({ id, name, description }) => ({ intentId: id, name, description }));
  if (named.length <= largestShownCatalogue) return named;
  const counts = await store.ticketsPerIntent();
  const pathOf = await readPaths(store);
  return named.map((intent, at) => ({
    ...intent,
    path: pathOf(intents[at]?.categoryId),
    ticketCount: counts.get(intent.intentId) ?? 0,
  }));
}

async function readPaths({
  categories,
}: Pick<WorkspaceStore, 'categories'>): Promise<(id: CategoryId | undefined) => readonly string[]> {
  const known = new Map((await collectAll(categories)).map((category) => [category.id, category]));
  return (id) => {
    const path: string[] = [];
    for (let at = id; at !== undefined; at = known.get(at)?.parentId) {
      const name = known.get(at)?.name;
      if (name !== undefined) path.unshift(name);
    }
    return path;
  };
}

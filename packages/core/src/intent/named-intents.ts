import type { CategoryId } from '../ids.ts';
import { collectAll } from '../record.ts';
import type { WorkspaceStore } from '../runtime/store.ts';
import type { Intent } from './intent.ts';
import { largestShownCatalogue, type NamedIntent } from './model/show-catalogue.ts';

/** All active intents as a model must know them, in the order of their making; where they are too many to be shown, with place and traffic. */
export async function readNamedIntents(
  store: Pick<WorkspaceStore, 'intents' | 'categories' | 'ticketsPerIntent'>,
): Promise<readonly NamedIntent[]> {
  const intents = await collectAll(store.intents, { where: { status: 'active' } });
  const placeOf = await readPlaces(store, intents.length);
  return intents.map((intent) => ({
    intentId: intent.id,
    name: intent.name,
    description: intent.description,
    ...placeOf(intent),
  }));
}

/** Where an intent is filed and how often it is asked: nothing, without a look, in a catalogue of so few intents that all are shown. */
export async function readPlaces(
  store: Pick<WorkspaceStore, 'categories' | 'ticketsPerIntent'>,
  intentCount: number,
): Promise<(intent: Pick<Intent, 'id' | 'categoryId'>) => Pick<NamedIntent, 'path' | 'ticketCount'>> {
  if (intentCount <= largestShownCatalogue) return () => ({});
  const counts = await store.ticketsPerIntent();
  const pathOf = await readPaths(store);
  return ({ id, categoryId }) => ({ path: pathOf(categoryId), ticketCount: counts.get(id) ?? 0 });
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

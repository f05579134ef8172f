import type { Context } from '../context.ts';
import type { CategoryId, IntentId } from '../ids.ts';
import type { Intent } from '../intent/intent.ts';
import { collectAll } from '../record.ts';
import type { Category, CategoryLevel } from './category.ts';

/** An intent at its place in the tree. */
export interface FiledIntent {
  readonly id: IntentId;
  readonly name: string;
  readonly ticketCount: number;
}

/** One category with what is below it. */
export interface TaxonomyNode {
  readonly id: CategoryId;
  readonly level: CategoryLevel;
  readonly name: string;
  /** Tickets of all intents below it. */
  readonly ticketCount: number;
  /** Intents below it, at any depth. */
  readonly intentCount: number;
  /** Most tickets first. */
  readonly children: readonly TaxonomyNode[];
  /** Intents filed right here, most tickets first; only level 3 has some. */
  readonly intents: readonly FiledIntent[];
}

/** The tree with counts, most tickets first. Categories without an intent are left out; so are intents not filed yet. */
export async function readTaxonomy(context: Pick<Context, 'store'>): Promise<readonly TaxonomyNode[]> {
  const counts = await context.store.ticketsPerIntent();
  const categories = Map.groupBy(await collectAll(context.store.categories), ({ parentId }) => parentId);
  const active = await collectAll(context.store.intents, { where: { status: 'active' } });
  const intents = Map.groupBy(active, ({ categoryId }) => categoryId);

  const nodesBelow = (parentId: CategoryId | undefined): TaxonomyNode[] =>
    (categories.get(parentId) ?? [])
      .map(nodeOf)
      .filter(({ intentCount }) => intentCount > 0)
      .sort(byTickets);
  const nodeOf = ({ id, level, name }: Category): TaxonomyNode => {
    const children = level === 3 ? [] : nodesBelow(id);
    const own = (intents.get(id) ?? []).map((intent) => filed(intent, counts)).sort(byTickets);
    return {
      id,
      level,
      name,
      ticketCount: sumOf([...children, ...own], ({ ticketCount }) => ticketCount),
      intentCount: own.length + sumOf(children, ({ intentCount }) => intentCount),
      children,
      intents: own,
    };
  };
  return nodesBelow(undefined);
}

function filed({ id, name }: Intent, counts: ReadonlyMap<IntentId | undefined, number>): FiledIntent {
  return { id, name, ticketCount: counts.get(id) ?? 0 };
}

function sumOf<Item>(items: readonly Item[], value: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}

/** Equal counts by name, so that the order never flickers. */
function byTickets(a: FiledIntent | TaxonomyNode, b: FiledIntent | TaxonomyNode): number {
  return b.ticketCount - a.ticketCount || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

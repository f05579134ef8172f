import type { Context } from '../context.ts';
import type { CategoryId, IntentId } from '../ids.ts';
import type { Intent, NameSource } from '../intent/intent.ts';
import { collectAll } from '../record.ts';
import type { Category, CategoryPath } from './category.ts';
import { otherPath } from './taxonomy.ts';

/** An intent as it is shown. */
export interface IntentView {
  readonly id: IntentId;
  readonly name: string;
  readonly nameSource: NameSource;
  /** L1 > L2 > L3. */
  readonly path: CategoryPath;
  readonly description: string;
  readonly terms: readonly string[];
  readonly ticketCount: number;
  /** Why these tickets belong together, in one sentence. */
  readonly why: string;
  readonly pinned: boolean;
  readonly createdAt: number;
}

/** All active intents, most tickets first. */
export async function listIntents(context: Pick<Context, 'store'>): Promise<readonly IntentView[]> {
  const categories = new Map(
    (await collectAll(context.store.categories)).map((category) => [category.id, category]),
  );
  const counts = await context.store.ticketsPerIntent();
  const intents = await collectAll(context.store.intents, { where: { status: 'active' } });
  return intents
    .map((intent) => viewIntent(intent, categories, counts.get(intent.id) ?? 0))
    .sort((a, b) => b.ticketCount - a.ticketCount || (a.name < b.name ? -1 : 1));
}

/** One intent as it is shown. */
export function viewIntent(
  intent: Intent,
  categories: ReadonlyMap<CategoryId, Category>,
  ticketCount: number,
): IntentView {
  const { id, name, nameSource, description, terms, pins, createdAt } = intent;
  return {
    id,
    name,
    nameSource,
    path: pathOf(intent.categoryId, categories),
    description,
    terms,
    ticketCount,
    why: whyTogether(intent),
    pinned: pins.length > 0,
    createdAt,
  };
}

function whyTogether({ terms, exemplars }: Intent): string {
  if (terms.length === 0) return 'Put together by a person.';
  const words = terms.slice(0, 4).join(', ');
  return exemplars.length === 0
    ? `Every ticket that it was learned from is gone, so new ones are matched by its name and words such as ${words}.`
    : `They share words such as ${words}.`;
}

/** The names above an intent; what is not filed is under Other. */
export function pathOf(
  categoryId: CategoryId | undefined,
  categories: ReadonlyMap<CategoryId, Category>,
): CategoryPath {
  const l3 = categoryId === undefined ? undefined : categories.get(categoryId);
  const l2 = l3?.parentId === undefined ? undefined : categories.get(l3.parentId);
  const l1 = l2?.parentId === undefined ? undefined : categories.get(l2.parentId);
  return l1 === undefined || l2 === undefined || l3 === undefined ? otherPath : [l1.name, l2.name, l3.name];
}

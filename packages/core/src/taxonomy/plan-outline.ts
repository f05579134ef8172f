import type { CategoryId, IntentId } from '../ids.ts';
import type { Intent } from '../intent/intent.ts';
import { nameKey } from '../intent/name-key.ts';
import { arrangeOutline } from './arrange-outline.ts';
import { checkOutline, type OutlinePlace, outlineFault } from './check-outline.ts';
import type { OperationContext } from './operation-outcome.ts';
import { type OutlinePlan, startOutlinePlan } from './outline-plan.ts';
import type { TaxonomyTree } from './taxonomy.ts';
import type { TaxonomyOperation } from './taxonomy-operation.ts';
import type { OutlineCategory, OutlineIntent, TaxonomyOutline } from './taxonomy-outline.ts';
import { isOther } from './tree-keys.ts';

/**
 * The operations of a person that make a tree look like an outline: new names, moves and new categories, then places, then the removal of
 * categories that are not listed and hold nothing any more. What is not listed but holds something stays as it is. None when nothing differs.
 * @throws `invalid-input` with the line, for what {@link checkOutline} and {@link arrangeOutline} find, an intent that is unknown, stands
 * twice or has another name, or a change that is refused
 */
export function planOutline(
  tree: TaxonomyTree,
  intents: readonly Pick<Intent, 'id' | 'name' | 'status'>[],
  outline: TaxonomyOutline,
  context: OperationContext,
): readonly TaxonomyOperation[] {
  const plan = startOutlinePlan(tree, context);
  const places = checkOutline(outline);
  const ids = arrangeOutline(plan, places, context.generateId);
  fileIntents(plan, places, ids, intentFinder(intents));
  tidy(plan, new Set(ids.values()));
  return plan.operations;
}

function fileIntents(
  { present, perform }: OutlinePlan,
  places: readonly OutlinePlace[],
  ids: ReadonlyMap<OutlineCategory, CategoryId>,
  intentOf: (filed: OutlineIntent) => IntentId,
): void {
  const filedIntents = new Set<IntentId>();
  for (const { category, path } of places) {
    const [l1, l2 = '', l3 = ''] = path;
    for (const filed of category.intents ?? []) {
      const intentId = intentOf(filed);
      if (filedIntents.has(intentId))
        throw outlineFault(`The intent "${filed.name ?? intentId}" stands in the outline twice.`, filed.line);
      filedIntents.add(intentId);
      if (present().placements.get(intentId) === ids.get(category)) continue;
      const reason = 'A file said so.';
      perform({ type: 'place', intentId, path: [l1, l2, l3], source: 'person', reason }, filed.line);
    }
  }
}

/** Takes away what is not listed and holds nothing, from the lowest level up. */
function tidy({ start, present, perform }: OutlinePlan, listed: ReadonlySet<CategoryId>): void {
  for (const { id, name } of start.categories.toSorted((a, b) => b.level - a.level)) {
    const { categories, placements } = present();
    const isUsed =
      categories.some(({ parentId }) => parentId === id) || [...placements.values()].includes(id);
    if (!listed.has(id) && !isUsed && !isOther(name))
      perform({ type: 'remove', categoryId: id, source: 'person' });
  }
}

/** Finds an intent by id, else by name. */
function intentFinder(
  intents: readonly Pick<Intent, 'id' | 'name' | 'status'>[],
): (filed: OutlineIntent) => IntentId {
  const active = intents.filter(({ status }) => status === 'active');
  const byId = new Map(active.map((intent) => [intent.id, intent]));
  const byName = new Map(active.map((intent) => [nameKey(intent.name), intent]));
  return ({ id, name, line }) => {
    const known = id === undefined ? undefined : byId.get(id);
    const found = known ?? byName.get(nameKey(name ?? ''));
    if (found === undefined)
      throw outlineFault(
        `There is no active intent ${name === undefined ? id : `"${name}"`}. Remove the line, or export again.`,
        line,
      );
    if (known !== undefined && name !== undefined && name.trim() !== known.name)
      throw outlineFault(
        `The intent ${known.id} is called "${known.name}", and an outline gives intents no new names. Rename it as an intent, or write its name here.`,
        line,
      );
    return found.id;
  };
}

import type { Category } from './category.ts';
import { done, type OperationContext, type Outcome, refuse, suggest } from './operation-outcome.ts';
import type { MergeOperation } from './taxonomy-operation.ts';
import type { TreeDraft } from './tree-draft.ts';
import { isOther } from './tree-keys.ts';
import { countChildren, findTwin, type Lookup, lookupOf } from './tree-paths.ts';

/** Makes two categories of one level one: children and intents go over, children that read alike are merged too. */
export function applyMerge(
  draft: TreeDraft,
  { from: fromId, into: intoId, source }: MergeOperation,
  context: OperationContext,
): Outcome {
  const from = draft.get(fromId);
  const into = draft.get(intoId);
  if (from === undefined || into === undefined)
    return refuse('not-found', `There is no category ${from === undefined ? fromId : intoId}.`);
  if (fromId === intoId) return done;
  if (from.level !== into.level)
    return refuse('wrong-level', `Levels ${from.level} and ${into.level} do not merge.`);
  if (isOther(from.name) || isOther(into.name))
    return refuse('reserved', '"Other" is reserved and does not merge.');
  if (overflows(draft, from, into, context.policy.maximumChildren)) {
    return refuse(
      'limit-exceeded',
      `Together "${from.name}" and "${into.name}" have more than ${context.policy.maximumChildren} categories on a level.`,
    );
  }
  const alike = alikeChildren(draft, from, into, lookupOf(source, context));
  if (alike !== undefined)
    return refuse('name-taken', `"${alike[0].name}" and "${alike[1].name}" read alike. Merge the two first.`);
  if (source !== 'person' && touchesPins(draft, from, into, context.pinnedIntents ?? new Set()))
    return suggest;
  merge(draft, from, into);
  return done;
}

function merge(draft: TreeDraft, from: Category, into: Category): void {
  for (const child of draft.children(from.id)) {
    const twin = draft.child(into.id, child.name);
    if (twin === undefined) draft.change(child.id, { parentId: into.id });
    else merge(draft, child, twin);
  }
  for (const intentId of draft.intents(from.id)) draft.place(intentId, into.id);
  draft.remove(from.id);
  const origins = [...new Set([...(into.origins ?? []), ...(from.origins ?? [])])];
  if (origins.length > 0) draft.change(into.id, { origins });
}

/** Whether any category that goes, moves or loses an intent was fixed by a person. */
function touchesPins(
  draft: TreeDraft,
  from: Category,
  into: Category,
  pinnedIntents: ReadonlySet<string>,
): boolean {
  if (from.pins.length > 0) return true;
  if (draft.intents(from.id).some((id) => pinnedIntents.has(id))) return true;
  return draft.children(from.id).some((child) => {
    const twin = draft.child(into.id, child.name);
    return twin === undefined
      ? child.pins.includes('parentId')
      : touchesPins(draft, child, twin, pinnedIntents);
  });
}

function overflows(draft: TreeDraft, from: Category, into: Category, maximum: number): boolean {
  const pairs = draft.children(from.id).map((child) => ({ child, twin: draft.child(into.id, child.name) }));
  const added = pairs.filter(({ child, twin }) => twin === undefined && !isOther(child.name)).length;
  if (added > 0 && countChildren(draft, into.id) + added > maximum) return true;
  return pairs.some(({ child, twin }) => twin !== undefined && overflows(draft, child, twin, maximum));
}

/** Two children that would become siblings with names too alike for automation. */
function alikeChildren(
  draft: TreeDraft,
  from: Category,
  into: Category,
  lookup: Lookup,
): readonly [Category, Category] | undefined {
  for (const child of draft.children(from.id)) {
    const twin = findTwin(draft, into.id, child.name, lookup);
    if (twin === undefined) continue;
    if (twin.nameKey !== child.nameKey) return [child, twin];
    const below = alikeChildren(draft, child, twin, lookup);
    if (below !== undefined) return below;
  }
  return undefined;
}

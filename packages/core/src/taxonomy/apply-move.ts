import { done, type OperationContext, type Outcome, refuse, suggest } from './operation-outcome.ts';
import type { MoveOperation } from './taxonomy-operation.ts';
import type { TreeDraft } from './tree-draft.ts';
import { isOther } from './tree-keys.ts';
import { countChildren, findTwin, lookupOf } from './tree-paths.ts';

/** Hangs a category below another parent of the same level: one row changes, and everything below it is filed anew. */
export function applyMove(
  draft: TreeDraft,
  { categoryId, parentId, source }: MoveOperation,
  context: OperationContext,
): Outcome {
  const category = draft.get(categoryId);
  const parent = draft.get(parentId);
  if (category === undefined || parent === undefined) {
    return refuse('not-found', `There is no category ${category === undefined ? categoryId : parentId}.`);
  }
  if (parent.level !== category.level - 1) {
    return refuse(
      'wrong-level',
      `A level ${category.level} category belongs below level ${category.level - 1}, not ${parent.level}.`,
    );
  }
  if (isOther(category.name) || isOther(parent.name))
    return refuse('reserved', 'Nothing moves into or out of "Other" as a category.');
  if (category.parentId === parentId) return done;
  const twin = findTwin(draft, parentId, category.name, lookupOf(source, context));
  if (twin !== undefined)
    return refuse('name-taken', `"${parent.name}" has a "${twin.name}" already (${twin.id}). Merge the two.`);
  if (countChildren(draft, parentId) >= context.policy.maximumChildren) {
    return refuse(
      'limit-exceeded',
      `"${parent.name}" has ${context.policy.maximumChildren} categories already.`,
    );
  }
  if (source !== 'person' && category.pins.includes('parentId')) return suggest;
  const pins = source === 'person' ? [...new Set([...category.pins, 'parentId' as const])] : category.pins;
  draft.change(categoryId, { parentId, pins });
  return done;
}

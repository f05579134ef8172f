import { done, type Outcome, refuse, suggest } from './operation-outcome.ts';
import type { RemoveOperation } from './taxonomy-operation.ts';
import type { TreeDraft } from './tree-draft.ts';

/** Takes away a category that nothing hangs below any more. */
export function applyRemove(draft: TreeDraft, { categoryId, source }: RemoveOperation): Outcome {
  const category = draft.get(categoryId);
  if (category === undefined) return refuse('not-found', `There is no category ${categoryId}.`);
  const [children, intents] = [draft.children(categoryId).length, draft.intents(categoryId).length];
  if (children + intents > 0) {
    return refuse(
      'not-empty',
      `"${category.name}" still holds ${children} categories and ${intents} intents (merged ones count: a merge can be undone). Move or merge them first.`,
    );
  }
  if (source !== 'person' && category.pins.length > 0) return suggest;
  draft.remove(categoryId);
  return done;
}

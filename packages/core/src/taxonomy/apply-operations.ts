import type { Suggestion } from '../intent/intent.ts';
import { applyCreate } from './apply-create.ts';
import { applyMerge } from './apply-merge.ts';
import { applyMove } from './apply-move.ts';
import { applyPlace } from './apply-place.ts';
import { applyRemove } from './apply-remove.ts';
import { applyRename } from './apply-rename.ts';
import { applySplit } from './apply-split.ts';
import type { OperationContext, Outcome, RefusalCode } from './operation-outcome.ts';
import { suggestionOf } from './suggestion.ts';
import type { TaxonomyTree } from './taxonomy.ts';
import type { TaxonomyOperation } from './taxonomy-operation.ts';
import { draftTree, type TreeDifference, type TreeDraft } from './tree-draft.ts';

/** An operation that was not done, and why. */
export interface RefusedOperation {
  readonly operation: TaxonomyOperation;
  readonly code: RefusalCode;
  /** Full sentences for people. */
  readonly message: string;
}

/** What has to be stored, and what did not happen. */
export interface AppliedOperations extends TreeDifference {
  /** Operations on pinned fields. The same operation has the same key for ever. */
  readonly suggestions: readonly Suggestion[];
  readonly refused: readonly RefusedOperation[];
}

/**
 * Applies operations to a tree, in order, and gives back what has to be stored; the tree itself stays as it is. Pins are respected (a
 * person's own operation overrides and sets them), limits and unique sibling names are kept, and every category but L1 has a parent one
 * level up, whatever the operations say. An operation is done whole or not at all.
 */
export function applyOperations(
  tree: TaxonomyTree,
  operations: readonly TaxonomyOperation[],
  context: OperationContext,
): AppliedOperations {
  const draft = draftTree(tree);
  const suggestions = new Map<string, Suggestion>();
  const refused: RefusedOperation[] = [];
  for (const operation of operations) {
    const outcome = applyOne(draft, operation, context);
    if (outcome.type === 'refuse') refused.push({ operation, code: outcome.code, message: outcome.message });
    if (outcome.type === 'suggest') {
      const suggestion = suggestionOf(operation, context);
      if (!suggestions.has(suggestion.key)) suggestions.set(suggestion.key, suggestion);
    }
  }
  return { ...draft.difference(), suggestions: [...suggestions.values()], refused };
}

function applyOne(draft: TreeDraft, operation: TaxonomyOperation, context: OperationContext): Outcome {
  switch (operation.type) {
    case 'create':
      return applyCreate(draft, operation, context);
    case 'place':
      return applyPlace(draft, operation, context);
    case 'rename':
      return applyRename(draft, operation, context);
    case 'move':
      return applyMove(draft, operation, context);
    case 'merge':
      return applyMerge(draft, operation, context);
    case 'split':
      return applySplit(draft, operation, context);
    case 'remove':
      return applyRemove(draft, operation);
  }
}

import { nameKey } from '../intent/name-key.ts';
import {
  done,
  mayReplace,
  type OperationContext,
  type Outcome,
  refuse,
  suggest,
} from './operation-outcome.ts';
import type { RenameOperation } from './taxonomy-operation.ts';
import type { TreeDraft } from './tree-draft.ts';
import { isOther } from './tree-keys.ts';
import { findTwin, lookupOf } from './tree-paths.ts';

/** Gives a category another name; a person's name is pinned. */
export function applyRename(
  draft: TreeDraft,
  { categoryId, name, source }: RenameOperation,
  context: OperationContext,
): Outcome {
  const category = draft.get(categoryId);
  const trimmed = name.trim();
  if (category === undefined) return refuse('not-found', `There is no category ${categoryId}.`);
  if (nameKey(trimmed) === '') return refuse('invalid-name', 'A name needs at least one letter or digit.');
  if (isOther(category.name) || isOther(trimmed))
    return refuse('reserved', 'The name "Other" is reserved for what fits nowhere.');
  if (trimmed === category.name) return done;
  const twin = findTwin(draft, category.parentId, trimmed, lookupOf(source, context));
  if (twin !== undefined && twin.id !== categoryId) {
    return refuse(
      'name-taken',
      `"${twin.name}" exists beside it already (${twin.id}). Merge the two, or choose another name.`,
    );
  }
  const now = context.now();
  if (source !== 'person') {
    if (category.pins.includes('name')) return suggest;
    if (!mayReplace(category.nameSource, source))
      return refuse('lesser-source', `"${category.name}" comes from a better source.`);
    if (category.renamedAt !== undefined && now - category.renamedAt < context.policy.renameRest)
      return refuse('renamed-recently', `"${category.name}" got this name a short while ago.`);
  }
  const pins = source === 'person' ? [...new Set([...category.pins, 'name' as const])] : category.pins;
  draft.change(categoryId, {
    name: trimmed,
    nameKey: nameKey(trimmed),
    nameSource: source,
    pins,
    renamedAt: now,
  });
  return done;
}

import { nameKey } from '../intent/name-key.ts';
import { done, mayReplace, type Outcome, refuse, suggest } from './operation-outcome.ts';
import type { TaxonomyOperation } from './taxonomy.ts';
import type { TreeDraft } from './tree-draft.ts';
import { isOther } from './tree-keys.ts';

type Rename = Extract<TaxonomyOperation, { type: 'rename' }>;

/** Gives a category another name; a person's name is pinned. */
export function applyRename(draft: TreeDraft, { categoryId, name, source }: Rename): Outcome {
  const category = draft.get(categoryId);
  const trimmed = name.trim();
  if (category === undefined) return refuse('not-found', `There is no category ${categoryId}.`);
  if (nameKey(trimmed) === '') return refuse('invalid-name', 'A name needs at least one letter or digit.');
  if (isOther(category.name) || isOther(trimmed))
    return refuse('reserved', 'The name "Other" is reserved for what fits nowhere.');
  const twin = draft.child(category.parentId, trimmed);
  if (twin !== undefined && twin.id !== categoryId) {
    return refuse(
      'name-taken',
      `"${twin.name}" exists beside it already (${twin.id}). Merge the two, or choose another name.`,
    );
  }
  if (source !== 'person') {
    if (category.pins.includes('name')) return suggest;
    if (!mayReplace(category.nameSource, source))
      return refuse('lesser-source', `"${category.name}" comes from a better source.`);
  }
  const pins = source === 'person' ? [...new Set([...category.pins, 'name' as const])] : category.pins;
  draft.change(categoryId, { name: trimmed, nameKey: nameKey(trimmed), nameSource: source, pins });
  return done;
}

import { nameKey } from '../intent/name-key.ts';
import { done, type OperationContext, type Outcome, refuse } from './operation-outcome.ts';
import type { CreateOperation } from './taxonomy-operation.ts';
import type { TreeDraft } from './tree-draft.ts';
import { isOther } from './tree-keys.ts';
import { findPath, fullLevel, growPath, lookupOf } from './tree-paths.ts';

/** Makes the categories a path lacks; what is there already stays as it is. */
export function applyCreate(
  draft: TreeDraft,
  { path, id, source }: CreateOperation,
  context: OperationContext,
): Outcome {
  const names = path.flatMap((name) => (name === undefined ? [] : [name.trim()]));
  if (names.some((name) => nameKey(name) === ''))
    return refuse('invalid-name', 'Every category needs a name with at least one letter or digit.');
  if (names.some(isOther))
    return refuse('reserved', '"Other" is reserved: it is there when something fits nowhere.');
  const lookup = lookupOf(source, context);
  if (findPath(draft, names, lookup) !== undefined) return done;
  const full = fullLevel(draft, names, lookup, context);
  if (full !== undefined)
    return refuse('limit-exceeded', `There is no room for "${names.slice(0, full + 1).join(' > ')}".`);
  if (draft.get(id) !== undefined) return refuse('name-taken', `There is a category ${id} already.`);
  growPath(draft, names, source, context, id);
  return done;
}

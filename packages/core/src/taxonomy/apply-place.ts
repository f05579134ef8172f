import { nameKey } from '../intent/name-key.ts';
import type { CategoryPath } from './category.ts';
import { done, type OperationContext, type Outcome, refuse, suggest } from './operation-outcome.ts';
import { otherPath } from './taxonomy.ts';
import type { PlaceOperation } from './taxonomy-operation.ts';
import type { TreeDraft } from './tree-draft.ts';
import { isOther, otherName } from './tree-keys.ts';
import { findPath, fullLevel, growPath, lookupOf } from './tree-paths.ts';

/** Files an intent under a path and makes the categories it lacks. Where a level is full, automation uses its Other; a person is told. */
export function applyPlace(draft: TreeDraft, operation: PlaceOperation, context: OperationContext): Outcome {
  const lookup = lookupOf(operation.source, context);
  if (operation.path.some((name) => nameKey(name) === '')) {
    return refuse('invalid-name', 'Every level of a path needs a name with at least one letter or digit.');
  }
  const wanted = tidyPath(operation.path);
  const present = findPath(draft, wanted, lookup);
  const before = draft.placement(operation.intentId);
  if (present !== undefined && present.id === before) return done;
  if (!lookup.byPerson && before !== undefined && context.pinnedIntents?.has(operation.intentId))
    return suggest;
  const full = present === undefined ? fullLevel(draft, wanted, lookup, context) : undefined;
  if (full !== undefined && lookup.byPerson) {
    return refuse(
      'limit-exceeded',
      `There is no room for "${wanted.join(' > ')}": merge or move categories first.`,
    );
  }
  const path = full === undefined ? wanted : otherAt(wanted, full);
  const category = present ?? growPath(draft, path, operation.source, context);
  draft.place(operation.intentId, category.id);
  return done;
}

/** Below Other everything is Other. */
function tidyPath(path: CategoryPath): CategoryPath {
  const names = path.map((name) => name.trim());
  const other = names.findIndex(isOther);
  return other < 0 ? [names[0]!, names[1]!, names[2]!] : otherAt(path, other);
}

/** The path with Other from a level on. */
function otherAt([l1, l2]: CategoryPath, level: number): CategoryPath {
  if (level === 0) return otherPath;
  return [l1.trim(), level === 1 ? otherName : l2.trim(), otherName];
}

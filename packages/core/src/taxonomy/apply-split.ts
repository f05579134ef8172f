import { nameKey } from '../intent/name-key.ts';
import type { Category } from './category.ts';
import { done, type OperationContext, type Outcome, refuse, suggest } from './operation-outcome.ts';
import type { SplitOperation } from './taxonomy-operation.ts';
import type { TreeDraft } from './tree-draft.ts';
import { isOther } from './tree-keys.ts';
import { countChildren, findTwin, type Lookup, lookupOf, newCategory, roomBelow } from './tree-paths.ts';

/** Divides a category: the parts become new siblings with their members, the rest keeps id and name. */
export function applySplit(draft: TreeDraft, operation: SplitOperation, context: OperationContext): Outcome {
  const { categoryId, parts, source } = operation;
  const category = draft.get(categoryId);
  if (category === undefined) return refuse('not-found', `There is no category ${categoryId}.`);
  if (isOther(category.name))
    return refuse('reserved', '"Other" is not divided: file its intents elsewhere.');
  const lookup = lookupOf(source, context);
  const fault =
    faultInMembers(draft, category, operation) ?? faultInNames(draft, category, operation, lookup);
  if (fault !== undefined) return fault;
  if (countChildren(draft, category.parentId) + parts.length > roomBelow(category.parentId, context))
    return refuse(
      'limit-exceeded',
      `There is no room for ${parts.length} more categories beside "${category.name}".`,
    );
  if (!lookup.byPerson && touchesPins(draft, category, operation, context)) return suggest;
  const above = pathAbove(draft, category);
  for (const { name, members } of parts) {
    const part = newCategory(draft.get(category.parentId), [...above, name.trim()], source, context);
    draft.add(part);
    for (const member of members) hang(draft, category, part, member);
  }
  return done;
}

function hang(draft: TreeDraft, { level }: Category, part: Category, member: Member): void {
  if (level === 3) draft.place(member as IntentMember, part.id);
  else draft.change(member as ChildMember, { parentId: part.id });
}

type Member = SplitOperation['parts'][number]['members'][number];
type IntentMember = Parameters<TreeDraft['place']>[0];
type ChildMember = Category['id'];

/** Every part has members, all are the category's, none is named twice, and something stays behind. */
function faultInMembers(
  draft: TreeDraft,
  category: Category,
  { parts }: SplitOperation,
): Outcome | undefined {
  const own = new Set<string>(
    category.level === 3
      ? draft.intents(category.id)
      : draft
          .children(category.id)
          .filter(({ name }) => !isOther(name))
          .map(({ id }) => id),
  );
  const named = parts.flatMap(({ members }) => members);
  const stranger = named.find((member) => !own.has(member));
  if (stranger !== undefined)
    return refuse('invalid-split', `${stranger} is not directly below "${category.name}".`);
  if (parts.length === 0 || parts.some(({ members }) => members.length === 0))
    return refuse('invalid-split', `Name at least one member for each part of "${category.name}".`);
  if (new Set(named).size < named.length)
    return refuse('invalid-split', 'A member can only be in one part. Name each once.');
  if (named.length === own.size)
    return refuse('invalid-split', `Leave something in "${category.name}": it keeps its id and name.`);
  return undefined;
}

function faultInNames(
  draft: TreeDraft,
  category: Category,
  { parts }: SplitOperation,
  lookup: Lookup,
): Outcome | undefined {
  const keys = parts.map(({ name }) => nameKey(name));
  if (keys.includes('')) return refuse('invalid-name', 'Every part needs a name.');
  if (parts.some(({ name }) => isOther(name)))
    return refuse('reserved', 'The name "Other" is reserved for what fits nowhere.');
  const twin = parts
    .map(({ name }) => findTwin(draft, category.parentId, name, lookup))
    .find((found) => found !== undefined);
  if (twin !== undefined)
    return refuse(
      'name-taken',
      `"${twin.name}" is there already (${twin.id}). Move the members there instead.`,
    );
  return new Set(keys).size < keys.length
    ? refuse('name-taken', 'Two parts cannot have the same name.')
    : undefined;
}

function touchesPins(
  draft: TreeDraft,
  category: Category,
  { parts }: SplitOperation,
  { pinnedIntents }: OperationContext,
): boolean {
  const named = parts.flatMap(({ members }) => members);
  if (category.pins.length > 0) return true;
  return category.level === 3
    ? named.some((member) => pinnedIntents?.has(member as IntentMember))
    : named.some((member) => draft.get(member as ChildMember)?.pins.includes('parentId'));
}

function pathAbove(draft: TreeDraft, category: Category): readonly string[] {
  const parent = draft.get(category.parentId);
  return parent === undefined ? [] : [...pathAbove(draft, parent), parent.name];
}

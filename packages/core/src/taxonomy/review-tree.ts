import type { CategoryId } from '../ids.ts';
import { nameKey } from '../intent/name-key.ts';
import { spellingLikeness } from '../text/character-triples.ts';
import type { Category } from './category.ts';
import type { TaxonomyPolicy, TaxonomyTree } from './taxonomy.ts';
import { isOther, siblingKey } from './tree-keys.ts';

/** Something about a tree that is wrong, or that people would read better otherwise. */
export interface TreeRemark {
  /** `fault`: no operation leaves a tree like this. `advice`: allowed, but hard to read. */
  readonly severity: 'fault' | 'advice';
  readonly code: string;
  readonly categoryIds: readonly CategoryId[];
  /** A full sentence for people. */
  readonly message: string;
}

/**
 * Looks at a whole tree. Faults: a path that does not resolve, a name twice among siblings, more categories than the policy allows, an
 * intent that is not below level 3. Advice: too few or too many to choose from, a category with a single child, siblings that read alike.
 */
export function reviewTree(tree: TaxonomyTree, policy: TaxonomyPolicy): readonly TreeRemark[] {
  const byId = new Map(tree.categories.map((category) => [category.id, category]));
  const families = Map.groupBy(tree.categories, ({ parentId }) => parentId);
  return [
    ...tree.categories.flatMap((category) => faultsOf(category, byId)),
    ...strayIntents(tree, byId),
    ...[...families].flatMap(([parentId, siblings]) => [
      ...namesakes(siblings),
      ...breadth(parentId === undefined ? undefined : byId.get(parentId), siblings, policy),
      ...alikes(siblings, policy),
    ]),
  ];
}

function fault(code: string, categoryIds: readonly CategoryId[], message: string): TreeRemark {
  return { severity: 'fault', code, categoryIds, message };
}

function advice(code: string, categoryIds: readonly CategoryId[], message: string): TreeRemark {
  return { severity: 'advice', code, categoryIds, message };
}

function faultsOf(category: Category, byId: ReadonlyMap<CategoryId, Category>): readonly TreeRemark[] {
  const { id, level, name, parentId } = category;
  const remarks: TreeRemark[] = [];
  const parent = parentId === undefined ? undefined : byId.get(parentId);
  if (level === 1 ? parentId !== undefined : parent?.level !== level - 1)
    remarks.push(
      fault('orphan', [id], `"${name}" of level ${level} has no parent of level ${level - 1} in the tree.`),
    );
  if (category.nameKey !== nameKey(name) || category.siblingKey !== siblingKey(parentId, name))
    remarks.push(fault('stale-key', [id], `The keys of "${name}" do not fit its name and parent.`));
  return remarks;
}

function strayIntents(
  { placements }: TaxonomyTree,
  byId: ReadonlyMap<CategoryId, Category>,
): readonly TreeRemark[] {
  return [...placements]
    .filter(([, categoryId]) => byId.get(categoryId)?.level !== 3)
    .map(([intentId, categoryId]) =>
      fault('stray-intent', [categoryId], `Intent ${intentId} is not below a level 3 category.`),
    );
}

function namesakes(siblings: readonly Category[]): readonly TreeRemark[] {
  return [...Map.groupBy(siblings, (category) => category.nameKey).values()]
    .filter((same) => same.length > 1)
    .map((same) =>
      fault(
        'namesake',
        same.map(({ id }) => id),
        `${same.length} siblings are called "${same[0]?.name}".`,
      ),
    );
}

function breadth(
  parent: Category | undefined,
  siblings: readonly Category[],
  policy: TaxonomyPolicy,
): readonly TreeRemark[] {
  const named = siblings.filter(({ name }) => !isOther(name));
  const ids = named.map(({ id }) => id);
  const [least, most] = parent === undefined ? policy.goodL1 : policy.goodChildren;
  const limit = parent === undefined ? policy.maximumL1 : policy.maximumChildren;
  const where = parent === undefined ? 'The top level' : `"${parent.name}"`;
  if (named.length > limit)
    return [fault('too-many', ids, `${where} has ${named.length} categories; ${limit} are allowed.`)];
  if (named.length > most)
    return [
      advice(
        'many',
        ids,
        `${where} has ${named.length} categories to choose from; up to ${most} read well. Merge some.`,
      ),
    ];
  if (named.length >= least || named.length === 0) return [];
  if (named.some(({ pins }) => pins.length > 0)) return [];
  return [
    advice(
      'few',
      ids,
      named.length === 1
        ? `${where} has only "${named[0]?.name}" below it: one of the two is enough.`
        : `${where} has only ${named.length} categories.`,
    ),
  ];
}

function alikes(siblings: readonly Category[], { alike }: TaxonomyPolicy): readonly TreeRemark[] {
  return siblings.flatMap((one, at) =>
    siblings
      .slice(at + 1)
      .filter(
        (other) => one.nameKey !== other.nameKey && spellingLikeness(one.nameKey, other.nameKey) >= alike,
      )
      .map((other) =>
        advice('alike', [one.id, other.id], `"${one.name}" and "${other.name}" read alike. Merge or rename.`),
      ),
  );
}

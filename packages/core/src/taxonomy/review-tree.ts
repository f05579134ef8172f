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
 * intent that is not below level 3. Advice: too few or too many to choose from, an L1 with a single L2 and a single L3, siblings
 * that read alike.
 */
export function reviewTree(tree: TaxonomyTree, policy: TaxonomyPolicy): readonly TreeRemark[] {
  const byId = new Map(tree.categories.map((category) => [category.id, category]));
  const families = Map.groupBy(tree.categories, ({ parentId }) => parentId);
  return [
    ...tree.categories.flatMap((category) => faultsOf(category, byId)),
    ...strayIntents(tree, byId),
    ...chains(tree.categories),
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
  if (parent !== undefined || named.length >= least || named.length === 0) return [];
  return [advice('few', ids, `${where} has only ${named.length} categories; ${least} or more tell more.`)];
}

/** L1 categories with one L2 that has one L3, none of them fixed by a person: three names for one thing. */
function chains(categories: readonly Category[]): readonly TreeRemark[] {
  const children = Map.groupBy(categories, ({ parentId }) => parentId);
  return (children.get(undefined) ?? []).flatMap((l1) => {
    const [l2, ...more] = children.get(l1.id) ?? [];
    const [l3, ...evenMore] = l2 === undefined ? [] : (children.get(l2.id) ?? []);
    if (l2 === undefined || l3 === undefined || more.length + evenMore.length > 0) return [];
    const chain = [l1, l2, l3];
    if (chain.some(({ name, pins }) => isOther(name) || pins.length > 0)) return [];
    const path = chain.map(({ name }) => name).join(' > ');
    return [
      advice(
        'chain',
        chain.map(({ id }) => id),
        `"${path}" are three names for one thing: file it below another L1.`,
      ),
    ];
  });
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

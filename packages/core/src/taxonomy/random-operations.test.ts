import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CategoryId, IntentId } from '../ids.ts';
import type { NameSource } from '../intent/intent.ts';
import { emptyTree, placing, runOperations } from '../testing/taxonomy-trees.ts';
import { reviewTree } from './review-tree.ts';
import type { TaxonomyPolicy, TaxonomyTree } from './taxonomy.ts';
import type { TaxonomyOperation } from './taxonomy-operation.ts';
import { defaultPolicy } from './taxonomy-policy.ts';

const policy: TaxonomyPolicy = { ...defaultPolicy, maximumL1: 4, maximumChildren: 4 };
const name = fc.constantFrom(
  'A',
  'B',
  'a',
  ' b ',
  'Cards',
  'Card',
  'cards!',
  'Delivery',
  'Other',
  'other',
  '',
);
const source = fc.constantFrom<NameSource>('lexical', 'model', 'import', 'person');
const intent = fc.constantFrom('i1', 'i2', 'i3', 'i4', 'i5', 'i6', 'i7', 'i8');
const pick = fc.nat(60);

/** Operations before the tree they meet is known: categories are picked by number. */
const wish = fc.oneof(
  fc.record({ type: fc.constant('place' as const), intent, path: fc.tuple(name, name, name), source }),
  fc.record({
    type: fc.constant('create' as const),
    path: fc.array(name, { minLength: 1, maxLength: 3 }),
    source,
  }),
  fc.record({ type: fc.constant('rename' as const), pick, name, source }),
  fc.record({ type: fc.constant('move' as const), pick, other: pick, source }),
  fc.record({ type: fc.constant('merge' as const), pick, other: pick, source }),
  fc.record({ type: fc.constant('split' as const), pick, name, share: fc.nat(2), source }),
  fc.record({ type: fc.constant('remove' as const), pick, source }),
);
type Wish = typeof wish extends fc.Arbitrary<infer Value> ? Value : never;

function operationOf(each: Wish, tree: TaxonomyTree): TaxonomyOperation {
  const pickFrom = <Item>(items: readonly Item[], at: number) => items[at % Math.max(1, items.length)];
  const idAt = (at: number) => pickFrom(tree.categories, at)?.id ?? ('none' as CategoryId);
  switch (each.type) {
    case 'place':
      return placing(each.intent, each.path, each.source);
    case 'create':
      return { type: 'create', path: each.path as [string], source: each.source };
    case 'rename':
      return { type: 'rename', categoryId: idAt(each.pick), name: each.name, source: each.source };
    case 'move':
      return { type: 'move', categoryId: idAt(each.pick), parentId: idAt(each.other), source: each.source };
    case 'merge':
      return { type: 'merge', from: idAt(each.pick), into: idAt(each.other), source: each.source };
    case 'remove':
      return { type: 'remove', categoryId: idAt(each.pick), source: each.source };
    case 'split': {
      const wide = tree.categories.filter(({ id }) => membersOf(tree, id).length > 1);
      const categoryId = pickFrom(wide, each.pick)?.id ?? idAt(each.pick);
      const parts = [{ name: each.name, members: membersOf(tree, categoryId).slice(0, each.share) }];
      return { type: 'split', categoryId, parts, source: each.source };
    }
  }
}

function membersOf(tree: TaxonomyTree, categoryId: CategoryId): readonly (CategoryId | IntentId)[] {
  return [
    ...tree.categories.filter(({ parentId }) => parentId === categoryId).map(({ id }) => id),
    ...[...tree.placements].flatMap(([id, at]) => (at === categoryId ? [id] : [])),
  ];
}

it('keeps every invariant over 10,000 random operations', () => {
  const done = new Map<string, number>();
  const sequences = fc.array(wish, { minLength: 100, maxLength: 100 });
  fc.assert(
    fc.property(sequences, fc.subarray(['i1', 'i2', 'i3']), (wishes, pinned) => {
      const pinnedIntents = new Set(pinned as IntentId[]);
      let tree = emptyTree;
      for (const [step, each] of wishes.entries()) {
        const before = tree;
        const operation = operationOf(each, before);
        const { result, tree: after } = runOperations(
          before,
          [operation],
          { policy, pinnedIntents },
          `s${step}-`,
        );
        tree = after;
        if (result.refused.length + result.suggestions.length > 0) expect(after).toEqual(before);
        else done.set(operation.type, (done.get(operation.type) ?? 0) + 1);
        expect(reviewTree(after, policy).filter(({ severity }) => severity === 'fault')).toEqual([]);
        expect([...before.placements.keys()].filter((id) => !after.placements.has(id))).toEqual([]);
        if (operation.source !== 'person') expectPeopleRespected(before, after, pinnedIntents);
      }
    }),
    { numRuns: 100, seed: 1 },
  );
  for (const type of ['create', 'place', 'rename', 'move', 'merge', 'split', 'remove'])
    expect(done.get(type) ?? 0, `${type} that took effect`).toBeGreaterThan(30);
});

/** What automation did left alone what people fixed, and made no two siblings that read alike. */
function expectPeopleRespected(
  before: TaxonomyTree,
  after: TaxonomyTree,
  pinnedIntents: ReadonlySet<IntentId>,
): void {
  const byId = new Map(after.categories.map((category) => [category.id, category]));
  for (const { id, pins, name, parentId } of before.categories) {
    if (pins.includes('name')) expect(byId.get(id)?.name).toBe(name);
    if (pins.includes('parentId')) expect(byId.get(id)?.parentId).toBe(parentId);
  }
  for (const id of pinnedIntents) {
    if (before.placements.has(id)) expect(after.placements.get(id)).toBe(before.placements.get(id));
  }
  expect(alikePairs(after)).toBeLessThanOrEqual(alikePairs(before));
}

function alikePairs(tree: TaxonomyTree): number {
  return reviewTree(tree, policy).filter(({ code }) => code === 'alike').length;
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CategoryId, IntentId } from '../ids.ts';
import type { NameSource } from '../intent/intent.ts';
import { nameKey } from '../intent/name-key.ts';
import { type AppliedOperations, applyOperations } from './apply-operations.ts';
import type { Category, CategoryPath } from './category.ts';
import type { OperationContext } from './operation-outcome.ts';
import type { TaxonomyOperation, TaxonomyPolicy, TaxonomyTree } from './taxonomy.ts';
import { isOther, pathsById, siblingKey } from './tree-keys.ts';

const emptyTree: TaxonomyTree = { categories: [], placements: new Map() };
const widePolicy: TaxonomyPolicy = { maximumL1: 15, maximumChildren: 20 };

function contextWith(options: Partial<OperationContext> = {}, prefix = 'c'): OperationContext {
  let next = 0;
  return {
    policy: widePolicy,
    generateId: () => `${prefix}${next++}`,
    now: () => 1,
    actor: { kind: 'system', id: 'test' },
    ...options,
  };
}

/** What a store does with the result. */
function applied(tree: TaxonomyTree, result: AppliedOperations): TaxonomyTree {
  const changes = new Map(result.changes.map((change) => [change.id, change]));
  const kept = tree.categories
    .filter(({ id }) => !result.remove.includes(id))
    .map((category) => {
      const change = changes.get(category.id);
      if (change === undefined) return category;
      expect(change.version).toBe(category.version);
      return { ...category, ...change.patch, version: category.version + 1 } as Category;
    });
  return {
    categories: [...kept, ...result.insert],
    placements: new Map([...tree.placements, ...result.placements]),
  };
}

function place(intent: string, path: CategoryPath, source: NameSource = 'lexical'): TaxonomyOperation {
  return { type: 'place', intentId: intent as IntentId, path, source, reason: 'test' };
}

function treeOf(...operations: readonly TaxonomyOperation[]): TaxonomyTree {
  return applied(emptyTree, applyOperations(emptyTree, operations, contextWith({}, 'old')));
}

function idOf(tree: TaxonomyTree, ...path: readonly string[]): CategoryId {
  const found = [...pathsById(tree.categories)].find(([, names]) => names.join('>') === path.join('>'));
  return (found?.[0] ?? 'missing') as CategoryId;
}

function pathOf(tree: TaxonomyTree, intent: string): string | undefined {
  return pathsById(tree.categories)
    .get(tree.placements.get(intent as IntentId) ?? '')
    ?.join(' > ');
}

function run(
  tree: TaxonomyTree,
  operations: readonly TaxonomyOperation[],
  options: Partial<OperationContext> = {},
) {
  const result = applyOperations(tree, operations, contextWith(options, 'new'));
  return { result, tree: applied(tree, result) };
}

function expectSound(tree: TaxonomyTree, policy: TaxonomyPolicy): void {
  const byId = new Map(tree.categories.map((category) => [category.id, category]));
  expect(byId.size).toBe(tree.categories.length);
  expect(new Set(tree.categories.map((category) => category.siblingKey)).size).toBe(tree.categories.length);
  const children = Map.groupBy(
    tree.categories.filter(({ name }) => !isOther(name)),
    ({ parentId }) => parentId,
  );
  for (const category of tree.categories) {
    expect(category.siblingKey).toBe(siblingKey(category.parentId, category.name));
    expect(category.nameKey).toBe(nameKey(category.name));
    if (category.level === 1) expect(category.parentId).toBeUndefined();
    else expect(byId.get(category.parentId as CategoryId)?.level).toBe(category.level - 1);
    expect(children.get(category.id)?.length ?? 0).toBeLessThanOrEqual(policy.maximumChildren);
  }
  expect(children.get(undefined)?.length ?? 0).toBeLessThanOrEqual(policy.maximumL1);
  for (const categoryId of tree.placements.values()) expect(byId.get(categoryId)?.level).toBe(3);
}

describe('applyOperations', () => {
  it('makes the categories a path lacks, once', () => {
    const { result, tree } = run(emptyTree, [
      place('i1', ['Cards', 'Delivery', 'Late card']),
      place('i2', ['cards', 'DELIVERY', 'Card lost']),
    ]);
    expect(result.insert.map(({ name, level }) => [name, level])).toEqual([
      ['Cards', 1],
      ['Delivery', 2],
      ['Late card', 3],
      ['Card lost', 3],
    ]);
    expect(pathOf(tree, 'i2')).toBe('Cards > Delivery > Card lost');
  });

  it('does nothing for an intent that is there already', () => {
    const tree = treeOf(place('i1', ['A', 'B', 'C']));
    expect(run(tree, [place('i1', ['a', 'b', 'c'])]).result).toMatchObject({
      insert: [],
      changes: [],
      remove: [],
    });
  });

  it('uses Other where a level is full, and tells a person instead', () => {
    const policy = { maximumL1: 1, maximumChildren: 1 };
    const tree = treeOf(place('i1', ['A', 'B', 'C']));
    const paths: CategoryPath[] = [
      ['A', 'B', 'D'],
      ['A', 'E', 'F'],
      ['G', 'H', 'I'],
    ];
    const full = run(
      tree,
      paths.map((path, index) => place(`n${index}`, path)),
      { policy },
    );
    expect(paths.map((_, index) => pathOf(full.tree, `n${index}`))).toEqual([
      'A > B > Other',
      'A > Other > Other',
      'Other > Other > Other',
    ]);
    const person = run(tree, [place('n', ['G', 'H', 'I'], 'person')], { policy });
    expect(person.result.refused.map(({ code }) => code)).toEqual(['limit-exceeded']);
    expect(person.result.placements.size).toBe(0);
  });

  it('finds a category that people renamed and moved by its old path', () => {
    const start = treeOf(
      place('i1', ['Cards', 'Delivery', 'Late card']),
      place('i2', ['Post', 'Letters', 'Lost letter']),
    );
    const { tree } = run(start, [
      { type: 'rename', categoryId: idOf(start, 'Cards', 'Delivery'), name: 'Getting it', source: 'person' },
      {
        type: 'move',
        categoryId: idOf(start, 'Cards', 'Delivery'),
        parentId: idOf(start, 'Post'),
        source: 'person',
      },
      {
        type: 'rename',
        categoryId: idOf(start, 'Cards', 'Delivery', 'Late card'),
        name: 'Where is it',
        source: 'person',
      },
    ]);
    const later = run(tree, [
      place('i3', ['Cards', 'Delivery', 'Late card']),
      place('i4', ['Cards', 'Delivery', 'Stolen card']),
    ]);
    expect(pathOf(later.tree, 'i1')).toBe('Post > Getting it > Where is it');
    expect(pathOf(later.tree, 'i3')).toBe('Post > Getting it > Where is it');
    expect(pathOf(later.tree, 'i4')).toBe('Post > Getting it > Stolen card');
  });

  it('finds what was merged by the path of the part that is gone', () => {
    const start = treeOf(
      place('i1', ['A', 'B', 'C']),
      place('i2', ['A', 'D', 'C']),
      place('i3', ['A', 'D', 'E']),
    );
    const { result, tree } = run(start, [
      { type: 'merge', from: idOf(start, 'A', 'D'), into: idOf(start, 'A', 'B'), source: 'person' },
    ]);
    expect(result.remove).toHaveLength(2);
    expect(['i1', 'i2', 'i3'].map((intent) => pathOf(tree, intent))).toEqual([
      'A > B > C',
      'A > B > C',
      'A > B > E',
    ]);
    expect(pathOf(run(tree, [place('i4', ['A', 'D', 'F'])]).tree, 'i4')).toBe('A > B > F');
  });

  it('moves a category by changing one row', () => {
    const start = treeOf(place('i1', ['A', 'B', 'C']), place('i2', ['D', 'E', 'F']));
    const { result, tree } = run(start, [
      { type: 'move', categoryId: idOf(start, 'A', 'B'), parentId: idOf(start, 'D'), source: 'model' },
    ]);
    expect(result.changes).toHaveLength(1);
    expect(result.placements.size).toBe(0);
    expect(pathOf(tree, 'i1')).toBe('D > B > C');
  });

  it('refuses a merge that would overflow a level', () => {
    const start = treeOf(place('i1', ['A', 'B', 'C']), place('i2', ['A', 'D', 'E']));
    const merge: TaxonomyOperation = {
      type: 'merge',
      from: idOf(start, 'A', 'B'),
      into: idOf(start, 'A', 'D'),
      source: 'person',
    };
    const { result, tree } = run(start, [merge], { policy: { maximumL1: 1, maximumChildren: 1 } });
    expect(result.refused.map(({ code }) => code)).toEqual(['limit-exceeded']);
    expect(tree).toEqual(start);
  });

  it('knows what earlier operations of the same batch did', () => {
    const start = treeOf(
      place('i1', ['A', 'B', 'C']),
      place('i2', ['D', 'E', 'F']),
      place('i3', ['G', 'H', 'I']),
    );
    const { tree } = run(start, [
      { type: 'move', categoryId: idOf(start, 'A', 'B'), parentId: idOf(start, 'D'), source: 'model' },
      { type: 'merge', from: idOf(start, 'A'), into: idOf(start, 'G'), source: 'model' },
    ]);
    expect(pathOf(tree, 'i1')).toBe('D > B > C');
  });

  it('turns operations on what a person fixed into suggestions with a stable key', () => {
    const start = treeOf(place('i1', ['A', 'B', 'C'], 'person'), place('i2', ['A', 'D', 'E']));
    const operations: TaxonomyOperation[] = [
      { type: 'rename', categoryId: idOf(start, 'A', 'B'), name: 'Better', source: 'model' },
      {
        type: 'move',
        categoryId: idOf(start, 'A', 'B', 'C'),
        parentId: idOf(start, 'A', 'D'),
        source: 'model',
      },
      { type: 'merge', from: idOf(start, 'A', 'B'), into: idOf(start, 'A', 'D'), source: 'model' },
      place('i1', ['A', 'D', 'E'], 'model'),
    ];
    const options = { pinnedIntents: new Set(['i1' as IntentId]) };
    const { result, tree } = run(start, [...operations, ...operations], options);
    expect(tree).toEqual(start);
    expect(result.refused).toEqual([]);
    expect(result.suggestions.map(({ kind }) => kind)).toEqual([
      'taxonomy-rename',
      'taxonomy-move',
      'taxonomy-merge',
      'taxonomy-place',
    ]);
    const again = run(start, operations, options).result;
    expect(again.suggestions.map(({ key }) => key)).toEqual(result.suggestions.map(({ key }) => key));
  });

  it.each<readonly [string, string, (id: (...path: string[]) => CategoryId) => TaxonomyOperation]>([
    [
      'an unknown category',
      'not-found',
      () => ({ type: 'rename', categoryId: 'x' as CategoryId, name: 'Y', source: 'person' }),
    ],
    [
      'a name a sibling has',
      'name-taken',
      (id) => ({ type: 'rename', categoryId: id('A', 'B'), name: ' d! ', source: 'person' }),
    ],
    [
      'a name without letters',
      'invalid-name',
      (id) => ({ type: 'rename', categoryId: id('A', 'B'), name: ' - ', source: 'person' }),
    ],
    [
      'the reserved name',
      'reserved',
      (id) => ({ type: 'rename', categoryId: id('A', 'B'), name: 'other', source: 'person' }),
    ],
    [
      'a move across levels',
      'wrong-level',
      (id) => ({ type: 'move', categoryId: id('A', 'B'), parentId: id('A', 'D'), source: 'person' }),
    ],
    [
      'a move beside a namesake',
      'name-taken',
      (id) => ({ type: 'move', categoryId: id('A', 'B', 'C'), parentId: id('A', 'D'), source: 'person' }),
    ],
    [
      'a merge across levels',
      'wrong-level',
      (id) => ({ type: 'merge', from: id('A'), into: id('A', 'B'), source: 'person' }),
    ],
    ['a path with an empty name', 'invalid-name', () => place('i', ['A', ' ', 'C'])],
  ])('refuses %s', (_, code, operation) => {
    const start = treeOf(place('i1', ['A', 'B', 'C']), place('i2', ['A', 'D', 'C']));
    const { result, tree } = run(start, [operation((...path) => idOf(start, ...path))]);
    expect(result.refused.map((refused) => refused.code)).toEqual([code]);
    expect(tree).toEqual(start);
  });

  it('keeps a better name from a lesser source', () => {
    const start = treeOf(place('i1', ['A', 'B', 'C'], 'model'));
    const { result } = run(start, [
      { type: 'rename', categoryId: idOf(start, 'A'), name: 'Z', source: 'lexical' },
    ]);
    expect(result.refused.map(({ code }) => code)).toEqual(['lesser-source']);
  });

  it('keeps the tree sound whatever is asked', () => {
    const policy = { maximumL1: 3, maximumChildren: 3 };
    const name = fc.constantFrom('A', 'B', 'a', ' b ', 'C', 'D', 'E', 'Other', 'other', '');
    const source = fc.constantFrom<NameSource>('lexical', 'model', 'import', 'person');
    const intent = fc.constantFrom('i1', 'i2', 'i3', 'i4', 'i5', 'i6');
    const pick = fc.nat(30);
    const wish = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({
          type: fc.constant('place' as const),
          intent,
          path: fc.tuple(name, name, name),
          source,
        }),
      },
      fc.record({ type: fc.constant('rename' as const), pick, name, source }),
      fc.record({ type: fc.constant('move' as const), pick, other: pick, source }),
      fc.record({ type: fc.constant('merge' as const), pick, other: pick, source }),
    );
    const batches = fc.array(fc.array(wish, { maxLength: 8 }), { maxLength: 8 });
    fc.assert(
      fc.property(batches, fc.subarray(['i1', 'i2', 'i3']), (rounds, pinned) => {
        let tree = emptyTree;
        let round = 0;
        for (const wishes of rounds) {
          const at = (index: number) =>
            tree.categories[index % Math.max(1, tree.categories.length)]?.id ?? ('none' as CategoryId);
          const operations = wishes.map((each): TaxonomyOperation => {
            if (each.type === 'place') return place(each.intent, each.path, each.source);
            if (each.type === 'rename')
              return { type: 'rename', categoryId: at(each.pick), name: each.name, source: each.source };
            if (each.type === 'move')
              return {
                type: 'move',
                categoryId: at(each.pick),
                parentId: at(each.other),
                source: each.source,
              };
            return { type: 'merge', from: at(each.pick), into: at(each.other), source: each.source };
          });
          const pinnedIntents = new Set(pinned as IntentId[]);
          const before = tree;
          const result = applyOperations(
            tree,
            operations,
            contextWith({ policy, pinnedIntents }, `r${round++}-`),
          );
          tree = applied(tree, result);
          expectSound(tree, policy);
          expect([...tree.placements.keys()]).toEqual(expect.arrayContaining([...before.placements.keys()]));
          if (operations.every((operation) => operation.source !== 'person'))
            expectPinsKept(before, tree, pinnedIntents);
        }
      }),
      { numRuns: 400 },
    );
  });
});

function expectPinsKept(
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
}

import { describe, expect, it } from 'vitest';
import type { CategoryId, IntentId } from '../ids.ts';
import type { NameSource } from '../intent/intent.ts';
import { emptyTree, idAt, placeOf, placing, runOperations, treeOf } from '../testing/taxonomy-trees.ts';
import type { CategoryPath } from './category.ts';
import type { TaxonomyOperation } from './taxonomy-operation.ts';
import { defaultPolicy } from './taxonomy-policy.ts';

describe('applyOperations', () => {
  it('makes the categories a path lacks, once', () => {
    const { result, tree } = runOperations(emptyTree, [
      placing('i1', ['Cards', 'Delivery', 'Late card']),
      placing('i2', ['cards', 'DELIVERY', 'Card lost']),
    ]);
    expect(result.insert.map(({ name, level }) => [name, level])).toEqual([
      ['Cards', 1],
      ['Delivery', 2],
      ['Late card', 3],
      ['Card lost', 3],
    ]);
    expect(placeOf(tree, 'i2')).toBe('Cards > Delivery > Card lost');
  });

  it('does nothing for an intent that is there already', () => {
    const tree = treeOf(placing('i1', ['A', 'B', 'C']));
    expect(runOperations(tree, [placing('i1', ['a', 'b', 'c'])]).result).toMatchObject({
      insert: [],
      changes: [],
      remove: [],
    });
  });

  it('uses Other where a level is full, and tells a person instead', () => {
    const policy = { ...defaultPolicy, maximumL1: 1, maximumChildren: 1 };
    const tree = treeOf(placing('i1', ['A', 'B', 'C']));
    const paths: CategoryPath[] = [
      ['A', 'B', 'D'],
      ['A', 'E', 'F'],
      ['G', 'H', 'I'],
    ];
    const full = runOperations(
      tree,
      paths.map((path, index) => placing(`n${index}`, path)),
      { policy },
    );
    expect(paths.map((_, index) => placeOf(full.tree, `n${index}`))).toEqual([
      'A > B > Other',
      'A > Other > Other',
      'Other > Other > Other',
    ]);
    const person = runOperations(tree, [placing('n', ['G', 'H', 'I'], 'person')], { policy });
    expect(person.result.refused.map(({ code }) => code)).toEqual(['limit-exceeded']);
    expect(person.result.placements.size).toBe(0);
  });

  it('finds a category that people renamed and moved by its old path', () => {
    const start = treeOf(
      placing('i1', ['Cards', 'Delivery', 'Late card']),
      placing('i2', ['Post', 'Letters', 'Lost letter']),
    );
    const { tree } = runOperations(start, [
      { type: 'rename', categoryId: idAt(start, 'Cards', 'Delivery'), name: 'Getting it', source: 'person' },
      {
        type: 'move',
        categoryId: idAt(start, 'Cards', 'Delivery'),
        parentId: idAt(start, 'Post'),
        source: 'person',
      },
      {
        type: 'rename',
        categoryId: idAt(start, 'Cards', 'Delivery', 'Late card'),
        name: 'Where is it',
        source: 'person',
      },
    ]);
    const later = runOperations(tree, [
      placing('i3', ['Cards', 'Delivery', 'Late card']),
      placing('i4', ['Cards', 'Delivery', 'Stolen card']),
    ]);
    expect(placeOf(later.tree, 'i1')).toBe('Post > Getting it > Where is it');
    expect(placeOf(later.tree, 'i3')).toBe('Post > Getting it > Where is it');
    expect(placeOf(later.tree, 'i4')).toBe('Post > Getting it > Stolen card');
  });

  it('finds what was merged by the path of the part that is gone', () => {
    const start = treeOf(
      placing('i1', ['A', 'B', 'C']),
      placing('i2', ['A', 'D', 'C']),
      placing('i3', ['A', 'D', 'E']),
    );
    const { result, tree } = runOperations(start, [
      { type: 'merge', from: idAt(start, 'A', 'D'), into: idAt(start, 'A', 'B'), source: 'person' },
    ]);
    expect(result.remove).toHaveLength(2);
    expect(['i1', 'i2', 'i3'].map((intent) => placeOf(tree, intent))).toEqual([
      'A > B > C',
      'A > B > C',
      'A > B > E',
    ]);
    expect(placeOf(runOperations(tree, [placing('i4', ['A', 'D', 'F'])]).tree, 'i4')).toBe('A > B > F');
  });

  it('moves a category by changing one row', () => {
    const start = treeOf(placing('i1', ['A', 'B', 'C']), placing('i2', ['D', 'E', 'F']));
    const { result, tree } = runOperations(start, [
      { type: 'move', categoryId: idAt(start, 'A', 'B'), parentId: idAt(start, 'D'), source: 'model' },
    ]);
    expect(result.changes).toHaveLength(1);
    expect(result.placements.size).toBe(0);
    expect(placeOf(tree, 'i1')).toBe('D > B > C');
  });

  it('refuses a merge that would overflow a level', () => {
    const start = treeOf(placing('i1', ['A', 'B', 'C']), placing('i2', ['A', 'D', 'E']));
    const merge: TaxonomyOperation = {
      type: 'merge',
      from: idAt(start, 'A', 'B'),
      into: idAt(start, 'A', 'D'),
      source: 'person',
    };
    const { result, tree } = runOperations(start, [merge], {
      policy: { ...defaultPolicy, maximumL1: 1, maximumChildren: 1 },
    });
    expect(result.refused.map(({ code }) => code)).toEqual(['limit-exceeded']);
    expect(tree).toEqual(start);
  });

  it('knows what earlier operations of the same batch did', () => {
    const start = treeOf(
      placing('i1', ['A', 'B', 'C']),
      placing('i2', ['D', 'E', 'F']),
      placing('i3', ['G', 'H', 'I']),
    );
    const { tree } = runOperations(start, [
      { type: 'move', categoryId: idAt(start, 'A', 'B'), parentId: idAt(start, 'D'), source: 'model' },
      { type: 'merge', from: idAt(start, 'A'), into: idAt(start, 'G'), source: 'model' },
    ]);
    expect(placeOf(tree, 'i1')).toBe('D > B > C');
  });

  it('turns operations on what a person fixed into suggestions with a stable key', () => {
    const start = treeOf(placing('i1', ['A', 'B', 'C'], 'person'), placing('i2', ['A', 'D', 'E']));
    const operations: TaxonomyOperation[] = [
      { type: 'rename', categoryId: idAt(start, 'A', 'B'), name: 'Better', source: 'model' },
      {
        type: 'move',
        categoryId: idAt(start, 'A', 'B', 'C'),
        parentId: idAt(start, 'A', 'D'),
        source: 'model',
      },
      { type: 'merge', from: idAt(start, 'A', 'B'), into: idAt(start, 'A', 'D'), source: 'model' },
      placing('i1', ['A', 'D', 'E'], 'model'),
    ];
    const options = { pinnedIntents: new Set(['i1' as IntentId]) };
    const { result, tree } = runOperations(start, [...operations, ...operations], options);
    expect(tree).toEqual(start);
    expect(result.refused).toEqual([]);
    expect(result.suggestions.map(({ kind }) => kind)).toEqual([
      'taxonomy-rename',
      'taxonomy-move',
      'taxonomy-merge',
      'taxonomy-place',
    ]);
    const again = runOperations(start, operations, options).result;
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
    ['a path with an empty name', 'invalid-name', () => placing('i', ['A', ' ', 'C'])],
  ])('refuses %s', (_, code, operation) => {
    const start = treeOf(placing('i1', ['A', 'B', 'C']), placing('i2', ['A', 'D', 'C']));
    const { result, tree } = runOperations(start, [operation((...path) => idAt(start, ...path))]);
    expect(result.refused.map((refused) => refused.code)).toEqual([code]);
    expect(tree).toEqual(start);
  });

  it('keeps a better name from a lesser source', () => {
    const start = treeOf(placing('i1', ['A', 'B', 'C'], 'model'));
    const { result } = runOperations(start, [
      { type: 'rename', categoryId: idAt(start, 'A'), name: 'Z', source: 'lexical' },
    ]);
    expect(result.refused.map(({ code }) => code)).toEqual(['lesser-source']);
  });

  describe('create', () => {
    it('makes one, two or three levels, and nothing twice', () => {
      const create = (...path: [string, string?, string?]): TaxonomyOperation => ({
        type: 'create',
        path,
        source: 'model',
      });
      const { result, tree } = runOperations(emptyTree, [
        create('A'),
        create('a', 'B'),
        create('A', 'b', 'C'),
      ]);
      expect(result.insert.map(({ name, level }) => `${level} ${name}`)).toEqual(['1 A', '2 B', '3 C']);
      expect(runOperations(tree, [create('A', 'B', 'C')]).result.insert).toEqual([]);
      expect(runOperations(tree, [create('Other')]).result.refused.map(({ code }) => code)).toEqual([
        'reserved',
      ]);
      const policy = { ...defaultPolicy, maximumL1: 1 };
      expect(
        runOperations(tree, [create('Z', 'Y')], { policy }).result.refused.map(({ code }) => code),
      ).toEqual(['limit-exceeded']);
    });
  });

  describe('split', () => {
    const start = treeOf(
      placing('i1', ['A', 'B', 'C']),
      placing('i2', ['A', 'B', 'C']),
      placing('i3', ['A', 'D', 'E']),
    );
    const split = (
      path: readonly string[],
      parts: Extract<TaxonomyOperation, { type: 'split' }>['parts'],
      source: NameSource = 'model',
    ): TaxonomyOperation => ({ type: 'split', categoryId: idAt(start, ...path), parts, source });
    const intents = (...ids: string[]) => ids as IntentId[];

    it('gives a part to a new sibling; the rest keeps id and name', () => {
      const { tree, result } = runOperations(start, [
        split(['A', 'B', 'C'], [{ name: 'New', members: intents('i2') }]),
      ]);
      expect([placeOf(tree, 'i1'), placeOf(tree, 'i2')]).toEqual(['A > B > C', 'A > B > New']);
      expect(result.insert).toHaveLength(1);
      const above = runOperations(start, [split(['A'], [{ name: 'Z', members: [idAt(start, 'A', 'D')] }])]);
      expect(placeOf(above.tree, 'i3')).toBe('Z > D > E');
    });

    it.each([
      ['nothing left behind', 'invalid-split', [{ name: 'N', members: intents('i1', 'i2') }]],
      ['a member of another category', 'invalid-split', [{ name: 'N', members: intents('i3') }]],
      ['an empty part', 'invalid-split', [{ name: 'N', members: [] }]],
      [
        'a member in two parts',
        'invalid-split',
        [
          { name: 'N', members: intents('i1') },
          { name: 'M', members: intents('i1') },
        ],
      ],
      ['a name that is there', 'name-taken', [{ name: ' c', members: intents('i1') }]],
      ['no name', 'invalid-name', [{ name: '!', members: intents('i1') }]],
    ] as const)('refuses %s', (_, code, parts) => {
      const { result, tree } = runOperations(start, [split(['A', 'B', 'C'], parts)]);
      expect(result.refused.map((refused) => refused.code)).toEqual([code]);
      expect(tree).toEqual(start);
    });

    it('only suggests what would move a pinned intent', () => {
      const parts = [{ name: 'N', members: intents('i1') }];
      const pinnedIntents = new Set(intents('i1'));
      const { result } = runOperations(start, [split(['A', 'B', 'C'], parts)], { pinnedIntents });
      expect(result.suggestions.map(({ kind }) => kind)).toEqual(['taxonomy-split']);
      const person = runOperations(start, [split(['A', 'B', 'C'], parts, 'person')], { pinnedIntents });
      expect(placeOf(person.tree, 'i1')).toBe('A > B > N');
    });
  });

  it('removes only what is empty', () => {
    const start = treeOf(placing('i1', ['A', 'B', 'C']), {
      type: 'create',
      path: ['A', 'B', 'D'],
      source: 'model',
    });
    const remove = (...path: string[]): TaxonomyOperation => ({
      type: 'remove',
      categoryId: idAt(start, ...path),
      source: 'model',
    });
    const { result, tree } = runOperations(start, [
      remove('A', 'B', 'C'),
      remove('A', 'B'),
      remove('A', 'B', 'D'),
    ]);
    expect(result.refused.map(({ code }) => code)).toEqual(['not-empty', 'not-empty']);
    expect(tree.categories.map(({ name }) => name)).toEqual(['A', 'B', 'C']);
  });

  it('lets automation rename once a month, and people always', () => {
    const start = treeOf(placing('i1', ['A', 'B', 'C']));
    const rename = (name: string, source: NameSource): TaxonomyOperation => ({
      type: 'rename',
      categoryId: idAt(start, 'A'),
      name,
      source,
    });
    const first = runOperations(start, [rename('Accounts', 'model')], { now: () => 1000 });
    const soon = runOperations(first.tree, [rename('Orders', 'model')], {
      now: () => 1000 + defaultPolicy.renameRest - 1,
    });
    expect(soon.result.refused.map(({ code }) => code)).toEqual(['renamed-recently']);
    const later = runOperations(first.tree, [rename('Orders', 'model')], {
      now: () => 1000 + defaultPolicy.renameRest,
    });
    expect(later.tree.categories[0]?.name).toBe('Orders');
    expect(
      runOperations(first.tree, [rename('Mine', 'person')], { now: () => 1001 }).tree.categories[0],
    ).toMatchObject({
      name: 'Mine',
      pins: ['name'],
    });
  });

  it('takes a sibling that reads alike instead of making a second one, but a person means what it says', () => {
    const start = treeOf(placing('i1', ['Payments', 'Card payments', 'Declined payment']));
    const alike = runOperations(start, [placing('i2', ['Payment', 'Card payment', 'Declined payments'])]);
    expect(alike.tree.placements.get('i2' as IntentId)).toBe(start.placements.get('i1' as IntentId));
    const person = runOperations(start, [
      placing('i2', ['Payments', 'Card payment', 'Declined payments'], 'person'),
    ]);
    expect(placeOf(person.tree, 'i2')).toBe('Payments > Card payment > Declined payments');
  });
});

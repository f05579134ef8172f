import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CategoryId, IntentId } from '../ids.ts';
import type { Intent } from '../intent/intent.ts';
import {
  emptyTree,
  idAt,
  operationContext,
  placeOf,
  placing,
  runOperations,
  treeOf,
} from '../testing/taxonomy-trees.ts';
import { planOutline } from './plan-outline.ts';
import type { TaxonomyTree } from './taxonomy.ts';
import {
  type OutlineCategory,
  type OutlineIntent,
  outlineOf,
  type TaxonomyOutline,
} from './taxonomy-outline.ts';
import { siblingKey } from './tree-keys.ts';

const names = ['i1', 'i2', 'i3', 'i4'];
const intents = names.map(
  (id): Pick<Intent, 'id' | 'name' | 'status'> => ({
    id: id as IntentId,
    name: `Intent ${id}`,
    status: id === 'i4' ? 'merged' : 'active',
  }),
);
const start = treeOf(
  placing('i1', ['A', 'B', 'C']),
  placing('i2', ['A', 'B', 'D']),
  placing('i3', ['E', 'F', 'G']),
);

const plan = (tree: TaxonomyTree, outline: TaxonomyOutline) =>
  planOutline(tree, intents, outline, operationContext({}, 'n'));
const after = (tree: TaxonomyTree, outline: TaxonomyOutline) => {
  const { result, tree: changed } = runOperations(tree, plan(tree, outline));
  expect(result.refused).toEqual([]);
  return changed;
};
const outline = (...categories: OutlineCategory[]): TaxonomyOutline => ({ version: 1, categories });
/** An outline of one leaf. */
const filed = (...intentsOfLeaf: OutlineIntent[]) =>
  outline({ name: 'A', categories: [{ name: 'B', categories: [{ name: 'C', intents: intentsOfLeaf }] }] });

/** The outline with one category changed. */
function edited(
  whole: TaxonomyOutline,
  id: CategoryId,
  change: (category: OutlineCategory) => readonly OutlineCategory[],
): TaxonomyOutline {
  const walk = (list: readonly OutlineCategory[]): readonly OutlineCategory[] =>
    list.flatMap((category) =>
      category.id === id
        ? change(category)
        : category.categories === undefined
          ? [category]
          : [{ ...category, categories: walk(category.categories) }],
    );
  return { version: 1, categories: walk(whole.categories) };
}

/** The categories of a tree, each with another name and below another parent, in the order of an export. */
function rearranged(
  { categories }: TaxonomyTree,
  changes: readonly (readonly [name: string, parent: number])[],
): TaxonomyOutline {
  const taken = new Set<string>();
  const rows = categories.map(({ id, level }, at) => {
    const [wanted = '', pick = 0] = changes[at] ?? [];
    const above = categories.filter((each) => each.level === level - 1);
    const parentId = above[pick % Math.max(1, above.length)]?.id;
    let name = wanted;
    while (taken.has(siblingKey(parentId, name))) name += wanted;
    taken.add(siblingKey(parentId, name));
    return { id, name, parentId };
  });
  const below = (parentId: CategoryId | undefined): readonly OutlineCategory[] =>
    rows
      .filter((row) => row.parentId === parentId)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ id, name }) => ({
        name,
        id,
        ...(below(id).length === 0 ? {} : { categories: below(id) }),
      }));
  return { version: 1, categories: below(undefined) };
}

describe('planOutline', () => {
  it('plans nothing for what was exported, whatever the tree', () => {
    const name = fc.constantFrom('A', 'B', 'C', 'D', 'Other');
    const place = fc.record({ intent: fc.constantFrom(...names), path: fc.tuple(name, name, name) });
    fc.assert(
      fc.property(fc.array(place, { maxLength: 12 }), (places) => {
        const { tree } = runOperations(
          emptyTree,
          places.map(({ intent, path }) => placing(intent, path)),
        );
        expect(plan(tree, outlineOf(tree, intents))).toEqual([]);
      }),
    );
  });

  it('builds the same tree in an empty workspace', () => {
    const exported = outlineOf(start, intents);
    const built = after(emptyTree, exported);
    expect(names.map((id) => placeOf(built, id))).toEqual(names.map((id) => placeOf(start, id)));
  });

  it('takes a new name of a known id for a renaming', () => {
    const [operation, ...more] = plan(
      start,
      edited(outlineOf(start, intents), idAt(start, 'A'), (category) => [{ ...category, name: 'Z' }]),
    );
    expect(operation).toMatchObject({ type: 'rename', categoryId: idAt(start, 'A'), name: 'Z' });
    expect(more).toEqual([]);
  });

  it('moves categories, also below new ones, files intents, and removes what is empty and not listed', () => {
    const id = (...path: string[]) => idAt(start, ...path);
    const changed = after(
      start,
      outline(
        {
          name: 'A',
          id: id('A'),
          categories: [
            {
              name: 'B',
              id: id('A', 'B'),
              categories: [
                {
                  name: 'D',
                  id: id('A', 'B', 'D'),
                  intents: [{ id: 'i2' as IntentId }, { name: 'intent I3' }],
                },
              ],
            },
          ],
        },
        {
          name: 'New',
          categories: [
            {
              name: 'Newer',
              categories: [{ name: 'C', id: id('A', 'B', 'C'), intents: [{ id: 'i1' as IntentId }] }],
            },
          ],
        },
      ),
    );
    expect(['i1', 'i2', 'i3'].map((intent) => placeOf(changed, intent))).toEqual([
      'New > Newer > C',
      'A > B > D',
      'A > B > D',
    ]);
    expect(changed.categories.map(({ name }) => name).toSorted()).toEqual([
      'A',
      'B',
      'C',
      'D',
      'New',
      'Newer',
    ]);
  });

  it('makes any tree of the same categories, whatever names and places they swap', () => {
    const free = fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F');
    const moves = fc.array(fc.tuple(free, fc.nat()), { minLength: 40, maxLength: 40 });
    const paths = fc.array(fc.tuple(free, free, free), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(paths, moves, (listed, changes) => {
        const { tree } = runOperations(
          emptyTree,
          listed.map((path) => ({ type: 'create', path, source: 'person' })),
        );
        const wanted = rearranged(tree, changes);
        expect(outlineOf(after(tree, wanted), intents)).toEqual(wanted);
      }),
    );
  });

  it('swaps two names by one step aside', () => {
    const id = (...path: string[]) => idAt(start, ...path);
    const below = [
      { name: 'D', id: id('A', 'B', 'C'), intents: [{ id: 'i1' as IntentId }] },
      { name: 'C', id: id('A', 'B', 'D'), intents: [{ id: 'i2' as IntentId }] },
    ];
    const swapped = edited(outlineOf(start, intents), id('A', 'B'), (category) => [
      { ...category, categories: below },
    ]);
    expect(plan(start, swapped).map(({ type }) => type)).toEqual(['rename', 'rename', 'rename']);
    expect(names.slice(0, 2).map((intent) => placeOf(after(start, swapped), intent))).toEqual([
      'A > B > D',
      'A > B > C',
    ]);
  });

  it('lets a category take the name of one that moves away, and a new one the place of an old one', () => {
    const id = (...path: string[]) => idAt(start, ...path);
    const changed = after(
      start,
      outline(
        { name: 'A', categories: [{ name: 'F', categories: [{ name: 'G' }] }] },
        {
          name: 'E',
          id: id('E'),
          categories: [
            { name: 'B', id: id('E', 'F'), categories: [{ name: 'G', id: id('E', 'F', 'G') }] },
            { name: 'F', id: id('A', 'B') },
          ],
        },
      ),
    );
    expect(names.slice(0, 3).map((intent) => placeOf(changed, intent))).toEqual([
      'E > F > C',
      'E > F > D',
      'E > B > G',
    ]);
    expect(idAt(changed, 'A', 'F', 'G')).not.toBe('missing');
  });

  it('leaves alone what is not listed but holds something', () => {
    const changed = after(start, outline({ name: 'A', categories: [{ name: 'X' }] }));
    expect(names.slice(0, 3).map((id) => placeOf(changed, id))).toEqual(
      names.slice(0, 3).map((id) => placeOf(start, id)),
    );
  });

  it.each<readonly [string, TaxonomyOutline, RegExp]>([
    ['an empty name', outline({ name: ' - ', line: 3 }), /^Line 3: A category needs a name/],
    ['a name twice', outline({ name: 'A' }, { name: 'a', line: 9 }), /^Line 9: "a" stands twice/],
    [
      'an id twice',
      outline({ name: 'A', id: 'x' as CategoryId }, { name: 'B', id: 'x' as CategoryId, line: 2 }),
      /^Line 2: The id x/,
    ],
    [
      'intents too high',
      outline({ name: 'A', line: 4, intents: [{ id: 'i1' as IntentId }] }),
      /^Line 4: Intents hang below level 3/,
    ],
    [
      'an unknown intent',
      outline({
        name: 'A',
        categories: [{ name: 'B', categories: [{ name: 'C', intents: [{ name: 'No such', line: 7 }] }] }],
      }),
      /^Line 7: There is no active intent "No such"/,
    ],
    [
      'a fourth level',
      outline({
        name: 'A',
        categories: [{ name: 'B', categories: [{ name: 'C', categories: [{ name: 'D', line: 5 }] }] }],
      }),
      /^Line 5: "D" is too deep/,
    ],
    [
      'a change of level',
      outline({ name: 'Was D', id: idAt(start, 'A', 'B', 'D'), line: 6 }),
      /^Line 6: "D" is a category of level 3/,
    ],
    [
      'a change of level under the same name',
      outline({ name: 'D', id: idAt(start, 'A', 'B', 'D'), line: 8 }),
      /^Line 8: "D" is a category of level 3/,
    ],
    [
      'a mistyped id',
      outline({ name: 'A', id: idAt(start, 'A') }, { name: 'E', id: 'typo' as CategoryId, line: 3 }),
      /^Line 3: There is no category typo/,
    ],
    [
      'another name of an intent',
      filed({ id: 'i1' as IntentId, name: 'Better name', line: 6 }),
      /^Line 6: The intent i1 is called "Intent i1"/,
    ],
    [
      'an intent by its id and by its name',
      filed({ id: 'i1' as IntentId }, { name: 'intent I1', line: 9 }),
      /^Line 9: The intent "intent I1" stands in the outline twice/,
    ],
  ])('refuses %s with its line', (_, wrong, message) => {
    expect(() => plan(start, wrong)).toThrow(message);
  });
});

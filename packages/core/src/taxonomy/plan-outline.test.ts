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
import { type OutlineCategory, outlineOf, type TaxonomyOutline } from './taxonomy-outline.ts';

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
  ])('refuses %s with its line', (_, wrong, message) => {
    expect(() => plan(start, wrong)).toThrow(message);
  });
});

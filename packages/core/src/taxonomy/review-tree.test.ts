import { describe, expect, it } from 'vitest';
import type { CategoryId } from '../ids.ts';
import { placing, treeOf } from '../testing/taxonomy-trees.ts';
import { reviewTree } from './review-tree.ts';
import type { TaxonomyTree } from './taxonomy.ts';
import { defaultPolicy } from './taxonomy-policy.ts';

const policy = { ...defaultPolicy, goodL1: [1, 2] as const, maximumL1: 3 };
const codes = (tree: TaxonomyTree) => reviewTree(tree, policy).map(({ code }) => code);
const sound = treeOf(
  placing('i1', ['A', 'B', 'C']),
  placing('i2', ['A', 'B', 'D']),
  placing('i3', ['A', 'E', 'F']),
);
const broken = (change: (tree: TaxonomyTree) => Partial<TaxonomyTree>): TaxonomyTree => ({
  ...sound,
  ...change(sound),
});

describe('reviewTree', () => {
  it('has nothing to say about a sound tree', () => {
    expect(codes(sound)).toEqual([]);
  });

  it.each<readonly [string, TaxonomyTree, readonly string[]]>([
    [
      'an orphan',
      broken(({ categories }) => ({ categories: categories.filter(({ name }) => name !== 'E') })),
      ['orphan'],
    ],
    [
      'two of a name',
      broken(({ categories }) => ({
        categories: categories.map((c) =>
          c.name === 'D'
            ? {
                ...c,
                name: 'C',
                nameKey: 'c',
                siblingKey: categories.find(({ name }) => name === 'C')!.siblingKey,
              }
            : c,
        ),
      })),
      ['namesake'],
    ],
    [
      'an intent above level 3',
      broken(({ categories }) => ({ placements: new Map([['i1' as never, categories[0]!.id]]) })),
      ['stray-intent'],
    ],
    [
      'an intent nowhere',
      broken(() => ({ placements: new Map([['i1' as never, 'gone' as CategoryId]]) })),
      ['stray-intent'],
    ],
    [
      'keys that do not fit',
      broken(({ categories }) => ({
        categories: categories.map((c) => (c.name === 'D' ? { ...c, name: 'X' } : c)),
      })),
      ['stale-key'],
    ],
  ])('finds %s', (_, tree, expected) => {
    expect(codes(tree)).toEqual(expected);
  });

  it('advises on trees that are hard to read', () => {
    expect(codes(treeOf(placing('i1', ['A', 'B', 'C'])))).toEqual(['chain']);
    expect(codes(treeOf(placing('i1', ['A', 'B', 'C'], 'person')))).toEqual([]);
    expect(
      codes(
        treeOf(
          placing('i1', ['A', 'Payments', 'C'], 'person'),
          placing('i2', ['A', 'Payment', 'C'], 'person'),
        ),
      ),
    ).toEqual(['alike']);
    const wide = treeOf(
      ...['A', 'F', 'G'].flatMap((l1) => [
        placing(`${l1}1`, [l1, 'B', 'C']),
        placing(`${l1}2`, [l1, 'B', 'D']),
      ]),
    );
    expect(codes(wide)).toEqual(['many']);
    expect(reviewTree(sound, { ...policy, goodL1: [2, 5] }).map(({ code }) => code)).toEqual(['few']);
  });
});

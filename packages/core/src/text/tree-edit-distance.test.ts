import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LabelTree, treeEditDistance } from './tree-edit-distance.ts';

type Tree = LabelTree<string>;
const tree = (label: string, ...children: Tree[]): Tree => ({ label, children });
const distance = (a: Tree, b: Tree) => treeEditDistance(a, b, (x, y) => (x === y ? 0 : 1));

describe('treeEditDistance', () => {
  it('solves the example of its authors', () => {
    const a = tree('f', tree('d', tree('a'), tree('c', tree('b'))), tree('e'));
    const b = tree('f', tree('c', tree('d', tree('a'), tree('b'))), tree('e'));
    expect(distance(a, b)).toBe(2);
  });
  it('counts a missing node once, whatever hangs below it', () => {
    const rows = [tree('row', tree('1'), tree('2')), tree('row', tree('3'))];
    expect(distance(tree('table', ...rows), tree('table', tree('body', ...rows)))).toBe(1);
    expect(distance(tree('table', ...rows), tree('table', rows[0]!))).toBe(2);
  });
  it('is a metric', () => {
    const leaf = fc.record({ label: fc.constantFrom('a', 'b'), children: fc.constant<Tree[]>([]) });
    const above = (child: fc.Arbitrary<Tree>): fc.Arbitrary<Tree> =>
      fc.record({ label: fc.constantFrom('a', 'b'), children: fc.array(child, { maxLength: 3 }) });
    const node = above(above(above(leaf)));
    fc.assert(
      fc.property(node, node, node, (a, b, c) => {
        expect(distance(a, a)).toBe(0);
        expect(distance(a, b)).toBe(distance(b, a));
        expect(distance(a, c)).toBeLessThanOrEqual(distance(a, b) + distance(b, c));
      }),
    );
  });
});

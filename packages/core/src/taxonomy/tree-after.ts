import type { Category } from './category.ts';
import type { TaxonomyTree } from './taxonomy.ts';
import type { TreeDifference } from './tree-draft.ts';

/** The tree as it is once a difference is stored. */
export function treeAfter(tree: TaxonomyTree, difference: TreeDifference): TaxonomyTree {
  const { insert, changes, remove, placements } = difference;
  const gone = new Set(remove);
  const patches = new Map(changes.map(({ id, patch }) => [id, patch]));
  const kept = tree.categories
    .filter(({ id }) => !gone.has(id))
    .map((category) => {
      const patch = patches.get(category.id);
      if (patch === undefined) return category;
      const changed: Category = Object.assign({ ...category }, patch);
      return { ...changed, version: category.version + 1 };
    });
  return { categories: [...kept, ...insert], placements: new Map([...tree.placements, ...placements]) };
}

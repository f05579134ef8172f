import { seedLanguage } from './filing-words.ts';
import type { Leaf } from './read-pack.ts';
import type { TaxonomyTree } from './taxonomy.ts';
import { isOther, pathKey, pathsById } from './tree-keys.ts';

/** Packs the tree was built from: those that know at least a third of what the best-known one knows. */
export function packsInUse(tree: TaxonomyTree, leavesByPack: ReadonlyMap<string, readonly Leaf[]>): string[] {
  const known = knownPaths(tree);
  const hits = [...leavesByPack].map(([id, leaves]) => ({
    id,
    count: leaves.filter(({ path }) => known.has(pathKey(path))).length,
  }));
  const most = Math.max(0, ...hits.map(({ count }) => count));
  return hits
    .filter(({ count }) => count > 0 && count * 3 >= most)
    .sort((a, b) => b.count - a.count)
    .slice(0, 2)
    .map(({ id }) => id);
}

/** Present and former paths of the tree's categories. */
function knownPaths(tree: TaxonomyTree): ReadonlySet<string> {
  const paths = pathsById(tree.categories);
  return new Set([
    ...[...paths.values()].map(pathKey),
    ...tree.categories.flatMap(({ origins }) => origins ?? []),
  ]);
}

/**
 * A pack's leaves as people have shaped them: what they renamed is also found by its new name, and their own L3 categories, which no pack
 * describes, by their names. Old paths stay: `applyOperations` leads them to where the category is now.
 */
export function adaptLeaves(
  leaves: readonly Leaf[],
  allLeaves: readonly Leaf[],
  tree: TaxonomyTree,
): readonly Leaf[] {
  const described = new Set(allLeaves.map(({ path }) => pathKey(path)));
  const paths = pathsById(tree.categories);
  const newNames = new Map<string, string>();
  const own: Leaf[] = [];
  for (const { id, name, origins = [] } of tree.categories) {
    const [l1, l2, l3] = paths.get(id) ?? [];
    if (l1 === undefined || l2 === undefined || l3 === undefined || isOther(l3)) continue;
    const known = [pathKey([l1, l2, l3]), ...origins].filter((path) => described.has(path));
    for (const path of known) newNames.set(path, name);
    if (known.length === 0) own.push({ path: [l1, l2, l3], phrases: [phraseOf(name)], from: 'tree' });
  }
  const adapted = leaves.map((leaf) => {
    const name = newNames.get(pathKey(leaf.path));
    return name === undefined || name === leaf.path[2]
      ? leaf
      : { ...leaf, phrases: [...leaf.phrases, phraseOf(name)] };
  });
  return [...own, ...adapted];
}

function phraseOf(text: string): Leaf['phrases'][number] {
  return { text, language: seedLanguage(text) };
}

import { TicketAIError, throwIfAborted } from '../errors.ts';
import { choosePacks } from './choose-packs.ts';
import { choosePlace, type Place } from './choose-place.ts';
import { scoreIntent, sharedWords } from './intent-evidence.ts';
import { createLeafIndex, type LeafIndex } from './leaf-index.ts';
import { starterPacks } from './packs/starter-packs.ts';
import type { StarterPack } from './packs/starter-pack.ts';
import { type Leaf, readPack } from './read-pack.ts';
import type { IntentToFile, Taxonomy, TaxonomyOperation, TaxonomyTree } from './taxonomy.ts';
import { isOther, pathKey, pathsById } from './tree-keys.ts';

/** What can be set about {@link starterPackTaxonomy}. */
export interface StarterPackOptions {
  /** Packs to choose from, by id or your own. Default: all curated packs. */
  readonly packs?: readonly (string | StarterPack)[];
  /** How likely an L1 must be, 0 to 1; below it an intent goes to Other. Default .5. */
  readonly minimumScore?: number;
}

/**
 * A taxonomy without a model: finds the curated starter pack that fits a desk, and files each intent under the L3 whose customers' phrases
 * its name, terms and examples resemble. What is not clear stays in Other; a level 1 category is never invented. Deterministic.
 * @throws `invalid-input` for a pack id that does not exist
 */
export function starterPackTaxonomy(options: StarterPackOptions = {}): Taxonomy {
  const { minimumScore = 0.5 } = options;
  const packs = (options.packs ?? starterPacks).map(findPack);
  const leavesByPack = new Map(packs.map((pack) => [pack.id, readPack(pack)]));
  const names = new Map(packs.map((pack) => [pack.id, pack.name]));
  const allLeaves = [...leavesByPack.values()].flat();
  const everything = createLeafIndex(allLeaves);

  return {
    name: 'starter-packs@1',
    async propose({ tree, intents, abortSignal }) {
      const choice = choosePacks(everything, [...leavesByPack.keys()], intents, packsInUse(tree, leavesByPack));
      const ownLeaves = leavesOfTree(tree, allLeaves);
      const indexes = new Map(choice.packs.map((id) => [id, createLeafIndex([...ownLeaves, ...(leavesByPack.get(id) ?? [])])]));
      return intents.map((item): TaxonomyOperation => {
        throwIfAborted(abortSignal);
        const pack = choice.packOf(item);
        const index = indexes.get(pack)!;
        const place = choosePlace(index.leaves, scoreIntent(index, item), minimumScore);
        return {
          type: 'place',
          intentId: item.intent.id,
          path: place.path,
          source: 'lexical',
          reason: reasonOf(index, item, place, names.get(pack) ?? pack),
          score: Math.round(place.score * 1000) / 1000,
        };
      });
    },
  };
}

function findPack(pack: string | StarterPack): StarterPack {
  if (typeof pack !== 'string') return pack;
  const found = starterPacks.find(({ id }) => id === pack);
  if (found !== undefined) return found;
  throw new TicketAIError('invalid-input', {
    message: `There is no starter pack "${pack}". There are: ${starterPacks.map(({ id }) => id).join(', ')}.`,
    context: { pack },
  });
}

/** Packs the tree was built from: those that know at least a third of what the best-known one knows. */
function packsInUse(tree: TaxonomyTree, leavesByPack: ReadonlyMap<string, readonly Leaf[]>): string[] {
  const known = knownPaths(tree);
  const hits = [...leavesByPack].map(([id, leaves]) => ({ id, count: leaves.filter(({ path }) => known.has(pathKey(path))).length }));
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
  return new Set([...[...paths.values()].map(pathKey), ...tree.categories.flatMap(({ origins }) => origins ?? [])]);
}

/** The tree's own L3 categories that no pack describes: they are found by their names. */
function leavesOfTree(tree: TaxonomyTree, packLeaves: readonly Leaf[]): readonly Leaf[] {
  const described = new Set(packLeaves.map(({ path }) => pathKey(path)));
  const paths = pathsById(tree.categories);
  return tree.categories.flatMap((category): Leaf[] => {
    const [l1, l2, l3] = paths.get(category.id) ?? [];
    if (l1 === undefined || l2 === undefined || l3 === undefined || isOther(l3)) return [];
    const known = [pathKey([l1, l2, l3]), ...(category.origins ?? [])].some((path) => described.has(path));
    return known ? [] : [{ path: [l1, l2, l3], phrases: [{ language: 'en', text: l3 }], from: 'tree' }];
  });
}

function reasonOf(index: LeafIndex, item: IntentToFile, place: Place, pack: string): string {
  const leaf = index.leaves[place.leaf]!;
  const words = sharedWords(index, item, place.leaf).slice(0, 4);
  if (isOther(place.path[0])) return `No category of the starter pack "${pack}" is clearly meant.`;
  const shared = words.length === 0 ? 'its wording' : words.join(', ');
  if (isOther(place.path[2])) return `Near "${leaf.path[2]}" in the starter pack "${pack}" by ${shared}, but more than one category fits.`;
  const from = leaf.from === 'tree' ? 'an existing category' : `the starter pack "${pack}"`;
  return `Like "${leaf.path[2]}" in ${from}: ${shared}.`;
}

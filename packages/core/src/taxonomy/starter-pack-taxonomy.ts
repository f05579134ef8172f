import { TicketAIError, throwIfAborted } from '../errors.ts';
import { throttledYield } from '../text/parallel.ts';
import { choosePacks } from './choose-packs.ts';
import { choosePlace, type Place } from './choose-place.ts';
import { scoreIntent, sharedWords } from './intent-evidence.ts';
import { createLeafIndex, type LeafIndex } from './leaf-index.ts';
import type { StarterPack } from './packs/starter-pack.ts';
import { starterPacks } from './packs/starter-packs.ts';
import { readPack } from './read-pack.ts';
import type { IntentToFile, Taxonomy } from './taxonomy.ts';
import type { TaxonomyOperation } from './taxonomy-operation.ts';
import { isOther } from './tree-keys.ts';
import { adaptLeaves, packsInUse } from './tree-leaves.ts';

/** What can be set about {@link starterPackTaxonomy}. */
export interface StarterPackOptions {
  /** Packs to choose from, by id or your own. Default: all curated packs. */
  readonly packs?: readonly (string | StarterPack)[];
  /** How likely an L1 must be, 0 to 1; below it an intent goes to Other. Default .4. */
  readonly minimumScore?: number;
}

/**
 * A taxonomy without a model: finds the curated starter pack that fits a desk, and files each intent under the L3 whose customers' phrases
 * its name, terms and examples resemble. What is not clear stays in Other; a level 1 category is never invented. Deterministic.
 * @throws `invalid-input` for a pack id that does not exist
 */
export function starterPackTaxonomy(options: StarterPackOptions = {}): Taxonomy {
  const { minimumScore = 0.4 } = options;
  const packs = (options.packs ?? starterPacks).map(findPack);
  const leavesByPack = new Map(packs.map((pack) => [pack.id, readPack(pack)]));
  const names = new Map(packs.map((pack) => [pack.id, pack.name]));
  const allLeaves = [...leavesByPack.values()].flat();
  let everything: LeafIndex | undefined;

  return {
    name: 'starter-packs@1',
    async propose({ tree, intents, abortSignal }) {
      const giveWay = politely(abortSignal);
      await giveWay();
      everything ??= createLeafIndex(allLeaves);
      const packIds = [...leavesByPack.keys()];
      const inUse = packsInUse(tree, leavesByPack);
      const choice = await choosePacks({ index: everything, packs: packIds, intents, inUse, giveWay });
      const indexes = new Map(
        choice.packs.map((id) => [
          id,
          createLeafIndex(adaptLeaves(leavesByPack.get(id) ?? [], allLeaves, tree)),
        ]),
      );
      const operations: TaxonomyOperation[] = [];
      for (const item of intents) {
        await giveWay();
        const pack = choice.packOf(item);
        const index = indexes.get(pack)!;
        operations.push(
          placeOf(
            index,
            item,
            choosePlace(index.leaves, scoreIntent(index, item), minimumScore),
            names.get(pack) ?? pack,
          ),
        );
      }
      return operations;
    },
  };
}

/** Lets others work now and then, and stops when asked to. */
function politely(abortSignal: AbortSignal | undefined): () => Promise<void> {
  const giveWay = throttledYield();
  return async () => {
    throwIfAborted(abortSignal);
    await giveWay();
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

function placeOf(index: LeafIndex, item: IntentToFile, place: Place, pack: string): TaxonomyOperation {
  return {
    type: 'place',
    intentId: item.intent.id,
    path: place.path,
    source: 'lexical',
    reason: reasonOf(index, item, place, pack),
    score: Math.round(place.score * 1000) / 1000,
  };
}

function reasonOf(index: LeafIndex, item: IntentToFile, place: Place, pack: string): string {
  const leaf = index.leaves[place.leaf]!;
  const words = sharedWords(index, item, place.leaf).slice(0, 4);
  if (isOther(place.path[0])) return `No category of the starter pack "${pack}" is clearly meant.`;
  const shared = words.length === 0 ? 'its wording' : words.join(', ');
  if (isOther(place.path[2]))
    return `Near "${leaf.path[2]}" in the starter pack "${pack}" by ${shared}, but more than one category fits.`;
  const from = leaf.from === 'tree' ? 'an existing category' : `the starter pack "${pack}"`;
  return `Like "${leaf.path[2]}" in ${from}: ${shared}.`;
}

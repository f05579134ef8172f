import { scoreIntent } from './intent-evidence.ts';
import type { LeafIndex } from './leaf-index.ts';
import type { IntentToFile } from './taxonomy.ts';

/** How well a pack fits an intent: the score of its best leaf. */
type Fit = ReadonlyMap<string, number>;

/** A pack serves an intent from this score on. */
const serves = 1.9;
/** Beyond this a higher score says nothing more about the pack. */
const enough = 4;
/** A second pack must serve this share of the tickets clearly better than the first. */
const sizeableShare = 0.15;
const clearlyBetter = 1.3;

/** The chosen packs' ids, the main one first, and which of them each intent goes to. */
export interface PackChoice {
  readonly packs: readonly string[];
  packOf(item: IntentToFile): string;
}

/**
 * Chooses which pack describes a desk: the one that fits all its intents best, and a second one only when it clearly serves a sizeable
 * part that the first does not. Packs in use stay in use, so that filing three more intents does not change the desk's taxonomy.
 */
export function choosePacks(
  index: LeafIndex,
  packIds: readonly string[],
  intents: readonly IntentToFile[],
  inUse: readonly string[],
): PackChoice {
  const fits = new Map(intents.map((item) => [item, fitsOf(index, item)]));
  const weighted = intents.map((item) => ({ fit: fits.get(item)!, weight: Math.log2(2 + item.ticketCount) }));
  const packs = [...inUse];
  if (packs.length === 0) packs.push(bestPack(packIds, weighted));
  if (packs.length === 1) packs.push(...secondPack(packs[0]!, packIds, weighted));
  return { packs, packOf: (item) => packFor(fits.get(item) ?? new Map(), packs) };
}

function fitsOf(index: LeafIndex, item: IntentToFile): Fit {
  const fits = new Map<string, number>();
  scoreIntent(index, item).forEach((score, leaf) => {
    const pack = index.leaves[leaf]!.from;
    fits.set(pack, Math.max(fits.get(pack) ?? 0, score));
  });
  return fits;
}

type Weighted = readonly { readonly fit: Fit; readonly weight: number }[];

function bestPack(packIds: readonly string[], weighted: Weighted): string {
  const total = (pack: string) => weighted.reduce((sum, { fit, weight }) => sum + weight * Math.min(enough, fit.get(pack) ?? 0), 0);
  return packIds.reduce((best, pack) => (total(pack) > total(best) ? pack : best));
}

function secondPack(first: string, packIds: readonly string[], weighted: Weighted): string[] {
  const all = weighted.reduce((sum, { weight }) => sum + weight, 0);
  const served = (pack: string) => weighted.reduce((sum, { fit, weight }) => sum + (isBetter(fit, pack, first) ? weight : 0), 0);
  const others = packIds.filter((pack) => pack !== first);
  if (others.length === 0) return [];
  const best = others.reduce((found, pack) => (served(pack) > served(found) ? pack : found));
  return served(best) >= sizeableShare * all ? [best] : [];
}

function isBetter(fit: Fit, pack: string, first: string): boolean {
  const score = fit.get(pack) ?? 0;
  return score >= serves && score >= clearlyBetter * (fit.get(first) ?? 0);
}

/** The main pack, unless another one is clearly better for this intent. */
function packFor(fit: Fit, packs: readonly string[]): string {
  const [first = '', ...others] = packs;
  return others.reduce((best, pack) => (isBetter(fit, pack, best) ? pack : best), first);
}

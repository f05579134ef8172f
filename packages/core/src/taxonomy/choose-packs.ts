import { scoreIntent } from './intent-evidence.ts';
import type { LeafIndex } from './leaf-index.ts';
import { supportGeneral } from './packs/support-general.ts';
import type { IntentToFile } from './taxonomy.ts';

/** The chosen packs' ids, the main one first, and which of them each intent goes to. */
export interface PackChoice {
  readonly packs: readonly string[];
  packOf(item: IntentToFile): string;
}

/** What {@link choosePacks} is asked. */
export interface PackQuestion {
  /** Of the leaves of all packs. */
  readonly index: LeafIndex;
  /** Ids of the packs to choose from. */
  readonly packs: readonly string[];
  readonly intents: readonly IntentToFile[];
  /** Ids of packs that the tree was built from, the most used first. */
  readonly inUse: readonly string[];
  /** Called between intents: lets others work, stops when asked to. */
  readonly giveWay: () => Promise<void>;
}

/** How well one intent fits the packs: per pack its best leaf and that leaf's score. */
type Fit = ReadonlyMap<string, { readonly score: number; readonly leaf: number }>;

interface FittedIntent {
  readonly fit: Fit;
  /** Grows slowly with the number of tickets, so that one huge intent does not decide alone. */
  readonly weight: number;
}

const generalPack = supportGeneral.id;
/** A pack serves an intent from this score on. */
const serves = 3.6;
/** Beyond this a higher score says nothing more about the pack. */
const enough = 5;
/** A special pack must fit this much better than the general one, which everything resembles a little. */
const specialMargin = 1.1;
/** A special pack must serve a good part of the desk; else it only shares some words with it. */
const specialShare = 0.4;
/** A second pack must serve this share of the desk, in so many different categories, and so much better than the first. */
const sizeableShare = 0.15;
const differentLeaves = 3;
const clearlyBetter = 1.3;

/** Intents that are looked at to choose packs: those with most tickets. */
const sampleSize = 200;

/**
 * Chooses which pack describes a desk: the one that fits all its intents best, and a second one only when it clearly serves a sizeable
 * part that the first does not. Packs in use stay in use, so that filing three more intents does not change the desk's taxonomy.
 */
export async function choosePacks({
  index,
  packs: candidates,
  intents,
  inUse,
  giveWay,
}: PackQuestion): Promise<PackChoice> {
  if (candidates.length <= 1) return { packs: candidates, packOf: () => candidates[0] ?? '' };
  const sample = intents.toSorted((a, b) => b.ticketCount - a.ticketCount).slice(0, sampleSize);
  const fitted: FittedIntent[] = [];
  for (const item of sample) {
    await giveWay();
    fitted.push({ fit: fitOf(index, item), weight: Math.log2(2 + item.ticketCount) });
  }
  const first = inUse[0] ?? bestPack(candidates, fitted);
  const packs = inUse.length > 1 ? inUse : [first, ...secondPack(first, candidates, fitted)];
  return { packs, packOf: (item) => (packs.length === 1 ? first : packFor(fitOf(index, item), packs)) };
}

function fitOf(index: LeafIndex, item: IntentToFile): Fit {
  const fits = new Map<string, { score: number; leaf: number }>();
  scoreIntent(index, item).forEach((score, leaf) => {
    const pack = index.leaves[leaf]?.from ?? '';
    if (score > (fits.get(pack)?.score ?? 0)) fits.set(pack, { score, leaf });
  });
  return fits;
}

/** The general pack describes what no special one serves well; without it in the list, the best special one has to do. */
function bestPack(candidates: readonly string[], all: readonly FittedIntent[]): string {
  const total = (pack: string) =>
    sum(all, ({ fit, weight }) => weight * Math.min(enough, scoreOf(fit, pack)));
  const ranked = candidates.toSorted((a, b) => total(b) - total(a));
  if (!candidates.includes(generalPack)) return ranked[0] ?? generalPack;
  const isFit = (pack: string) =>
    shareOf(all, ({ fit }) => scoreOf(fit, pack) >= serves) >= specialShare &&
    total(pack) >= specialMargin * total(generalPack);
  return ranked.find((pack) => pack !== generalPack && isFit(pack)) ?? generalPack;
}

function secondPack(
  first: string,
  candidates: readonly string[],
  all: readonly FittedIntent[],
): readonly string[] {
  const share = (pack: string) => shareOf(all, ({ fit }) => isBetter(fit, pack, first));
  const leaves = (pack: string) =>
    new Set(all.filter(({ fit }) => isBetter(fit, pack, first)).map(({ fit }) => fit.get(pack)?.leaf)).size;
  return candidates
    .filter((pack) => pack !== first && pack !== generalPack)
    .filter((pack) => share(pack) >= sizeableShare && leaves(pack) >= differentLeaves)
    .toSorted((a, b) => share(b) - share(a))
    .slice(0, 1);
}

/** The share of the desk, by weight, for which something holds. */
function shareOf(all: readonly FittedIntent[], holds: (intent: FittedIntent) => boolean): number {
  const weightOf = ({ weight }: FittedIntent) => weight;
  return sum(all.filter(holds), weightOf) / Math.max(1, sum(all, weightOf));
}

function scoreOf(fit: Fit, pack: string): number {
  return fit.get(pack)?.score ?? 0;
}

function isBetter(fit: Fit, pack: string, first: string): boolean {
  return scoreOf(fit, pack) >= Math.max(serves, clearlyBetter * scoreOf(fit, first));
}

/** The main pack, unless another one is clearly better for this intent. */
function packFor(fit: Fit, [first = '', ...others]: readonly string[]): string {
  return others.reduce((best, pack) => (isBetter(fit, pack, best) ? pack : best), first);
}

function sum<Item>(items: readonly Item[], value: (item: Item) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}

import { pairs as pairsOf } from '../text/agreement.ts';
import type { NeighbourLists } from '../text/neighbour-lists.ts';
import { type Random, seededRandom, shuffleInPlace } from '../text/random.ts';

/**
 * Kinds of pairs. Together: pairs of one cluster, the least alike fifth of them by itself. Apart: nearest neighbours in different clusters (the
 * boundary); of all other pairs the most alike tenth, and the rest.
 */
export const pairStrata = ['together', 'together-unlike', 'boundary', 'apart-alike', 'apart'] as const;

/** One of {@link pairStrata}. */
export type PairStratum = (typeof pairStrata)[number];

/** Two items to be judged. */
export interface DrawnPair {
  readonly a: number;
  readonly b: number;
  readonly stratum: PairStratum;
}

/** Pairs to judge, and of how many they were drawn. */
export interface PairDesign {
  /** In random order, so that a judge cannot tell the kinds apart and may stop at any time. */
  readonly pairs: readonly DrawnPair[];
  /** Number of pairs of each kind. Each drawn pair of a kind was as likely as any other: weight = population / drawn. */
  readonly populations: Readonly<Record<PairStratum, number>>;
}

/** What pairs are drawn from. */
export interface PairSource {
  /** Cluster of each item, below 0 for none: such an item is together with nobody. */
  readonly labels: Int32Array;
  readonly neighbours: NeighbourLists;
  /** How alike two items are; greater is more. */
  readonly similarity: (a: number, b: number) => number;
}

/** How many pairs, and which. */
export interface DrawOptions {
  /** Default 100. */
  readonly pairs?: number;
  /** Default 1. */
  readonly seed?: number;
}

type Pair = readonly [number, number];

/** How the judge's time is shared out. */
const shares: Readonly<Record<PairStratum, number>> = {
  together: 0.35,
  'together-unlike': 0.15,
  boundary: 0.15,
  'apart-alike': 0.2,
  apart: 0.15,
};
/** Neighbours that make a boundary. */
const nearest = 10;
/** Pairs among which the least and the most alike are looked for. */
const looked = 5000;
const unlikeShare = 0.2;
const alikeShare = 0.1;

/**
 * Draws pairs of items for a judge who says "same" or "not the same", without gold labels. Few random pairs tell anything: most pairs of a file
 * are plainly different. So pairs are drawn by kind, more of the kinds where mistakes hide, and each kind's number of pairs is known, which is
 * what {@link estimatePairs} needs to weigh them back. The least alike pairs of clusters, and the most alike pairs across, are found among
 * 5,000 random ones (two-phase sampling, Neyman 1938). Same source and seed: same pairs.
 */
export function drawPairs(source: PairSource, { pairs = 100, seed = 1 }: DrawOptions = {}): PairDesign {
  const { labels, similarity } = source;
  const random = seededRandom(seed);
  const items = labels.length;
  const groups = groupItems(labels);
  const boundary = findBoundary(source);
  const isBoundary = new Set(boundary.map((pair) => pair.join()));
  const isTogether = ([a, b]: Pair) => labels[a]! >= 0 && labels[a] === labels[b];
  const isApart = (pair: Pair) => !isTogether(pair) && !isBoundary.has(pair.join());
  const together = sum(groups.map(({ length }) => pairsOf(length)));
  const apart = pairsOf(items) - together - boundary.length;
  const pickGroup = weightedPicker(groups, ({ length }) => pairsOf(length), random);
  const unlike = cut(unlikeShare, together, similarity, random, {
    all: () => groups.flatMap(pairsWithin),
    one: () => pickPair(pickGroup(), random),
  });
  const others = Array.from(labels, (_, item) => item);
  const alike = cut(alikeShare, apart, (a, b) => -similarity(a, b), random, {
    all: () => pairsAcross(groups, labels).filter(isApart),
    one: () => {
      const pair = pickPair(others, random);
      return isApart(pair) ? pair : undefined;
    },
  });
  const lists: Readonly<Record<PairStratum, readonly Pair[]>> = {
    together: unlike.rest,
    'together-unlike': unlike.first,
    boundary: shuffleInPlace(boundary, random),
    'apart-alike': alike.first,
    apart: alike.rest,
  };
  const populations: PairDesign['populations'] = {
    together: together - unlike.total,
    'together-unlike': unlike.total,
    boundary: boundary.length,
    'apart-alike': alike.total,
    apart: apart - alike.total,
  };
  const wanted = shareOut(pairs, lists);
  const drawn = pairStrata.flatMap((stratum) =>
    lists[stratum].slice(0, wanted[stratum]).map(([a, b]): DrawnPair => ({ a, b, stratum })),
  );
  return { pairs: shuffleInPlace(drawn, random), populations };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Items of each cluster. */
function groupItems(labels: Int32Array): readonly (readonly number[])[] {
  const count = labels.reduce((most, label) => Math.max(most, label + 1), 0);
  const groups = Array.from({ length: count }, (): number[] => []);
  for (const [item, label] of labels.entries()) groups[label]?.push(item);
  return groups;
}

/** Nearest neighbours in different clusters; the lower item first. */
function findBoundary({ labels, neighbours: { k, indices } }: PairSource): Pair[] {
  const found = new Map<string, Pair>();
  for (const [item, label] of labels.entries()) {
    for (let at = item * k; at < item * k + Math.min(k, nearest) && indices[at]! >= 0; at += 1) {
      const other = indices[at]!;
      const pair: Pair = item < other ? [item, other] : [other, item];
      if (item !== other && (label < 0 || label !== labels[other])) found.set(pair.join(), pair);
    }
  }
  return [...found.values()];
}

/**
 * Cuts pairs of a kind in two by a measure: the first share of them, and the rest, each in random order. With many pairs, a random part is
 * looked at; `total` is the number of pairs in the first share of all.
 */
function cut(
  share: number,
  population: number,
  measure: (a: number, b: number) => number,
  random: Random,
  source: { readonly all: () => readonly Pair[]; readonly one: () => Pair | undefined },
): { readonly first: readonly Pair[]; readonly rest: readonly Pair[]; readonly total: number } {
  const candidates = population <= looked ? source.all() : drawDistinct(looked, source.one);
  const ranked = candidates
    .map((pair) => ({ pair, value: measure(...pair) }))
    .sort((one, other) => one.value - other.value)
    .map(({ pair }) => pair);
  const first = Math.round(ranked.length * share);
  return {
    first: shuffleInPlace(ranked.slice(0, first), random),
    rest: shuffleInPlace(ranked.slice(first), random),
    total: Math.round(population * share),
  };
}

function pairsWithin(group: readonly number[]): Pair[] {
  return group.flatMap((a, at) => group.slice(at + 1).map((b): Pair => [a, b]));
}

/** All pairs of different groups; an item without cluster is a group of its own. */
function pairsAcross(groups: readonly (readonly number[])[], labels: Int32Array): Pair[] {
  const lone = [...labels.keys()].filter((item) => labels[item]! < 0).map((item) => [item]);
  const all = [...groups, ...lone];
  return all.flatMap((group, at) =>
    all
      .slice(at + 1)
      .flatMap((other) => group.flatMap((a) => other.map((b): Pair => (a < b ? [a, b] : [b, a])))),
  );
}

/** Every pair is as likely as any other, and each draw gives one: a rejected draw would make pairs of small groups rarer. */
function pickPair(items: readonly number[], random: Random): Pair {
  const first = random.integer(items.length);
  const second = random.integer(items.length - 1);
  const [a, b] = [items[first]!, items[second < first ? second : second + 1]!];
  return a < b ? [a, b] : [b, a];
}

/** Different pairs from a source that may repeat itself or give none. */
function drawDistinct(wanted: number, next: () => Pair | undefined): Pair[] {
  const drawn = new Map<string, Pair>();
  for (let tries = 0; drawn.size < wanted && tries < 100 * wanted; tries += 1) {
    const pair = next();
    if (pair !== undefined) drawn.set(pair.join(), pair);
  }
  return [...drawn.values()];
}

/** Draws entries with chances in proportion to their weights. */
function weightedPicker<Entry>(
  entries: readonly Entry[],
  weigh: (entry: Entry) => number,
  random: Random,
): () => Entry {
  let total = 0;
  const ends = entries.map((entry) => {
    total += weigh(entry);
    return total;
  });
  return () => {
    const at = random.next() * total;
    let [low, high] = [0, ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]! > at) high = middle;
      else low = middle + 1;
    }
    return entries[low]!;
  };
}

/** The judge's time by kind; what a kind has no pairs for goes to the kinds that have. */
function shareOut(
  pairs: number,
  lists: Readonly<Record<PairStratum, readonly Pair[]>>,
): Readonly<Record<PairStratum, number>> {
  const wanted = { together: 0, 'together-unlike': 0, boundary: 0, 'apart-alike': 0, apart: 0 };
  let left = Math.min(pairs, sum(Object.values(lists).map(({ length }) => length)));
  while (left > 0) {
    const open = pairStrata.filter((stratum) => wanted[stratum] < lists[stratum].length);
    const whole = sum(open.map((stratum) => shares[stratum]));
    const round = left;
    for (const stratum of open) {
      const more = Math.max(1, Math.floor((round * shares[stratum]) / whole));
      const given = Math.min(left, more, lists[stratum].length - wanted[stratum]);
      wanted[stratum] += given;
      left -= given;
    }
  }
  return wanted;
}

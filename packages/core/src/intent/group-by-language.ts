import { findCommunitiesAtScale, type ScaledCommunities } from '../text/find-communities-at-scale.ts';
import type { FindCommunitiesOptions } from '../text/find-communities-of-texts.ts';
import { knownLanguage, type Language } from '../text/language.ts';
import { emptyNeighbours, type NeighbourLists } from '../text/neighbour-lists.ts';
import { type ClusterName, nameClusters } from '../text/phrases.ts';

/** A text and its language tag. */
export interface TaggedText {
  readonly text: string;
  /** The part of the text that names are taken from: the customer's own words, and the agent's. */
  readonly nameable: { readonly text: string; readonly answer: string };
  /** BCP 47 tag, or `und`. */
  readonly language: string;
}

/** Groups over all texts, and their names by label. */
export interface TextGroups
  extends Pick<ScaledCommunities, 'labels' | 'confidence' | 'lowConfidence' | 'neighbours' | 'sample'> {
  readonly names: readonly ClusterName[];
  readonly languages: readonly Language[];
}

/** A language is grouped by itself from this many texts on ... */
const fewestTexts = 20;
/** ... and this share of all; below, its texts go with the most common language. */
const smallestShare = 0.02;

/**
 * Groups texts language by language: texts of two languages share no words, so grouped together they would fall apart by language first,
 * and what customers ask would come second. Each language gets its own stems and stop words, and its own choice of granularity.
 */
export async function groupByLanguage(
  texts: readonly TaggedText[],
  options: FindCommunitiesOptions,
): Promise<TextGroups> {
  const parts = partition(texts);
  const counts = shareOut(
    options.targetCount,
    parts.map(({ rows }) => rows.length),
  );
  const found: { readonly rows: readonly number[]; readonly communities: ScaledCommunities }[] = [];
  const names: ClusterName[] = [];
  const labels = new Int32Array(texts.length);
  for (const [at, { language, rows }] of parts.entries()) {
    const own = rows.map((row) => texts[row]?.text ?? '');
    const communities = await findCommunitiesAtScale(own, {
      ...options,
      language,
      ...counts[at],
      ...progressOf(options, at, parts.length),
    });
    for (const [position, row] of rows.entries())
      labels[row] = names.length + (communities.labels[position] ?? 0);
    const speakers = communities.sample ?? Int32Array.from(rows.keys());
    const nameable = Array.from(speakers, (position) => texts[rows[position] ?? -1]?.nameable);
    const source = {
      texts: nameable.map((each) => each?.text ?? ''),
      answers: nameable.map((each) => each?.answer ?? ''),
    };
    const spoken = Int32Array.from(speakers, (position) => communities.labels[position] ?? -1);
    names.push(...nameClusters(source, spoken, { language }));
    found.push({ rows, communities });
  }
  const largest = found[0]?.communities;
  return {
    labels,
    names,
    languages: parts.map(({ language }) => language),
    confidence: largest?.confidence ?? 0,
    lowConfidence: largest?.lowConfidence ?? false,
    neighbours: joinNeighbours(texts.length, found),
    ...joinSamples(found),
  };
}

/** Absent when all texts of all languages were looked at together. */
function joinSamples(
  parts: readonly { readonly rows: readonly number[]; readonly communities: ScaledCommunities }[],
): Pick<TextGroups, 'sample'> {
  if (parts.every(({ communities }) => communities.sample === undefined)) return {};
  const sampled = parts.flatMap(({ rows, communities: { sample } }) =>
    sample === undefined ? rows : Array.from(sample, (position) => rows[position] ?? -1),
  );
  return { sample: Int32Array.from(sampled) };
}

/** Rows by language, most rows first. */
function partition(
  texts: readonly TaggedText[],
): readonly { readonly language: Language; readonly rows: readonly number[] }[] {
  const rows = Map.groupBy(texts.keys(), (row) => knownLanguage(texts[row]?.language ?? 'und'));
  const known = [...rows]
    .filter(([language]) => language !== undefined)
    .sort((a, b) => b[1].length - a[1].length);
  const main = known[0]?.[0] ?? 'en';
  const apart = known.filter(
    ([language, own]) =>
      language !== main && own.length >= Math.max(fewestTexts, texts.length * smallestShare),
  );
  const languagesApart = new Set(apart.map(([language]) => language));
  const together = texts
    .keys()
    .filter((row) => !languagesApart.has(knownLanguage(texts[row]?.language ?? 'und')));
  return [
    { language: main, rows: [...together] },
    ...apart.map(([language = main, own]) => ({ language, rows: own })),
  ];
}

/** Divides a wanted number by size (largest remainders); everybody gets at least one. */
function shareOut(
  wanted: number | undefined,
  sizes: readonly number[],
): readonly { readonly targetCount?: number }[] {
  if (wanted === undefined) return sizes.map(() => ({}));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const exact = sizes.map((size) => Math.max(1, (wanted * size) / Math.max(1, total)));
  const counts = exact.map(Math.floor);
  const order = exact
    .map((value, at) => ({ at, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.at - b.at);
  for (const { at } of order) {
    if (counts.reduce((sum, count) => sum + count, 0) < wanted) counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts.map((targetCount) => ({ targetCount }));
}

function progressOf(
  { onProgress }: FindCommunitiesOptions,
  at: number,
  parts: number,
): Pick<FindCommunitiesOptions, 'onProgress'> {
  return onProgress === undefined
    ? {}
    : { onProgress: (done, step) => onProgress((at + done) / parts, step) };
}

/** One list per text, out of lists over parts of the texts. */
function joinNeighbours(
  count: number,
  parts: readonly { readonly rows: readonly number[]; readonly communities: ScaledCommunities }[],
): NeighbourLists {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only.communities.neighbours;
  const k = Math.max(0, ...parts.map(({ communities }) => communities.neighbours.k));
  const joined = emptyNeighbours(count, k);
  for (const { rows, communities } of parts) {
    const own = communities.neighbours;
    for (const [position, row] of rows.entries()) {
      for (let place = 0; place < own.k; place += 1) {
        const other = own.indices[position * own.k + place] ?? -1;
        if (other < 0) break;
        joined.indices[row * k + place] = rows[other] ?? -1;
        joined.similarities[row * k + place] = own.similarities[position * own.k + place] ?? 0;
      }
    }
  }
  return joined;
}

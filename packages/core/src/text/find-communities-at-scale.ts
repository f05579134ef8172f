import { countLabels } from './choose-resolution.ts';
import { canonicalLabels } from './communities.ts';
import { fitComplementBayes } from './complement-bayes.ts';
import {
  type FindCommunitiesOptions,
  findCommunitiesOfTexts,
  type TextCommunities,
} from './find-communities-of-texts.ts';
import { buildInvertedIndex } from './nearest-neighbours.ts';
import { concatNeighbours, emptyNeighbours, type NeighbourLists } from './neighbour-lists.ts';
import { normaliseText } from './normalise.ts';
import { inlineParallel } from './parallel.ts';
import { type GroupedSample, type PlacedTexts, searchedShare } from './place-texts.ts';
import { countDistinct, lowestKeys } from './sample-texts.ts';

/** Groups of any number of texts. */
export interface ScaledCommunities extends Omit<TextCommunities, 'features'> {
  /**
   * Rows of the texts the groups were found on, when they were found on a sample: neighbours are among them, and names are best taken from
   * them. Absent: all texts.
   */
  readonly sample?: Int32Array;
}

/** Where the ways part. */
export interface ScaleLimits {
  /** Up to so many distinct texts all are grouped at once. */
  readonly atOnce: number;
  /** Distinct texts of the sample beyond. */
  readonly sample: number;
  /** Most texts per task: small enough for steady progress, large enough that handing over the sample does not count. */
  readonly perTask: number;
}

const limitsByWords: ScaleLimits = { atOnce: 8000, sample: 6000, perTask: 25_000 };
/** An embedding model knows what words do not tell: it is asked about more texts. */
const limitsByMeaning: ScaleLimits = { atOnce: 25_000, sample: 20_000, perTask: 25_000 };
const neighbourCount = 12;

/**
 * Groups any number of texts: {@link findCommunitiesOfTexts} up to 8,000 distinct ones. Beyond, neighbour graphs cost quadratic time and cut no
 * better, because the nearest texts are ever more alike; so groups are found on a sample of 6,000 distinct texts, and every other text is put
 * into the group that complement naive Bayes finds likeliest, in blocks on all threads. With embeddings the limits are 25,000 and 20,000. Memory and
 * time beyond the sample grow with the number of texts only. Same texts and seed: same groups, in any order of the texts and with any
 * number of threads.
 */
export async function findCommunitiesAtScale(
  texts: readonly string[],
  options: FindCommunitiesOptions = {},
  limits: ScaleLimits = options.embed === undefined ? limitsByWords : limitsByMeaning,
): Promise<ScaledCommunities> {
  if (texts.length <= limits.atOnce) return findCommunitiesOfTexts(texts, options);
  const { parallel = inlineParallel(), seed = 1, abortSignal, onProgress } = options;
  const perBlock = Math.min(limits.perTask, Math.ceil(texts.length / (2 * parallel.size)));
  onProgress?.(0, 'prepare');
  const keyed = cut(texts, perBlock).map((block) => ({ texts: block, seed }));
  const keys = fill(
    new Float64Array(texts.length),
    await parallel.run('text-keys', keyed, {
      abortSignal,
      onProgress: (done, total) => onProgress?.(done / total / 10, 'prepare'),
    }),
  );
  if (countDistinct(keys) <= limits.atOnce) return findCommunitiesOfTexts(texts, options);
  const rows = inAlphabeticalOrder(lowestKeys(keys, limits.sample), texts);
  const sampled = Array.from(rows, (row) => texts[row]!);
  const found = await findCommunitiesOfTexts(sampled, {
    ...options,
    onProgress: (done, step) => onProgress?.(0.1 + 0.4 * done, step),
  });
  const sample = describeSample(found);
  onProgress?.(0.5, 'placing');
  const places = placesIn(rows, keys);
  const open = Int32Array.from(places.keys().filter((row) => places[row]! < 0));
  const perTask = Math.min(limits.perTask, Math.ceil(open.length / parallel.size));
  const placed = await parallel.run(
    'place-texts',
    cut(
      Array.from(open, (row) => texts[row]!),
      perTask,
    ).map((block) => ({ sample, texts: block, k: neighbourCount })),
    { abortSignal, onProgress: (done, total) => onProgress?.(0.5 + (0.5 * done) / total, 'placing') },
  );
  const { confidence, lowConfidence, curve } = found;
  const labels = places.map((place) => found.labels[place] ?? -1);
  const inOpen = fill(
    new Int32Array(open.length),
    placed.map((each) => each.labels),
  );
  for (const [at, row] of open.entries()) labels[row] = inOpen[at]!;
  const grouped = canonicalLabels(labels);
  return {
    labels: grouped,
    count: countLabels(grouped),
    confidence,
    lowConfidence,
    curve,
    neighbours: joinNeighbours(rows, places, found.neighbours, open, placed),
    sample: rows,
  };
}

/** The sample's rows in the order in which their features come. */
function inAlphabeticalOrder(rows: Int32Array, texts: readonly string[]): Int32Array {
  const keyed = Array.from(rows, (row) => ({ row, text: normaliseText(texts[row]!) }));
  return Int32Array.from(
    keyed.sort((a, b) => (a.text < b.text ? -1 : 1)),
    ({ row }) => row,
  );
}

function describeSample({ features: { vocabulary, matrix }, labels, count }: TextCommunities): GroupedSample {
  return {
    vocabulary,
    index: buildInvertedIndex(matrix, { maxDocumentShare: searchedShare }),
    classifier: fitComplementBayes(matrix, labels, count),
  };
}

/** The place of each text in the sample, -1 when neither it nor an equal one is in it. */
function placesIn(rows: Int32Array, keys: Float64Array): Int32Array {
  const place = new Map(Array.from(rows, (row, at) => [keys[row]!, at]));
  return Int32Array.from(keys, (key) => place.get(key) ?? -1);
}

/** From places in the sample to rows of all texts. Of the sample itself, and of texts equal to one of it, more is known: the neighbours by all views. */
function joinNeighbours(
  rows: Int32Array,
  places: Int32Array,
  fused: NeighbourLists,
  open: Int32Array,
  placed: readonly PlacedTexts[],
): NeighbourLists {
  const lists = emptyNeighbours(places.length, neighbourCount);
  const copy = (row: number, from: NeighbourLists, place: number) => {
    for (let rank = 0; rank < Math.min(lists.k, from.k); rank++) {
      const other = from.indices[place * from.k + rank]!;
      if (other < 0) break;
      lists.indices[row * lists.k + rank] = rows[other]!;
      lists.similarities[row * lists.k + rank] = from.similarities[place * from.k + rank]!;
    }
  };
  for (const [row, place] of places.entries()) if (place >= 0) copy(row, fused, place);
  const nearest = concatNeighbours(placed.map(({ neighbours }) => neighbours));
  for (const [at, row] of open.entries()) copy(row, nearest, at);
  return lists;
}

function cut(texts: readonly string[], size: number): string[][] {
  const blocks: string[][] = [];
  for (let from = 0; from < texts.length; from += size) blocks.push(texts.slice(from, from + size));
  return blocks;
}

function fill<Whole extends Int32Array | Float64Array>(whole: Whole, parts: readonly Whole[]): Whole {
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

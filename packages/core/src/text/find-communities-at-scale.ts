import { countLabels } from './choose-resolution.ts';
import { canonicalLabels } from './communities.ts';
import { fitComplementBayes } from './complement-bayes.ts';
import {
  type FindCommunitiesOptions,
  findCommunitiesOfTexts,
  type TextCommunities,
} from './find-communities-of-texts.ts';
import { buildInvertedIndex } from './nearest-neighbours.ts';
import { concatNeighbours, type NeighbourLists } from './neighbour-lists.ts';
import { normaliseText } from './normalise.ts';
import { inlineParallel } from './parallel.ts';
import { type GroupedSample, type PlacedTexts, searchedShare } from './place-texts.ts';
import { countDistinct, lowestKeys } from './sample-texts.ts';
import { fitVocabulary } from './vocabulary.ts';

/** Groups of any number of texts. */
export interface ScaledCommunities extends Omit<TextCommunities, 'coarser' | 'finer'> {
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
  /** Texts per task: small enough for steady progress, large enough that handing over the sample does not count. */
  readonly perTask: number;
}

const defaultLimits: ScaleLimits = { atOnce: 25_000, sample: 20_000, perTask: 25_000 };
const neighbourCount = 12;

/**
 * Groups any number of texts: {@link findCommunitiesOfTexts} up to 25,000 distinct ones. Beyond, neighbour graphs cost quadratic time and cut
 * worse, because the nearest texts are ever more alike; so groups are found on a sample of 20,000 distinct texts, and every other text is put
 * into the group that complement naive Bayes finds likeliest, in blocks on all threads. Memory and time beyond the sample grow with the
 * number of texts only. Same texts and seed: same groups, in any order of the texts and with any number of threads.
 */
export async function findCommunitiesAtScale(
  texts: readonly string[],
  options: FindCommunitiesOptions = {},
  limits: ScaleLimits = defaultLimits,
): Promise<ScaledCommunities> {
  if (texts.length <= limits.atOnce) return findCommunitiesOfTexts(texts, options);
  const { parallel = inlineParallel(), seed = 1, language = 'en', abortSignal, onProgress } = options;
  const blocks = cut(texts, limits.perTask);
  onProgress?.(0, 'prepare');
  const keyed = blocks.map((block) => ({ texts: block, seed }));
  const keys = fill(
    new Float64Array(texts.length),
    await parallel.run('text-keys', keyed, {
      abortSignal,
      onProgress: (done, total) => onProgress?.(done / total / 10, 'prepare'),
    }),
  );
  if (countDistinct(keys) <= limits.atOnce) return findCommunitiesOfTexts(texts, options);
  const rows = lowestKeys(keys, limits.sample);
  const sampled = Array.from(rows, (row) => texts[row]!);
  const found = await findCommunitiesOfTexts(sampled, {
    ...options,
    onProgress: (done, step) => onProgress?.(0.1 + 0.4 * done, step),
  });
  const sample = describeSample(sampled, found, language);
  onProgress?.(0.5, 'placing');
  const own = placesIn(rows, keys);
  const placed = await parallel.run(
    'place-texts',
    blocks.map((block, at) => ({
      sample,
      texts: block,
      own: own.subarray(at * limits.perTask, at * limits.perTask + block.length),
      k: neighbourCount,
    })),
    { abortSignal, onProgress: (done, total) => onProgress?.(0.5 + (0.5 * done) / total, 'placing') },
  );
  const { confidence, lowConfidence, curve } = found;
  const labels = canonicalLabels(
    fill(
      new Int32Array(texts.length),
      placed.map((each) => each.labels),
    ),
  );
  return {
    labels,
    count: countLabels(labels),
    confidence,
    lowConfidence,
    curve,
    neighbours: joinNeighbours(placed, rows),
    sample: rows,
  };
}

function describeSample(
  texts: readonly string[],
  { labels, count }: TextCommunities,
  language: NonNullable<FindCommunitiesOptions['language']>,
): GroupedSample {
  const { vocabulary, matrix } = fitVocabulary(texts.map(normaliseText), { language });
  return {
    vocabulary,
    labels,
    index: buildInvertedIndex(matrix, { maxDocumentShare: searchedShare }),
    classifier: fitComplementBayes(matrix, labels, count),
  };
}

/** The place of each text in the sample, -1 when neither it nor an equal one is in it. */
function placesIn(rows: Int32Array, keys: Float64Array): Int32Array {
  const place = new Map(Array.from(rows, (row, at) => [keys[row]!, at]));
  return Int32Array.from(keys, (key) => place.get(key) ?? -1);
}

/** From places in the sample to rows of all texts. */
function joinNeighbours(placed: readonly PlacedTexts[], rows: Int32Array): NeighbourLists {
  const lists = concatNeighbours(placed.map(({ neighbours }) => neighbours));
  for (let at = 0; at < lists.indices.length; at++) {
    const place = lists.indices[at]!;
    if (place >= 0) lists.indices[at] = rows[place]!;
  }
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

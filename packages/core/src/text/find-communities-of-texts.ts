import { chooseGroups, type GroupChoice } from './choose-groups.ts';
import { countLabels, type ResolutionPoint } from './choose-resolution.ts';
import { canonicalLabels } from './communities.ts';
import type { Language } from './language.ts';
import type { NeighbourLists } from './neighbour-lists.ts';
import { normaliseText } from './normalise.ts';
import { inlineParallel, type Parallel, throttledYield } from './parallel.ts';
import { seededRandom, shuffleInPlace } from './random.ts';
import { type EmbedTexts, type RunTasks, type TextViews, viewsOfTexts } from './text-views.ts';

/** How texts are grouped. */
export interface FindCommunitiesOptions {
  /** Where heavy tasks run. Default: this thread. */
  readonly parallel?: Parallel;
  /** Default 1. */
  readonly seed?: number;
  /** Language of the texts, for stems. Default `'en'`. */
  readonly language?: Language;
  /** Wanted number of groups; without it the number is found. */
  readonly targetCount?: number;
  /** About half as many groups as would be found (`coarse`), or twice as many (`fine`). Ignored with `targetCount`. Default `default`. */
  readonly granularity?: 'coarse' | 'default' | 'fine';
  /** One more view of the texts, from an embedding model. It is asked about one of each distinct normalised text, as it was written. */
  readonly embed?: EmbedTexts;
  readonly abortSignal?: AbortSignal;
  /** Share of the work done, 0..1, with the name of the step just begun. */
  readonly onProgress?: (done: number, step: string) => void;
}

/** Groups of texts. */
export interface TextCommunities {
  /** Group of each text, 0 .. count - 1 by descending size. */
  readonly labels: Int32Array;
  readonly count: number;
  /** Agreement of the views on the groups, 0..1. */
  readonly confidence: number;
  /** The number of groups is a guess: tell the user. */
  readonly lowConfidence: boolean;
  /** Communities and agreement at every resolution tried. */
  readonly curve: readonly ResolutionPoint[];
  /** The fused nearest neighbours, one row per text; equal texts have the same row. Certainty and the 2-D map are read from them. */
  readonly neighbours: NeighbourLists;
  /** The distinct normalised texts in alphabetical order as weighted features: further texts are held against them. */
  readonly features: Pick<TextViews, 'vocabulary' | 'matrix'>;
}

/** Up to this many distinct texts the groups are chosen on all of them; beyond, on a sample of `sampleSize`. */
const sampleAbove = 8000;
const sampleSize = 6000;
const granularityFactors = { coarse: 0.5, default: 1, fine: 2 };

/**
 * Groups texts by what they ask for, without labels, models or a wanted number: four views of the texts (weighted words and character grams; sharpened
 * latent semantics of words and of characters; the company words keep), the nearest neighbours in each, one graph fused from them, and the
 * groups on which the views agree most (`chooseGroups`). Texts are normalised here (`normaliseText`) but not cleaned of quotes and signatures:
 * call `cleanMessage` where mail comes in. Equal texts are counted once and share a group. The order of the texts has no influence on the
 * groups; the same texts and seed give the same result.
 *
 * Above 8,000 distinct texts the groups are chosen on a sample of 6,000 and carried over to the communities of all (`extendGroups`): with a
 * fixed number of neighbours, graphs of more texts are more local, and views begin to agree on splinters (a set of 21,500 template-made texts
 * fell into 432 groups instead of 27).
 */
export async function findCommunitiesOfTexts(
  texts: readonly string[],
  options: FindCommunitiesOptions = {},
): Promise<TextCommunities> {
  const { seed = 1, language = 'en', onProgress } = options;
  const run = runner(options);
  onProgress?.(0, 'prepare');
  await throttledYield(options.abortSignal)();
  const { distinct, written, position } = distinctTexts(texts);
  const viewing = { language, seed, run, embed: options.embed };
  const choosing = { seed, wanted: wantedCount(options), run };
  if (distinct.length <= sampleAbove) {
    onProgress?.(0.05, 'neighbours');
    const views = await viewsOfTexts(distinct, { ...viewing, written });
    onProgress?.(0.7, 'communities');
    const choice = await chooseGroups(views, choosing);
    onProgress?.(1, 'done');
    return spread(choice, views, position);
  }
  onProgress?.(0.05, 'resolution');
  const sample = sampleOf(distinct.length, seed);
  const sampled = Array.from(sample, (at) => distinct[at]!);
  const sampledViews = await viewsOfTexts(sampled, {
    ...viewing,
    written: Array.from(sample, (at) => written[at]!),
  });
  const choice = await chooseGroups(sampledViews, choosing);
  onProgress?.(0.3, 'neighbours');
  const views = await viewsOfTexts(distinct, { ...viewing, written });
  onProgress?.(0.8, 'communities');
  const labels = await carryOver(choice, sample, views, choosing);
  onProgress?.(1, 'done');
  return spread({ ...choice, labels, count: countLabels(labels) }, views, position);
}

function wantedCount({ targetCount, granularity = 'default' }: FindCommunitiesOptions) {
  return (found: number) => targetCount ?? Math.round(found * granularityFactors[granularity]);
}

/** Every text is as likely; which ones depends on the seed and the number of texts only. Ascending. */
function sampleOf(texts: number, seed: number): Int32Array {
  const order = shuffleInPlace(
    Int32Array.from({ length: texts }, (_, at) => at),
    seededRandom(seed),
  );
  return order.slice(0, sampleSize).sort();
}

/** The groups of a sample on all texts, self-trained as often as it helped on the sample. */
async function carryOver(
  { labels, rounds }: GroupChoice,
  sample: Int32Array,
  { graph, matrix }: TextViews,
  { seed, run }: { readonly seed: number; readonly run: RunTasks },
): Promise<Int32Array> {
  let [all] = await run('extend-groups', [{ graph, sample, labels, seed }]);
  for (let round = 0; round < rounds; round++) [all] = await run('sort-anew', [{ matrix, labels: all! }]);
  return canonicalLabels(all!);
}

function runner({ parallel = inlineParallel(), abortSignal }: FindCommunitiesOptions): RunTasks {
  return (task, inputs) => parallel.run(task, inputs, { abortSignal });
}

/** From distinct texts back to all texts. */
function spread(
  { labels, count, confidence, lowConfidence, curve }: GroupChoice,
  { fused, vocabulary, matrix }: TextViews,
  position: Int32Array,
): TextCommunities {
  return {
    labels: position.map((at) => labels[at]!),
    count,
    confidence,
    lowConfidence,
    curve,
    neighbours: spreadNeighbours(fused, position),
    features: { vocabulary, matrix },
  };
}

/**
 * Normalised texts without repetition in alphabetical order, which makes everything after independent of the order of the input; and each of
 * them as it was written, by whoever comes first in the same order.
 */
function distinctTexts(texts: readonly string[]): {
  distinct: string[];
  written: string[];
  position: Int32Array;
} {
  const normalised = texts.map(normaliseText);
  const distinct = [...new Set(normalised)].sort();
  const at = new Map(distinct.map((text, i) => [text, i]));
  const position = Int32Array.from(normalised, (text) => at.get(text)!);
  const written: string[] = [];
  for (const [row, text] of texts.entries()) {
    const rival = written[position[row]!];
    if (rival === undefined || text < rival) written[position[row]!] = text;
  }
  return { distinct, written, position };
}

/** From lists over distinct texts to lists over all texts: each distinct text is stood for by its first occurrence. */
function spreadNeighbours(
  { k, indices, similarities }: NeighbourLists,
  position: Int32Array,
): NeighbourLists {
  const first = new Int32Array(indices.length / k).fill(-1);
  for (let row = position.length - 1; row >= 0; row--) first[position[row]!] = row;
  const spread = {
    k,
    indices: new Int32Array(position.length * k).fill(-1),
    similarities: new Float32Array(position.length * k),
  };
  for (let row = 0; row < position.length; row++) {
    const from = position[row]! * k;
    for (let place = 0; place < k && indices[from + place]! >= 0; place++) {
      spread.indices[row * k + place] = first[indices[from + place]!]!;
      spread.similarities[row * k + place] = similarities[from + place]!;
    }
  }
  return spread;
}

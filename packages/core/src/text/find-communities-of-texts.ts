import {
  countLabels,
  type ResolutionChoice,
  type ResolutionPoint,
  resolutionGrid,
} from './choose-resolution.ts';
import { wordSequences } from './dense-views.ts';
import { type FeatureKind, featureKinds } from './features.ts';
import { fuseNeighbours, type Graph, graphFromNeighbours } from './graph.ts';
import type { Language } from './language.ts';
import type { NeighbourLists } from './neighbour-lists.ts';
import { normaliseText } from './normalise.ts';
import { inlineParallel, type Parallel, throttledYield } from './parallel.ts';
import { seededRandom, shuffleInPlace } from './random.ts';
import type { TaskInput, TaskName, TaskOutput } from './tasks.ts';
import { fitVocabulary } from './vocabulary.ts';

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
  readonly abortSignal?: AbortSignal;
  /** Share of the work done, 0..1, with the name of the step just begun. */
  readonly onProgress?: (done: number, step: string) => void;
}

/** Groups of texts. */
export interface TextCommunities {
  /** Group of each text, 0 .. count - 1 by descending size. */
  readonly labels: Int32Array;
  readonly count: number;
  /** Agreement of the views at the chosen resolution, 0..1. */
  readonly confidence: number;
  /** The number of groups is a guess: tell the user. */
  readonly lowConfidence: boolean;
  /** Groups and agreement at every resolution tried. */
  readonly curve: readonly ResolutionPoint[];
  /** The next cuts with fewer and with more groups, when there are any. */
  readonly coarser?: Int32Array;
  readonly finer?: Int32Array;
  /** The fused nearest neighbours, one row per text; equal texts have the same row. Certainty and the 2-D map are read from them. */
  readonly neighbours: NeighbourLists;
}

const viewNeighbours = 30;
const graphNeighbours = 15;
const fusedNeighbours = 20;
/** Up to this many distinct texts the resolution is chosen on all of them; beyond, on a sample of `sampleSize`. */
const sampleAbove = 8000;
const sampleSize = 6000;
const granularityFactors = { coarse: 0.5, default: 1, fine: 2 };

/**
 * Groups texts by what they ask for, without labels, models or a wanted number: four views of the texts (weighted words and character grams; sharpened
 * latent semantics of words and of characters; the company words keep), the nearest neighbours in each, one graph fused from them, communities of that graph
 * at the resolution where the views agree most. Texts are normalised here (`normaliseText`) but not cleaned of quotes and signatures: call
 * `cleanMessage` where mail comes in. Equal texts are counted once and share a group. The order of the texts has no influence on the groups; the
 * same texts and seed give the same result.
 *
 * Above 8,000 distinct texts the number of groups is chosen on a sample of 6,000: with a fixed number of neighbours, graphs of more texts are more
 * local, and views begin to agree on splinters (a set of 21,500 template-made texts fell into 432 groups instead of 27).
 */
export async function findCommunitiesOfTexts(
  texts: readonly string[],
  options: FindCommunitiesOptions = {},
): Promise<TextCommunities> {
  const { seed = 1, targetCount, granularity = 'default', onProgress } = options;
  const run = runner(options);
  onProgress?.(0, 'prepare');
  await throttledYield(options.abortSignal)();
  const { distinct, position } = distinctTexts(texts);
  const isLarge = distinct.length > sampleAbove;
  onProgress?.(0.05, 'resolution');
  const sample = isLarge ? await analyse(sampleOf(distinct, seed), options, run) : undefined;
  onProgress?.(isLarge ? 0.3 : 0.1, 'neighbours');
  const lists = await neighboursInViews(distinct, options.language ?? 'en', seed, run);
  onProgress?.(0.8, 'communities');
  const { fused, graph } = fuse(lists);
  let choice = sample ?? (await chooseCut(graph, lists, seed, run));
  const wanted = targetCount ?? Math.round(choice.count * granularityFactors[granularity]);
  const isOther = wanted !== choice.count;
  if (isOther) choice = { ...choice, count: Math.max(1, wanted) };
  if (sample !== undefined || isOther) choice = await recut(choice, graph, seed, run);
  onProgress?.(1, 'done');
  return spread(choice, fused, position);
}

async function analyse(
  texts: readonly string[],
  options: FindCommunitiesOptions,
  run: Run,
): Promise<ResolutionChoice> {
  const { seed = 1, language = 'en' } = options;
  const lists = await neighboursInViews(texts, language, seed, run);
  return chooseCut(fuse(lists).graph, lists, seed, run);
}

/** Every text is as likely; which ones depends on the seed and the set of texts only. */
function sampleOf(texts: readonly string[], seed: number): string[] {
  const order = shuffleInPlace(
    Int32Array.from(texts, (_, at) => at),
    seededRandom(seed),
  );
  return Array.from(order.subarray(0, sampleSize).sort(), (at) => texts[at]!);
}

function fuse(lists: readonly NeighbourLists[]): { fused: NeighbourLists; graph: Graph } {
  const fused = fuseNeighbours(lists, { keep: fusedNeighbours });
  return { fused, graph: graphFromNeighbours(fused) };
}

async function chooseCut(
  graph: Graph,
  lists: readonly NeighbourLists[],
  seed: number,
  run: Run,
): Promise<ResolutionChoice> {
  // The sparse view helps to find neighbours but is no independent witness of the resolution: it rewards ever finer cuts.
  const views = lists.slice(1).map((list) => graphFromNeighbours(list, { keep: graphNeighbours }));
  const inputs = [graph, ...views].map((each) => ({ graph: each, resolutions: resolutionGrid, seed }));
  const [fused = [], ...ofViews] = await run('communities', inputs);
  const [choice] = await run('choose-resolution', [{ resolutions: resolutionGrid, fused, views: ofViews }]);
  return choice!;
}

/** The same choice of counts (this, coarser, finer), cut anew out of a graph. */
async function recut(
  choice: ResolutionChoice,
  graph: Graph,
  seed: number,
  run: Run,
): Promise<ResolutionChoice> {
  const near = (count: number) =>
    choice.curve.toSorted((a, b) => Math.abs(a.count - count) - Math.abs(b.count - count))[0]!;
  const counts = choice.curve.map((point) => point.count);
  const wanted = [
    choice.count,
    Math.max(0, ...counts.filter((count) => count < choice.count)),
    Math.min(graph.nodes + 1, ...counts.filter((count) => count > choice.count)),
  ];
  const inputs = wanted.map((targetCount) => ({
    graph,
    targetCount: Math.max(1, Math.min(graph.nodes, targetCount)),
    seed,
  }));
  const [labels, coarser, finer] = await run('communities-near', inputs);
  const { agreement, resolution } = near(choice.count);
  const { coarser: _coarser, finer: _finer, ...rest } = choice;
  return {
    ...rest,
    resolution,
    labels: labels!,
    count: countLabels(labels!),
    confidence: Math.max(0, agreement),
    ...(wanted[1]! > 0 ? { coarser: coarser! } : {}),
    ...(wanted[2]! <= graph.nodes ? { finer: finer! } : {}),
  };
}

type Run = <Name extends TaskName>(
  task: Name,
  inputs: readonly TaskInput<Name>[],
) => Promise<TaskOutput<Name>[]>;

function runner({ parallel = inlineParallel(), abortSignal }: FindCommunitiesOptions): Run {
  return (task, inputs) => parallel.run(task, inputs, { abortSignal });
}

/** Nearest neighbours by: sparse features, latent words, latent characters, company of words. */
async function neighboursInViews(
  texts: readonly string[],
  language: Language,
  seed: number,
  run: Run,
): Promise<readonly NeighbourLists[]> {
  const { vocabulary, matrix, counts } = fitVocabulary(texts, { language });
  const latent = { matrix, kinds: vocabulary.kinds, k: viewNeighbours, options: { seed } };
  const company = { texts: wordSequences(counts, vocabulary), k: viewNeighbours, options: { seed } };
  const lists = await Promise.all([
    run('sparse-neighbours', [{ matrix, k: viewNeighbours }]),
    run('latent-neighbours', [
      { ...latent, wanted: [kind('word'), kind('bigram')] },
      { ...latent, wanted: [kind('character')] },
    ]),
    run('cooccurrence-neighbours', [company]),
  ]);
  return lists.flat();
}

const kind = (name: FeatureKind) => featureKinds.indexOf(name);

/** From distinct texts back to all texts. */
function spread(choice: ResolutionChoice, fused: NeighbourLists, position: Int32Array): TextCommunities {
  const back = (labels: Int32Array) => position.map((at) => labels[at]!);
  const { count, confidence, lowConfidence, curve, coarser, finer } = choice;
  const result = { count, confidence, lowConfidence, curve, labels: back(choice.labels) };
  return {
    ...result,
    ...(coarser === undefined ? {} : { coarser: back(coarser) }),
    ...(finer === undefined ? {} : { finer: back(finer) }),
    neighbours: spreadNeighbours(fused, position),
  };
}

/** Normalised texts without repetition in alphabetical order, which makes everything after independent of the order of the input. */
function distinctTexts(texts: readonly string[]): { distinct: string[]; position: Int32Array } {
  const normalised = texts.map(normaliseText);
  const distinct = [...new Set(normalised)].sort();
  const at = new Map(distinct.map((text, i) => [text, i]));
  return { distinct, position: Int32Array.from(normalised, (text) => at.get(text)!) };
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

import { type ResolutionChoice, type ResolutionPoint, resolutionGrid } from './choose-resolution.ts';
import { wordSequences } from './dense-views.ts';
import { type FeatureKind, featureKinds } from './features.ts';
import { fuseNeighbours, graphFromNeighbours } from './graph.ts';
import type { Language } from './language.ts';
import type { NeighbourLists } from './neighbour-lists.ts';
import { normaliseText } from './normalise.ts';
import { inlineParallel, type Parallel, throttledYield } from './parallel.ts';
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

/**
 * Groups texts by what they ask for, without labels, models or a wanted number: four views of the texts (weighted words and character grams; sharpened
 * latent semantics of words and of characters; the company words keep), the nearest neighbours in each, one graph fused from them, communities of that graph
 * at the resolution where the views agree most. Texts are normalised here (`normaliseText`) but not cleaned of quotes and signatures: call
 * `cleanMessage` where mail comes in. Equal texts are counted once and share a group. The order of the texts has no influence on the groups; the
 * same texts and seed give the same result.
 */
export async function findCommunitiesOfTexts(
  texts: readonly string[],
  options: FindCommunitiesOptions = {},
): Promise<TextCommunities> {
  const { seed = 1, language = 'en', targetCount, onProgress } = options;
  const run = runner(options);
  onProgress?.(0, 'prepare');
  await throttledYield(options.abortSignal)();
  const { distinct, position } = distinctTexts(texts);
  onProgress?.(0.1, 'neighbours');
  const lists = await neighboursInViews(distinct, language, seed, run);
  onProgress?.(0.7, 'communities');
  const fusedLists = fuseNeighbours(lists, { keep: fusedNeighbours });
  const fused = graphFromNeighbours(fusedLists);
  // The sparse view helps to find neighbours but is no independent witness of the resolution: it rewards ever finer cuts.
  const views = lists.slice(1).map((list) => graphFromNeighbours(list, { keep: graphNeighbours }));
  const inputs = [fused, ...views].map((graph) => ({ graph, resolutions: resolutionGrid, seed }));
  const [ofFused = [], ...ofViews] = await run('communities', inputs);
  onProgress?.(0.9, 'resolution');
  const [choice] = await run('choose-resolution', [
    { resolutions: resolutionGrid, fused: ofFused, views: ofViews },
  ]);
  const [wanted] =
    targetCount === undefined ? [] : await run('communities-near', [{ graph: fused, targetCount, seed }]);
  onProgress?.(1, 'done');
  return spread(wanted === undefined ? choice! : atTarget(choice!, wanted), fusedLists, position);
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

/** The same curve with the wanted cut; its confidence is that of the point of the curve nearest in count. */
function atTarget(choice: ResolutionChoice, labels: Int32Array): ResolutionChoice {
  const count = labels.reduce((most, label) => Math.max(most, label + 1), 0);
  const nearest = choice.curve.toSorted((a, b) => Math.abs(a.count - count) - Math.abs(b.count - count))[0]!;
  const confidence = Math.max(0, nearest.agreement);
  return {
    ...choice,
    labels,
    count,
    resolution: nearest.resolution,
    confidence,
    lowConfidence: confidence < 0.35,
  };
}

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

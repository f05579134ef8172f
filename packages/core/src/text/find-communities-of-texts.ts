import type { ResolutionChoice, ResolutionPoint } from './choose-resolution.ts';
import { resolutionGrid } from './choose-resolution.ts';
import { wordSequences } from './dense-views.ts';
import { fuseNeighbours, type Graph, graphFromNeighbours } from './graph.ts';
import type { Language } from './language.ts';
import type { NeighbourLists } from './neighbour-lists.ts';
import { normaliseText } from './normalise.ts';
import { inlineParallel, type Parallel } from './parallel.ts';
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

export async function findCommunitiesOfTexts(
  texts: readonly string[],
  options: FindCommunitiesOptions = {},
): Promise<TextCommunities> {
  const { parallel = inlineParallel(), seed = 1, language = 'en', onProgress } = options;
  onProgress?.(0, 'prepare');
  const { distinct, position } = distinctTexts(texts);
  const run = async <Name extends TaskName>(task: Name, inputs: readonly TaskInput<Name>[]): Promise<TaskOutput<Name>[]> =>
    parallel.run(task, inputs, { abortSignal: options.abortSignal });
  const { vocabulary, matrix, counts } = fitVocabulary(distinct, { language });
  const shared = { matrix, kinds: vocabulary.kinds, k: viewNeighbours, options: { seed } };
  onProgress?.(0.1, 'neighbours');
  const [sparse, latent, company] = await Promise.all([
    run('sparse-neighbours', [{ matrix, k: viewNeighbours }]),
    run('latent-neighbours', [{ ...shared, wanted: [0, 1] }, { ...shared, wanted: [2] }]),
    run('cooccurrence-neighbours', [{ texts: wordSequences(counts, vocabulary), k: viewNeighbours, options: { seed } }]),
  ]);
  const lists: NeighbourLists[] = [...sparse, ...latent, ...company];
  onProgress?.(0.7, 'communities');
  const fusedLists = fuseNeighbours(lists, { keep: fusedNeighbours });
  const fused = graphFromNeighbours(fusedLists);
  const graphs: Graph[] = [fused, ...lists.map((list) => graphFromNeighbours(list, { keep: graphNeighbours }))];
  const [ofFused = [], ...ofViews] = await run('communities', graphs.map((graph) => ({ graph, resolutions: resolutionGrid, seed })));
  onProgress?.(0.9, 'resolution');
  const [choice] = await run('choose-resolution', [{ resolutions: resolutionGrid, fused: ofFused, views: ofViews }]);
  if (choice === undefined) throw new Error('unreachable');
  return spread(choice, fusedLists, position);
}

function spread(choice: ResolutionChoice, fused: NeighbourLists, position: Int32Array): TextCommunities {
  const back = (labels: Int32Array) => position.map((at) => labels[at]!);
  return { ...choice, labels: back(choice.labels), ...(choice.coarser ? { coarser: back(choice.coarser) } : {}), ...(choice.finer ? { finer: back(choice.finer) } : {}), neighbours: spreadNeighbours(fused, position) };
}

function distinctTexts(texts: readonly string[]): { distinct: string[]; position: Int32Array } {
  const normalised = texts.map(normaliseText);
  const distinct = [...new Set(normalised)].sort();
  const at = new Map(distinct.map((text, i) => [text, i]));
  return { distinct, position: Int32Array.from(normalised, (text) => at.get(text)!) };
}

/** From lists over distinct texts to lists over all texts: each distinct text is stood for by its first occurrence. */
function spreadNeighbours({ k, indices, similarities }: NeighbourLists, position: Int32Array): NeighbourLists {
  const first = new Int32Array(indices.length / k).fill(-1);
  for (let row = position.length - 1; row >= 0; row--) first[position[row]!] = row;
  const spread = { k, indices: new Int32Array(position.length * k).fill(-1), similarities: new Float32Array(position.length * k) };
  for (let row = 0; row < position.length; row++) {
    const from = position[row]! * k;
    for (let place = 0; place < k && indices[from + place]! >= 0; place++) {
      spread.indices[row * k + place] = first[indices[from + place]!]!;
      spread.similarities[row * k + place] = similarities[from + place]!;
    }
  }
  return spread;
}

import { type DenseView, wordSequences } from './dense-views.ts';
import { type FeatureKind, featureKinds } from './features.ts';
import { fuseNeighbours, type Graph, graphFromNeighbours } from './graph.ts';
import type { Language } from './language.ts';
import type { NeighbourLists } from './neighbour-lists.ts';
import type { SparseMatrix } from './sparse.ts';
import type { TaskInput, TaskName, TaskOutput } from './tasks.ts';
import { fitVocabulary } from './vocabulary.ts';

/** Runs tasks of the table, here or on other threads. */
export type RunTasks = <Name extends TaskName>(
  task: Name,
  inputs: readonly TaskInput<Name>[],
) => Promise<TaskOutput<Name>[]>;

/** The same texts seen in four ways. */
export interface TextViews {
  /** The sparse view: weighted words, word pairs and character grams. */
  readonly matrix: SparseMatrix;
  /** Per column, the position of its kind in `featureKinds`. */
  readonly kinds: Uint8Array;
  /** The independent witnesses: latent words, latent characters, the company words keep. */
  readonly dense: readonly [words: DenseView, characters: DenseView, company: DenseView];
  /** The nearest neighbours by all four views. */
  readonly fused: NeighbourLists;
  readonly graph: Graph;
}

const viewNeighbours = 30;
const fusedNeighbours = 20;

/** Works out the views of distinct normalised texts. */
export async function viewsOfTexts(
  texts: readonly string[],
  { language, seed, run }: { readonly language: Language; readonly seed: number; readonly run: RunTasks },
): Promise<TextViews> {
  const { vocabulary, matrix, counts } = fitVocabulary(texts, { language });
  const { kinds } = vocabulary;
  const shared = { k: viewNeighbours, options: { seed } };
  const [[sparse], [words, characters], [company]] = await Promise.all([
    run('sparse-neighbours', [{ matrix, k: viewNeighbours }]),
    run('latent-view', [
      { ...shared, matrix, kinds, wanted: [kind('word'), kind('bigram')] },
      { ...shared, matrix, kinds, wanted: [kind('character')] },
    ]),
    run('cooccurrence-view', [{ ...shared, texts: wordSequences(counts, vocabulary) }]),
  ]);
  const dense = [words!, characters!, company!] as const;
  const lists = [sparse!, ...dense.map(({ neighbours }) => neighbours)];
  const fused = fuseNeighbours(lists, { keep: fusedNeighbours });
  return { matrix, kinds, dense, fused, graph: graphFromNeighbours(fused) };
}

const kind = (name: FeatureKind) => featureKinds.indexOf(name);

import { type DenseView, wordSequences } from './dense-views.ts';
import { type FeatureKind, featureKinds } from './features.ts';
import { fuseNeighbours, type Graph, graphFromNeighbours } from './graph.ts';
import type { Language } from './language.ts';
import type { NeighbourLists } from './neighbour-lists.ts';
import type { DenseMatrix, SparseMatrix } from './sparse.ts';
import type { TaskInput, TaskName, TaskOutput } from './tasks.ts';
import { fitVocabulary, type Vocabulary } from './vocabulary.ts';

/** Runs tasks of the table, here or on other threads. */
export type RunTasks = <Name extends TaskName>(
  task: Name,
  inputs: readonly TaskInput<Name>[],
) => Promise<TaskOutput<Name>[]>;

/** Vectors of length 1 for texts as they were written, from an embedding model. `undefined`: none are to be had now. */
export type EmbedTexts = (texts: readonly string[]) => Promise<DenseMatrix | undefined>;

/** The same texts seen in four ways, or five. */
export interface TextViews {
  /** The sparse view: weighted words, word pairs and character grams. */
  readonly matrix: SparseMatrix;
  readonly vocabulary: Vocabulary;
  /** The independent witnesses: latent words, latent characters, the company words keep, and embeddings where there are any. */
  readonly dense: readonly [
    words: DenseView,
    characters: DenseView,
    company: DenseView,
    ...embedded: readonly DenseView[],
  ];
  /** The nearest neighbours by all views. */
  readonly fused: NeighbourLists;
  readonly graph: Graph;
}

const viewNeighbours = 30;
const fusedNeighbours = 20;

/** Works out the views of distinct normalised texts. */
export async function viewsOfTexts(
  texts: readonly string[],
  {
    language,
    seed,
    run,
    embed,
    written = texts,
  }: {
    readonly language: Language;
    readonly seed: number;
    readonly run: RunTasks;
    readonly embed?: EmbedTexts | undefined;
    /** The texts before they were normalised, for `embed`. Default: they never were. */
    readonly written?: readonly string[];
  },
): Promise<TextViews> {
  const { vocabulary, matrix, counts } = fitVocabulary(texts, { language });
  const { kinds } = vocabulary;
  const shared = { k: viewNeighbours, options: { seed } };
  // The longest first, so that two threads end together.
  const [[characters, words], [company], [sparse], embedded] = await Promise.all([
    run('latent-view', [
      { ...shared, matrix, kinds, wanted: [kind('character')] },
      { ...shared, matrix, kinds, wanted: [kind('word'), kind('bigram')] },
    ]),
    run('cooccurrence-view', [{ ...shared, texts: wordSequences(counts, vocabulary) }]),
    run('sparse-neighbours', [{ matrix, k: viewNeighbours }]),
    embed?.(written).then((vectors) =>
      vectors === undefined ? [] : run('embedded-view', [{ vectors, k: viewNeighbours }]),
    ) ?? [],
  ]);
  const dense = [words!, characters!, company!, ...embedded] as const;
  const lists = [sparse!, ...dense.map(({ neighbours }) => neighbours)];
  const fused = fuseNeighbours(lists, { keep: fusedNeighbours });
  return { matrix, vocabulary, dense, fused, graph: graphFromNeighbours(fused) };
}

const kind = (name: FeatureKind) => featureKinds.indexOf(name);

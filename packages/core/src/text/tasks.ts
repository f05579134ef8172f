import { chooseLinkage, type LinkageInput } from './choose-linkage.ts';
import { chooseResolution, type ResolutionInput } from './choose-resolution.ts';
import { findCommunities } from './communities.ts';
import { communitiesNear } from './communities-near.ts';
import { denseNeighbours } from './dense-neighbours.ts';
import {
  cooccurrenceView,
  type DenseView,
  latentView,
  type ViewOptions,
  type WordSequences,
} from './dense-views.ts';
import { type ExtendGroupsInput, extendGroups } from './extend-groups.ts';
import type { Graph } from './graph.ts';
import { sparseNeighbours } from './nearest-neighbours.ts';
import type { NeighbourLists } from './neighbour-lists.ts';
import { type GroupedSample, type PlacedTexts, placeTexts } from './place-texts.ts';
import { type PropagationInput, propagateLabels } from './propagate-labels.ts';
import { textKeys } from './sample-texts.ts';
import { type SelfTrainingInput, selfTrain, sortAnew } from './self-training.ts';
import type { DenseMatrix, SparseMatrix } from './sparse.ts';
import type { Stepwise } from './stepwise.ts';

/**
 * The heavy work that may run on another thread: named pure functions whose input and output are plain data (typed arrays, strings, plain
 * objects). Inline execution and the worker pool use this one table. Each is stepwise, so that inline execution can give way and stop.
 */
export const tasks = {
  /** Nearest rows of a sparse matrix. */
  *'sparse-neighbours'(input: { matrix: SparseMatrix; k: number }): Stepwise<NeighbourLists> {
    return yield* sparseNeighbours(input.matrix, { k: input.k });
  },
  /** Texts by latent semantic analysis of some kinds of features. */
  *'latent-view'(input: {
    matrix: SparseMatrix;
    kinds: Uint8Array;
    wanted: readonly number[];
    k: number;
    options: ViewOptions;
  }): Stepwise<DenseView> {
    const vectors = yield* latentView(input.matrix, input.kinds, input.wanted, input.options);
    return { vectors, neighbours: yield* denseNeighbours(vectors, { k: input.k }) };
  },
  /** Texts by the company their words keep. */
  *'cooccurrence-view'(input: {
    texts: WordSequences;
    k: number;
    options: ViewOptions;
  }): Stepwise<DenseView> {
    const vectors = yield* cooccurrenceView(input.texts, input.options);
    return { vectors, neighbours: yield* denseNeighbours(vectors, { k: input.k }) };
  },
  /** Texts by vectors of length 1 that an embedding model gave them. */
  *'embedded-view'(input: { vectors: DenseMatrix; k: number }): Stepwise<DenseView> {
    return { vectors: input.vectors, neighbours: yield* denseNeighbours(input.vectors, { k: input.k }) };
  },
  /** Communities of a graph, one labeling per resolution. */
  *communities(input: {
    graph: Graph;
    resolutions: readonly number[];
    seed: number;
  }): Stepwise<readonly Int32Array[]> {
    const labelings: Int32Array[] = [];
    for (const resolution of input.resolutions) {
      labelings.push(findCommunities(input.graph, { resolution, seed: input.seed }));
      yield;
    }
    return labelings;
  },
  /** Communities of a graph, as near to a wanted number as possible. */
  *'communities-near'(input: { graph: Graph; targetCount: number; seed: number }): Stepwise<Int32Array> {
    yield;
    return communitiesNear(input.graph, input.targetCount, { seed: input.seed });
  },
  /** A key per text that chooses a sample. */
  *'text-keys'(input: { texts: readonly string[]; seed: number }): Stepwise<Float64Array> {
    return yield* textKeys(input.texts, input.seed);
  },
  /** Texts put into the groups of a sample. */
  *'place-texts'(input: {
    sample: GroupedSample;
    texts: readonly string[];
    k: number;
  }): Stepwise<PlacedTexts> {
    return yield* placeTexts(input.sample, input);
  },
  /** Labels spread from rows that have one. */
  'propagate-labels': (input: PropagationInput) => propagateLabels(input),
  /** The natural resolution. */
  'choose-resolution': (input: ResolutionInput) => chooseResolution(input),
  /** Groups by merging communities, at the natural number. */
  'choose-linkage': (input: LinkageInput) => chooseLinkage(input),
  /** Groups that learn their words, where that helps. */
  'self-train': (input: SelfTrainingInput) => selfTrain(input),
  /** Texts sorted anew by the words of their groups. */
  'sort-anew': (input: { matrix: SparseMatrix; labels: Int32Array }) => sortAnew(input.matrix, input.labels),
  /** The groups of a sample carried over to all. */
  'extend-groups': (input: ExtendGroupsInput) => extendGroups(input),
};

/** The table's types. */
export type Tasks = typeof tasks;
/** A name in the table. */
export type TaskName = keyof Tasks;
/** What a task takes. */
export type TaskInput<Name extends TaskName> = Parameters<Tasks[Name]>[0];
/** What a task gives. */
export type TaskOutput<Name extends TaskName> =
  ReturnType<Tasks[Name]> extends Stepwise<infer Output> ? Output : never;

import type { FeatureCounts } from './features.ts';
import { gram } from './gram.ts';
import { eigenSymmetric, multiplyDense } from './linear-algebra.ts';
import type { NeighbourLists } from './neighbour-lists.ts';
import {
  type DenseMatrix,
  normaliseDenseRows,
  normaliseRows,
  type SparseMatrix,
  selectColumns,
} from './sparse.ts';
import type { Stepwise } from './stepwise.ts';
import { truncatedSvd } from './svd.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Size and chance of a view. */
export interface ViewOptions {
  /** Default 150, at most a third of the number of texts. */
  readonly dimensions?: number;
  /** Default 1. */
  readonly seed?: number;
}

/** Texts as dense vectors, and the nearest others of each. */
export interface DenseView {
  /** One of length 1 per text. */
  readonly vectors: DenseMatrix;
  readonly neighbours: NeighbourLists;
}

/** Latent semantic analysis (Deerwester et al. 1990) of some kinds of features, sharpened: one vector of length 1 per text. */
export function* latentView(
  matrix: SparseMatrix,
  kinds: Uint8Array,
  wanted: readonly number[],
  options: ViewOptions = {},
): Stepwise<DenseMatrix> {
  const part = selectColumns(matrix, (column) => wanted.includes(kinds[column]!));
  normaliseRows(part);
  const rank = rankFor(matrix.rows, options);
  const view = yield* truncatedSvd(part, { rank, seed: options.seed ?? 1, withColumns: false });
  sharpen(view.rows, view.singularValues, latentSharpness);
  normaliseDenseRows(view.rows);
  return view.rows;
}

/**
 * Exponents of the singular values in a view, where plain latent semantic analysis has 1 and word vectors usually 1/2. A higher one lets the
 * directions shared by many texts weigh more and fades out the rest softly, as if each text were first mixed with texts like it. Measured on four sets:
 * the share of right ones among the ten nearest texts rises from 65 to 71 % on programming titles and from 78 to 79 % on banking questions; far
 * beyond, small groups drown.
 */
const latentSharpness = 1.5;
const wordSharpness = 0.5;
const companySharpness = 2;

/** Scales each column by its singular value to the power `sharpness - 1`, relative to the largest. */
function sharpen(rows: DenseMatrix, singularValues: Float64Array, sharpness: number): void {
  const scale = singularValues.map((value) => (value / singularValues[0]!) ** (sharpness - 1));
  const { columns, values } = rows;
  for (let i = 0; i < values.length; i++) values[i]! *= scale[i % columns]!;
}

/** What {@link cooccurrenceView} reads: the texts as sequences of words, each word a number below `words`. */
export interface WordSequences {
  readonly words: number;
  /** Text r is `sequence[starts[r] .. starts[r + 1])`. */
  readonly starts: Int32Array;
  readonly sequence: Int32Array;
  /** Weight of each word in a text's mean (inverse document frequency). */
  readonly weights: Float32Array;
}

/** The words of a fitted vocabulary in text order; rare and too frequent ones are left out. */
export function wordSequences(counts: FeatureCounts, vocabulary: Vocabulary): WordSequences {
  const word = new Int32Array(counts.names.length).fill(-1);
  const weights: number[] = [];
  for (let id = 0; id < word.length; id++) {
    if (counts.kinds[id] !== 0) continue;
    const column = vocabulary.columns.get(counts.names[id]!);
    if (column === undefined) continue;
    word[id] = weights.length;
    weights.push(vocabulary.weights[column]!);
  }
  const rows = counts.wordStarts.length - 1;
  const starts = new Int32Array(rows + 1);
  const sequence = new Int32Array(counts.wordSequence.length);
  let filled = 0;
  for (let row = 0; row < rows; row++) {
    for (let i = counts.wordStarts[row]!; i < counts.wordStarts[row + 1]!; i++) {
      const id = word[counts.wordSequence[i]!]!;
      if (id >= 0) sequence[filled++] = id;
    }
    starts[row + 1] = filled;
  }
  return {
    words: weights.length,
    starts,
    sequence: sequence.slice(0, filled),
    weights: Float32Array.from(weights),
  };
}

/**
 * Texts by the company their words keep: vectors of words from positive pointwise mutual information of neighbouring words (window 5, a pair at
 * distance d counts 1/d, context counts to the power .75: Levy, Goldberg, Dagan 2015) by SVD; a text is the weighted mean of its words without the
 * component common to all texts (Arora et al. 2017). One vector of length 1 per text.
 */
export function* cooccurrenceView(texts: WordSequences, options: ViewOptions = {}): Stepwise<DenseMatrix> {
  const rows = texts.starts.length - 1;
  const information = mutualInformation(texts);
  yield;
  const rank = rankFor(rows, options);
  const words = yield* truncatedSvd(information, { rank, seed: options.seed ?? 1, withColumns: false });
  sharpen(words.rows, words.singularValues, wordSharpness);
  const view = meanOfWords(texts, words.rows);
  normaliseDenseRows(view);
  removeCommonComponent(view);
  normaliseDenseRows(view);
  yield;
  const sharp = sharpenSpectrum(view, companySharpness);
  normaliseDenseRows(sharp);
  return sharp;
}

/** The same sharpening for vectors that did not come out of a decomposition: X W diag(singular value^(sharpness - 1)) with W from Xᵀ X. */
function sharpenSpectrum(view: DenseMatrix, sharpness: number): DenseMatrix {
  const { columns } = view;
  const { values, vectors } = eigenSymmetric(gram(view), columns);
  for (let i = 0; i < vectors.length; i++) {
    vectors[i]! *= (Math.max(0, values[i % columns]!) / (values[0]! || 1)) ** ((sharpness - 1) / 2);
  }
  return multiplyDense(view, vectors, columns);
}

const windowSize = 5;

function mutualInformation({ words, starts, sequence }: WordSequences): SparseMatrix {
  const pairs: Map<number, number>[] = Array.from({ length: words }, () => new Map());
  const count = (a: number, b: number, weight: number) => pairs[a]!.set(b, (pairs[a]!.get(b) ?? 0) + weight);
  for (let row = 0; row + 1 < starts.length; row++) {
    for (let i = starts[row]!; i < starts[row + 1]!; i++) {
      for (let j = i + 1; j < Math.min(i + 1 + windowSize, starts[row + 1]!); j++) {
        count(sequence[i]!, sequence[j]!, 1 / (j - i));
        count(sequence[j]!, sequence[i]!, 1 / (j - i));
      }
    }
  }
  const sums = pairs.map((partners) => partners.values().reduce((sum, weight) => sum + weight, 0));
  const contexts = sums.map((sum) => sum ** 0.75);
  const contextTotal = contexts.reduce((sum, value) => sum + value, 0);
  const indptr = new Int32Array(words + 1);
  const [indices, values]: [number[], number[]] = [[], []];
  for (let word = 0; word < words; word++) {
    for (const [context, weight] of pairs[word]!) {
      const information = Math.log((weight * contextTotal) / (sums[word]! * contexts[context]!));
      if (information <= 0) continue;
      indices.push(context);
      values.push(information);
    }
    indptr[word + 1] = indices.length;
  }
  return {
    rows: words,
    columns: words,
    indptr,
    indices: Int32Array.from(indices),
    values: Float32Array.from(values),
  };
}

function meanOfWords({ starts, sequence, weights }: WordSequences, words: DenseMatrix): DenseMatrix {
  const rows = starts.length - 1;
  const { columns } = words;
  const values = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let i = starts[row]!; i < starts[row + 1]!; i++) {
      const weight = weights[sequence[i]!]!;
      const at = sequence[i]! * columns;
      for (let c = 0; c < columns; c++) values[row * columns + c]! += weight * words.values[at + c]!;
    }
  }
  return { rows, columns, values };
}

/** Takes the first right singular vector out of all rows (power iteration from the mean). */
function removeCommonComponent({ rows, columns, values }: DenseMatrix): void {
  const direction = new Float64Array(columns).fill(1 / Math.sqrt(columns));
  const project = (row: number) => {
    let dot = 0;
    for (let c = 0; c < columns; c++) dot += values[row * columns + c]! * direction[c]!;
    return dot;
  };
  for (let pass = 0; pass < 15; pass++) {
    const next = new Float64Array(columns);
    for (let row = 0; row < rows; row++) {
      const dot = project(row);
      for (let c = 0; c < columns; c++) next[c]! += dot * values[row * columns + c]!;
    }
    const length = Math.hypot(...next);
    if (length === 0) return;
    for (let c = 0; c < columns; c++) direction[c] = next[c]! / length;
  }
  for (let row = 0; row < rows; row++) {
    const dot = project(row);
    for (let c = 0; c < columns; c++) values[row * columns + c]! -= dot * direction[c]!;
  }
}

function rankFor(texts: number, { dimensions = 150 }: ViewOptions): number {
  return Math.max(2, Math.min(dimensions, Math.floor(texts / 3)));
}

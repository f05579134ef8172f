import type { Language } from './language.ts';
import { normaliseRows, type SparseMatrix } from './sparse.ts';
import { fitVocabulary, type Vocabulary, vectorise } from './vocabulary.ts';

/**
 * Features for telling classes of texts apart: stems, stem pairs and characters, and besides them the words and word pairs as written with
 * no word left out, because "how do I" against "why did my" separates what content words cannot. Plain data.
 */
export interface ClassFeatures {
  readonly content: Vocabulary;
  readonly written: Vocabulary;
}

/** Weights by position in `featureKinds`: word, word pair, characters. */
const contentWeights = [1, 0.7, 0.35];
const writtenWeights = [0.7, 0.5, 0];
/** From this many texts on, features in more than a fifth of them are dropped: they cost most and tell least. */
const manyTexts = 2000;

/**
 * Learns features on labelled texts (already normalised). A feature weighs by the number of classes it is found in, not of texts: what
 * all texts of one class share is its best sign. Measured with 5 and 10 texts a class on four sets, that is .3 to 2 points better.
 */
export function fitClassFeatures(
  texts: readonly string[],
  labels: Int32Array,
  classes: number,
  language: Language,
): { readonly features: ClassFeatures; readonly matrix: SparseMatrix } {
  const features = {
    content: weighByClasses(texts, labels, classes, language, contentWeights),
    written: weighByClasses(texts, labels, classes, 'unknown', writtenWeights),
  };
  return { features, matrix: classVectors(features, texts) };
}

/** Texts (already normalised) as rows of length 1. */
export function classVectors({ content, written }: ClassFeatures, texts: readonly string[]): SparseMatrix {
  return joinColumns(vectorise(content, texts), vectorise(written, texts));
}

function weighByClasses(
  texts: readonly string[],
  labels: Int32Array,
  classes: number,
  language: Language,
  weights: readonly number[],
): Vocabulary {
  const { vocabulary, matrix } = fitVocabulary(texts, {
    language,
    minDocuments: 1,
    maxDocumentShare: texts.length > manyTexts ? 0.2 : 1,
  });
  const spread = classesPerColumn(matrix, labels);
  const columns = new Map<string, number>();
  const [kinds, chosen]: [number[], number[]] = [[], []];
  for (const [name, column] of vocabulary.columns) {
    const kind = vocabulary.kinds[column]!;
    if (weights[kind] === 0) continue;
    columns.set(name, chosen.length);
    kinds.push(kind);
    chosen.push(weights[kind]! * (1 + Math.log((1 + classes) / (1 + spread[column]!))));
  }
  return { language, columns, kinds: Uint8Array.from(kinds), weights: Float32Array.from(chosen) };
}

/** In how many classes each column is found. */
function classesPerColumn({ rows, columns, indptr, indices }: SparseMatrix, labels: Int32Array): Int32Array {
  const byClass = Int32Array.from({ length: rows }, (_, row) => row).sort((a, b) => labels[a]! - labels[b]!);
  const last = new Int32Array(columns).fill(-1);
  const spread = new Int32Array(columns);
  for (const row of byClass) {
    for (let i = indptr[row]!; i < indptr[row + 1]!; i++) {
      const column = indices[i]!;
      if (last[column] === labels[row]) continue;
      last[column] = labels[row]!;
      spread[column]! += 1;
    }
  }
  return spread;
}

/** Puts two matrices over the same rows side by side and scales the rows to length 1. */
function joinColumns(left: SparseMatrix, right: SparseMatrix): SparseMatrix {
  const indptr = new Int32Array(left.rows + 1);
  const indices = new Int32Array(left.indices.length + right.indices.length);
  const values = new Float32Array(indices.length);
  let filled = 0;
  for (let row = 0; row < left.rows; row++) {
    for (const [part, shift] of [
      [left, 0],
      [right, left.columns],
    ] as const) {
      for (let i = part.indptr[row]!; i < part.indptr[row + 1]!; i++) {
        indices[filled] = part.indices[i]! + shift;
        values[filled++] = part.values[i]!;
      }
    }
    indptr[row + 1] = filled;
  }
  const joined = { rows: left.rows, columns: left.columns + right.columns, indptr, indices, values };
  normaliseRows(joined);
  return joined;
}

import { countFeatures, type FeatureCounts, featureKinds } from './features.ts';
import type { Language } from './language.ts';
import { normaliseRows, type SparseMatrix } from './sparse.ts';

/** How texts become weighted features. */
export interface VocabularyOptions {
  /** Language of stems. Default `'en'`. */
  readonly language?: Language;
  /** A feature must occur in at least this many texts. Default 2, or 1 below 50 texts. */
  readonly minDocuments?: number;
  /**
   * A feature in more than this share of the texts says nothing. Default .35, or .5 below 50 texts: what a third of the customers of a desk write about ("debt", "card") still
   * tells them from the others. Measured from 250 to 6,400 texts; at .2 long texts and desks with one large intent fell apart.
   */
  readonly maxDocumentShare?: number;
  /** Weight of each kind of feature. Default word 1, bigram .7, character .5. */
  readonly weights?: { readonly word: number; readonly bigram: number; readonly character: number };
}

/** A fitted vocabulary: plain data, so it can be stored or sent to a worker. */
export interface Vocabulary {
  readonly language: Language;
  /** Feature name (`w:stem`, `b:stem stem`, `c:gram`) -> column. */
  readonly columns: ReadonlyMap<string, number>;
  /** Per column, the position of its kind in `featureKinds`. */
  readonly kinds: Uint8Array;
  /** Per column, kind weight x inverse document frequency `ln((1 + n) / (1 + df)) + 1`. */
  readonly weights: Float32Array;
}

/** Learns the features of texts (already normalised) and gives their matrix: see {@link vectorise}. */
export function fitVocabulary(
  texts: readonly string[],
  options: VocabularyOptions = {},
): { readonly vocabulary: Vocabulary; readonly matrix: SparseMatrix; readonly counts: FeatureCounts } {
  const language = options.language ?? 'en';
  const counts = countFeatures(texts, language);
  const { column, vocabulary } = chooseColumns(counts, texts.length, language, options);
  return { vocabulary, matrix: weigh(counts, column, vocabulary), counts };
}

/** Texts as rows of weighted features: `weight x (1 + ln tf)`, scaled to length 1, so a dot product is a cosine. Unknown features are ignored. */
export function vectorise(vocabulary: Vocabulary, texts: readonly string[]): SparseMatrix {
  const counts = countFeatures(texts, vocabulary.language);
  const column = Int32Array.from(counts.names, (name) => vocabulary.columns.get(name) ?? -1);
  return weigh(counts, column, vocabulary);
}

/** Below this number of texts, one more or less changes any share. */
const few = 50;

function chooseColumns(counts: FeatureCounts, texts: number, language: Language, options: VocabularyOptions) {
  const weightOf = options.weights ?? { word: 1, bigram: 0.7, character: 0.5 };
  const least = options.minDocuments ?? (texts < few ? 1 : 2);
  const share = options.maxDocumentShare ?? (texts < few ? 0.5 : 0.35);
  const most = Math.max(least, texts * share);
  const column = new Int32Array(counts.names.length).fill(-1);
  const columns = new Map<string, number>();
  const [kinds, weights]: [number[], number[]] = [[], []];
  for (let id = 0; id < column.length; id++) {
    const frequency = counts.documentFrequency[id]!;
    if (frequency < least || frequency > most) continue;
    const kind = counts.kinds[id]!;
    column[id] = kinds.length;
    columns.set(counts.names[id]!, kinds.length);
    kinds.push(kind);
    weights.push(weightOf[featureKinds[kind]!] * (Math.log((1 + texts) / (1 + frequency)) + 1));
  }
  const vocabulary = {
    language,
    columns,
    kinds: Uint8Array.from(kinds),
    weights: Float32Array.from(weights),
  };
  return { column, vocabulary };
}

function weigh(counts: FeatureCounts, column: Int32Array, vocabulary: Vocabulary): SparseMatrix {
  const rows = counts.indptr.length - 1;
  const indptr = new Int32Array(rows + 1);
  const indices = new Int32Array(counts.ids.length);
  const values = new Float32Array(counts.ids.length);
  let filled = 0;
  for (let row = 0; row < rows; row++) {
    for (let i = counts.indptr[row]!; i < counts.indptr[row + 1]!; i++) {
      const at = column[counts.ids[i]!]!;
      if (at < 0) continue;
      indices[filled] = at;
      values[filled++] = vocabulary.weights[at]! * (1 + Math.log(counts.counts[i]!));
    }
    indptr[row + 1] = filled;
  }
  const matrix: SparseMatrix = {
    rows,
    columns: vocabulary.weights.length,
    indptr,
    indices: indices.slice(0, filled),
    values: values.slice(0, filled),
  };
  normaliseRows(matrix);
  return matrix;
}

import type { TicketId } from '../ids.ts';
import { type ClassFeatures, classVectors, fitClassFeatures } from '../text/class-features.ts';
import { knownLanguage, type Language } from '../text/language.ts';
import { fitLogistic } from '../text/logistic.ts';
import { buildInvertedIndex } from '../text/nearest-neighbours.ts';
import { normaliseText } from '../text/normalise.ts';
import { openClassScorer } from '../text/score-classes.ts';
import type { SparseMatrix } from '../text/sparse.ts';
import { tokenise } from '../text/tokenise.ts';
import type { Catalogue, CatalogueIntent, TicketText } from './clusterer.ts';

/** A text that an intent is learned from: an exemplar, or (without ticket) the intent's own name. */
export interface LearnedRow {
  /** Position in `intents`. */
  readonly intent: number;
  readonly ticketId?: TicketId;
}

/** The exemplars of all intents, searchable, and a classifier learned from them. */
export interface ExemplarIndex {
  readonly intents: readonly CatalogueIntent[];
  readonly rows: readonly LearnedRow[];
  readonly rowOfTicket: ReadonlyMap<TicketId, number>;
  readonly language: Language;
  readonly features: ClassFeatures;
  /** Scores of the intents by position, then that of the background: a text that shares no word with any. */
  readonly score: ReturnType<typeof openClassScorer>;
  /** Length of the sum of an intent's rows, by position in `intents`: what a centroid's cosine is divided by. */
  readonly lengths: Float64Array;
  /** Every content word of the exemplars. */
  readonly words: ReadonlySet<string>;
}

/** From this size on, features found in more than a twentieth of the rows are not followed: they cost most and tell least. */
const manyRows = 20_000;

/** Learns the intents of a catalogue from their exemplars and names. */
export function indexExemplars({ intents }: Catalogue): ExemplarIndex {
  const learned = intents.flatMap((intent, position) => rowsOf(intent, position));
  const texts = learned.map(({ text }) => normaliseText(text));
  const labels = Int32Array.from(learned, ({ intent }) => intent);
  const language = mostCommonLanguage(intents.flatMap(({ exemplars }) => exemplars));
  const { features, matrix } = fitClassFeatures(texts, labels, intents.length, language);
  const against = withBackground(matrix, labels, intents.length);
  const rowOfTicket = new Map<TicketId, number>();
  for (const [row, { ticketId }] of learned.entries())
    if (ticketId !== undefined) rowOfTicket.set(ticketId, row);
  return {
    intents,
    rows: learned,
    rowOfTicket,
    language,
    features,
    score: openClassScorer(
      buildInvertedIndex(against.matrix, { maxDocumentShare: matrix.rows > manyRows ? 0.05 : 1 }),
      fitLogistic(against.matrix, against.labels, intents.length + 1),
    ),
    lengths: lengthsOf(matrix, labels, intents.length),
    words: new Set(texts.flatMap((text) => contentWords(text, language))),
  };
}

/**
 * Adds a class of rows without features, as many as an intent has on average. What a text of unknown words scores becomes a class like others: with
 * few intents in the catalogue, one of them would else seem certain for any text.
 */
function withBackground(matrix: SparseMatrix, labels: Int32Array, intents: number) {
  const extra = Math.max(1, Math.round(labels.length / Math.max(1, intents)));
  const indptr = new Int32Array(matrix.rows + extra + 1).fill(matrix.indices.length);
  indptr.set(matrix.indptr);
  const all = new Int32Array(labels.length + extra).fill(intents);
  all.set(labels);
  return { matrix: { ...matrix, rows: matrix.rows + extra, indptr }, labels: all };
}

/** Texts as the index compares them. */
export function exemplarVectors({ features }: ExemplarIndex, tickets: readonly TicketText[]): SparseMatrix {
  return classVectors(
    features,
    tickets.map(({ text }) => normaliseText(text)),
  );
}

/** The share of a ticket's content words that any exemplar has. Words nobody has used before speak for something new. */
export function familiarShare({ words, language }: ExemplarIndex, { text }: TicketText): number {
  const own = [...new Set(contentWords(normaliseText(text), language))];
  return own.length === 0 ? 0 : own.filter((word) => words.has(word)).length / own.length;
}

/** An intent without exemplars is known by its name, description and telling words, any other by its name besides. */
function rowsOf(
  { name, description, terms, exemplars }: CatalogueIntent,
  intent: number,
): (LearnedRow & { readonly text: string })[] {
  const own = exemplars.map(({ ticketId, text }) => ({ intent, ticketId, text }));
  const words = own.length === 0 ? `${name}. ${description}\n${terms.join(' ')}` : name;
  return words.trim() === '' ? own : [...own, { intent, text: words }];
}

function contentWords(text: string, language: Language): string[] {
  return tokenise(text, { language, withoutStopWords: true });
}

function mostCommonLanguage(exemplars: readonly TicketText[]): Language {
  const counts = new Map<Language, number>();
  for (const { language: tag } of exemplars) {
    const language = knownLanguage(tag);
    if (language !== undefined) counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'en';
}

function lengthsOf(
  { indptr, indices, values, columns }: SparseMatrix,
  labels: Int32Array,
  intents: number,
): Float64Array {
  const lengths = new Float64Array(intents);
  const sums = new Float32Array(columns);
  const rows = Map.groupBy(labels.keys(), (row) => labels[row]!);
  for (const [intent, own] of rows) {
    const touched: number[] = [];
    for (const row of own) {
      for (let i = indptr[row]!; i < indptr[row + 1]!; i++) {
        if (sums[indices[i]!] === 0) touched.push(indices[i]!);
        sums[indices[i]!]! += values[i]!;
      }
    }
    for (const column of touched) {
      lengths[intent]! += sums[column]! ** 2;
      sums[column] = 0;
    }
  }
  return lengths.map(Math.sqrt);
}

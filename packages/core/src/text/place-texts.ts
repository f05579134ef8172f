import { type ComplementBayes, classifyRows } from './complement-bayes.ts';
import { type InvertedIndex, queryNeighbours } from './nearest-neighbours.ts';
import { concatNeighbours, emptyNeighbours, type NeighbourLists } from './neighbour-lists.ts';
import { normaliseText } from './normalise.ts';
import type { Stepwise } from './stepwise.ts';
import { type Vocabulary, vectorise } from './vocabulary.ts';

/** A grouped sample, as what other texts are held against. Plain data. */
export interface GroupedSample {
  readonly vocabulary: Vocabulary;
  readonly index: InvertedIndex;
  readonly classifier: ComplementBayes;
}

/** Where texts belong. */
export interface PlacedTexts {
  /** Group of each text. */
  readonly labels: Int32Array;
  /** The nearest texts of the sample; places in the sample. */
  readonly neighbours: NeighbourLists;
}

const rowsPerStep = 1000;
/** Columns in a larger share of the sample are skipped in the search for neighbours; the most promising candidates are scored in full. */
export const searchedShare = 0.01;
const rescored = 64;

/**
 * Puts texts that are not in a sample into its groups: each into the one that complement naive Bayes finds likeliest over all features. The nearest texts
 * are approximate, see `rescored` of `queryNeighbours`.
 */
export function* placeTexts(
  sample: GroupedSample,
  { texts, k }: { readonly texts: readonly string[]; readonly k: number },
): Stepwise<PlacedTexts> {
  const labels = new Int32Array(texts.length);
  const parts: NeighbourLists[] = [];
  for (let from = 0; from < texts.length; from += rowsPerStep) {
    yield;
    const rows = vectorise(sample.vocabulary, texts.slice(from, from + rowsPerStep).map(normaliseText));
    labels.set(classifyRows(sample.classifier, rows, 0, rows.rows), from);
    parts.push(queryNeighbours(sample.index, rows, { k, rescored }));
  }
  return { labels, neighbours: parts.length === 0 ? emptyNeighbours(0, k) : concatNeighbours(parts) };
}

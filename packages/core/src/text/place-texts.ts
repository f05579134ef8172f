import { type ComplementBayes, classifyRow } from './complement-bayes.ts';
import { type InvertedIndex, queryNeighbours } from './nearest-neighbours.ts';
import { concatNeighbours, emptyNeighbours, type NeighbourLists } from './neighbour-lists.ts';
import { normaliseText } from './normalise.ts';
import type { Stepwise } from './stepwise.ts';
import { type Vocabulary, vectorise } from './vocabulary.ts';

/** A grouped sample, as what other texts are held against. Plain data. */
export interface GroupedSample {
  readonly vocabulary: Vocabulary;
  /** Group of each text of the sample. */
  readonly labels: Int32Array;
  readonly index: InvertedIndex;
  readonly classifier: ComplementBayes;
}

/** Where texts belong. */
export interface PlacedTexts {
  /** Group of each text. */
  readonly labels: Int32Array;
  /** The nearest texts of the sample, never the text itself; places in the sample. */
  readonly neighbours: NeighbourLists;
}

const rowsPerStep = 1000;
/** Columns in a larger share of the sample are skipped in the search for neighbours; the most promising candidates are scored in full. */
export const searchedShare = 0.01;
const rescored = 64;

/**
 * Puts texts into the groups of a sample: texts of the sample keep theirs, others get the one that complement naive Bayes finds likeliest over
 * all features. The nearest texts are approximate, see `rescored` of `queryNeighbours`.
 * @param own the place of each text in the sample, -1 when it is not in it
 */
export function* placeTexts(
  sample: GroupedSample,
  { texts, own, k }: { readonly texts: readonly string[]; readonly own: Int32Array; readonly k: number },
): Stepwise<PlacedTexts> {
  const labels = new Int32Array(texts.length);
  const parts: NeighbourLists[] = [];
  for (let from = 0; from < texts.length; from += rowsPerStep) {
    yield;
    const to = Math.min(texts.length, from + rowsPerStep);
    const rows = vectorise(sample.vocabulary, texts.slice(from, to).map(normaliseText));
    for (let row = from; row < to; row++)
      labels[row] = sample.labels[own[row]!] ?? classifyRow(sample.classifier, rows, row - from);
    const lists = queryNeighbours(sample.index, rows, { k: k + 1, rescored });
    parts.push(withoutOwn(lists, own.subarray(from, to)));
  }
  return { labels, neighbours: parts.length === 0 ? emptyNeighbours(0, k) : concatNeighbours(parts) };
}

/** Lists one shorter: without the text itself, else without the last. */
function withoutOwn(lists: NeighbourLists, own: Int32Array): NeighbourLists {
  const k = lists.k - 1;
  const shorter = emptyNeighbours(own.length, k);
  for (let row = 0; row < own.length; row++) {
    let filled = 0;
    for (let at = row * lists.k; at < (row + 1) * lists.k && filled < k; at++) {
      if (lists.indices[at] === own[row]) continue;
      shorter.indices[row * k + filled] = lists.indices[at]!;
      shorter.similarities[row * k + filled++] = lists.similarities[at]!;
    }
  }
  return shorter;
}

import { growingInts } from './growing-array.ts';
import type { Language } from './language.ts';
import { stem } from './stem.ts';
import { stopWords } from './stop-words.ts';
import { surfaceWords } from './tokenise.ts';

/** What a feature is: a stem, two stems in a row, or 3 to 5 characters of one word with its borders. */
export const featureKinds = ['word', 'bigram', 'character'] as const;
/** One of {@link featureKinds}; stored as its position there. */
export type FeatureKind = (typeof featureKinds)[number];

/** Counts of all features in all texts, before any is dropped or weighted. Row `r` is `[indptr[r], indptr[r + 1])`. */
export interface FeatureCounts {
  readonly names: readonly string[];
  readonly kinds: Uint8Array;
  readonly documentFrequency: Int32Array;
  readonly indptr: Int32Array;
  readonly ids: Int32Array;
  readonly counts: Int32Array;
  /** The words of each text in order as word-feature ids, for co-occurrence; row `r` is `[wordStarts[r], wordStarts[r + 1])`. */
  readonly wordStarts: Int32Array;
  readonly wordSequence: Int32Array;
}

interface WordFeatures {
  readonly stemId: number;
  readonly grams: Int32Array;
}

const gramSizes = [3, 4, 5];
const ignored = new Set(['<redacted>']);

/**
 * Counts word stems, stem bigrams (both without stop words, so a bigram may bridge one) and word-bounded character 3-5-grams (of all words) of
 * all texts in one pass. A word's features are worked out once per distinct word. Ids follow first appearance, so equal input gives equal ids.
 */
export function countFeatures(texts: readonly string[], language: Language): FeatureCounts {
  const names: string[] = [];
  const kinds = growingInts();
  const frequencies: number[] = [];
  const ids = new Map<string, number>();
  const idOf = (name: string, kind: number) => {
    const known = ids.get(name);
    if (known !== undefined) return known;
    const id = addFeature(name, kind);
    ids.set(name, id);
    return id;
  };
  const addFeature = (name: string, kind: number) => {
    names.push(name);
    kinds.push(kind);
    frequencies.push(0);
    return names.length - 1;
  };
  const stops = stopWords(language);
  const words = new Map<string, WordFeatures>();
  const featuresOf = (surface: string): WordFeatures => {
    const known = words.get(surface);
    if (known !== undefined) return known;
    const features = {
      stemId: idOf(`w:${stem(surface, language)}`, 0),
      grams: Int32Array.from(characterGrams(surface), (gram) => idOf(`c:${gram}`, 2)),
    };
    words.set(surface, features);
    return features;
  };

  const bigrams = new Map<number, number>();
  const indptr = new Int32Array(texts.length + 1);
  const wordStarts = new Int32Array(texts.length + 1);
  const [outIds, outCounts, sequence] = [growingInts(1 << 16), growingInts(1 << 16), growingInts(1 << 14)];
  const row = rowCounter();
  for (let at = 0; at < texts.length; at++) {
    let previous = -1;
    for (const surface of surfaceWords(texts[at]!)) {
      if (ignored.has(surface)) {
        previous = -1;
        continue;
      }
      const { stemId, grams } = featuresOf(surface);
      if (stops.has(surface)) {
        for (let g = 0; g < grams.length; g++) row.add(grams[g]!);
        continue;
      }
      row.add(stemId);
      sequence.push(stemId);
      for (let g = 0; g < grams.length; g++) row.add(grams[g]!);
      if (previous >= 0) row.add(bigramId(previous, stemId));
      previous = stemId;
    }
    row.take((id, count) => {
      outIds.push(id);
      outCounts.push(count);
      frequencies[id]! += 1;
    });
    indptr[at + 1] = outIds.length;
    wordStarts[at + 1] = sequence.length;
  }
  function bigramId(first: number, second: number): number {
    const key = first * 0x4000000 + second;
    const known = bigrams.get(key);
    if (known !== undefined) return known;
    const id = addFeature(`b:${names[first]!.slice(2)} ${names[second]!.slice(2)}`, 1);
    bigrams.set(key, id);
    return id;
  }
  return {
    names,
    kinds: Uint8Array.from(kinds.take()),
    documentFrequency: Int32Array.from(frequencies),
    indptr,
    ids: outIds.take(),
    counts: outCounts.take(),
    wordStarts,
    wordSequence: sequence.take(),
  };
}

/** Counts ids of one text at a time; told in the order in which they came first. */
function rowCounter() {
  let counts = new Int32Array(1 << 16);
  const seen: number[] = [];
  return {
    add(id: number) {
      if (id >= counts.length) {
        const larger = new Int32Array(Math.max(id + 1, 2 * counts.length));
        larger.set(counts);
        counts = larger;
      }
      if (counts[id] === 0) seen.push(id);
      counts[id]! += 1;
    },
    /** Tells the counts and begins anew. */
    take(tell: (id: number, count: number) => void) {
      for (let at = 0; at < seen.length; at++) {
        const id = seen[at]!;
        tell(id, counts[id]!);
        counts[id] = 0;
      }
      seen.length = 0;
    },
  };
}

/** The character 3-, 4- and 5-grams of a word set between blanks; a word shorter than the gram gives itself (scikit-learn's `char_wb`). */
export function characterGrams(word: string): string[] {
  if (word.startsWith('<')) return [];
  const padded = ` ${word} `;
  const grams: string[] = [];
  for (const size of gramSizes) {
    if (padded.length <= size) {
      grams.push(padded);
      break;
    }
    for (let start = 0; start + size <= padded.length; start++) grams.push(padded.slice(start, start + size));
  }
  return grams;
}

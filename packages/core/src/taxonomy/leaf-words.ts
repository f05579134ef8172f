import { filingWords, wordStrength } from './filing-words.ts';
import type { Leaf } from './read-pack.ts';

/** A leaf that has a word. */
export interface Posting {
  readonly leaf: number;
  /** Saturated frequency in the leaf's phrases. */
  readonly weight: number;
}

/** One seed phrase, or a leaf's name. */
export interface Phrase {
  readonly leaf: number;
  /** Information of all its words together. */
  readonly mass: number;
}

/** The words of all leaves, from every side the index looks at them. */
export interface LeafWords {
  /** Per leaf, how many of its phrases have a word. */
  readonly counts: readonly ReadonlyMap<string, number>[];
  /** How much a word tells. */
  readonly idf: ReadonlyMap<string, number>;
  readonly postings: ReadonlyMap<string, readonly Posting[]>;
  readonly phrases: readonly Phrase[];
  /** Positions in `phrases`. */
  readonly phrasesByWord: ReadonlyMap<string, readonly number[]>;
}

/** Saturation of words that several phrases of a leaf share (BM25's k1). */
const saturation = 0.6;
/** What a word of the L1 or L2 name counts for each leaf below. */
const ancestorWeight = 0.25;
/** Words of a smaller pack are as rare as if it had so many leaves: scores mean the same in every pack. */
const usualSize = 60;

/** Counts the words of names and seed phrases. */
export function readWords(leaves: readonly Leaf[]): LeafWords {
  const counts = leaves.map(countWords);
  const idf = informationOf(counts);
  return { counts, idf, postings: postingsOf(leaves, counts), ...phrasesOf(leaves, idf) };
}

/** The name counts like two phrases. */
function countWords(leaf: Leaf): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (words: readonly string[], times: number) => {
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + times);
  };
  count(filingWords(leaf.path[2], 'en'), 2);
  for (const { text, language } of leaf.phrases) count(filingWords(text, language), 1);
  return counts;
}

/** Inverse document frequency over leaves, less for words of every ticket. */
function informationOf(counts: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const holders = new Map<string, number>();
  for (const words of counts)
    for (const word of words.keys()) holders.set(word, (holders.get(word) ?? 0) + 1);
  const size = Math.max(usualSize, counts.length);
  return new Map(
    [...holders].map(([word, held]) => [
      word,
      Math.log(1 + (size - held + 0.5) / (held + 0.5)) * wordStrength(word),
    ]),
  );
}

function postingsOf(
  leaves: readonly Leaf[],
  counts: readonly ReadonlyMap<string, number>[],
): Map<string, Posting[]> {
  const postings = new Map<string, Posting[]>();
  const post = (word: string, posting: Posting) => {
    const list = postings.get(word);
    if (list === undefined) postings.set(word, [posting]);
    else list.push(posting);
  };
  leaves.forEach(({ path }, leaf) => {
    const own = counts[leaf]!;
    for (const [word, count] of own)
      post(word, { leaf, weight: (count * (saturation + 1)) / (count + saturation) });
    for (const word of new Set(filingWords(`${path[0]} ${path[1]}`, 'en'))) {
      if (!own.has(word)) post(word, { leaf, weight: ancestorWeight });
    }
  });
  return postings;
}

function phrasesOf(
  leaves: readonly Leaf[],
  idf: ReadonlyMap<string, number>,
): { phrases: readonly Phrase[]; phrasesByWord: ReadonlyMap<string, readonly number[]> } {
  const phrases: Phrase[] = [];
  const phrasesByWord = new Map<string, number[]>();
  leaves.forEach((leaf, position) => {
    for (const { text, language } of [{ text: leaf.path[2], language: 'en' as const }, ...leaf.phrases]) {
      const words = filingWords(text, language);
      for (const word of words) {
        const list = phrasesByWord.get(word);
        if (list === undefined) phrasesByWord.set(word, [phrases.length]);
        else list.push(phrases.length);
      }
      phrases.push({ leaf: position, mass: words.reduce((sum, word) => sum + (idf.get(word) ?? 0), 0) });
    }
  });
  return { phrases, phrasesByWord };
}

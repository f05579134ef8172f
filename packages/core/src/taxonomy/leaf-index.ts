import { splitSentences } from '../text/split-sentences.ts';
import { filingWords, wordStrength } from './filing-words.ts';
import { createNearWords } from './near-words.ts';
import type { Leaf, SeedLanguage } from './read-pack.ts';

/** Finds which L3 categories a text sounds like. */
export interface LeafIndex {
  readonly leaves: readonly Leaf[];
  /** One score per leaf, 0 = nothing in common; in units of information (nats), so that rare words count more. */
  score(text: string, language: SeedLanguage): Float64Array;
  /** The words of a text that speak for a leaf, strongest first. */
  sharedWords(text: string, language: SeedLanguage, leaf: number): readonly string[];
}

interface Posting {
  readonly leaf: number;
  /** Saturated frequency in the leaf's phrases. */
  readonly weight: number;
}

interface Phrase {
  readonly leaf: number;
  /** Information of all its words together. */
  readonly mass: number;
}

/** Saturation of words that several phrases of a leaf share (BM25's k1). */
const saturation = 0.6;
/** What a word of the L1 or L2 name counts for each leaf below. */
const ancestorWeight = 0.25;
/** Single words against whole phrases: words alone find much, phrases are rarely wrong. */
const wordShare = 0.5;
const phraseShare = 0.5;
/** A sentence with more known words than this says many things; its single words count less. */
const freeWords = 4;
/** What the best sentences of a text add, and what a second and third chance cost. */
const bestSentences = [1, 0.5, 0.25] as const;
const repetitionCost = 0.2;
/** How fast sentences fade from the beginning of a text: people say first what they want. */
const fading = 0.05;
const maximumSentences = 24;

/** Builds the index. Order of `leaves` decides ties. */
export function createLeafIndex(leaves: readonly Leaf[]): LeafIndex {
  const counts = leaves.map(countWords);
  const idf = informationOf(counts);
  const postings = postingsOf(leaves, counts);
  const { phrases, phrasesByWord } = phrasesOf(leaves, idf);
  const nearWords = createNearWords(idf.keys());

  /** Known words of a sentence with the strength of their match, and which part of the sentence they are. */
  function knownWords(sentence: string, language: SeedLanguage): { words: ReadonlyMap<string, number>; coverage: number } {
    const words = new Map<string, number>();
    let all = 0;
    let known = 0;
    for (const word of filingWords(sentence, language)) {
      const near = idf.has(word) ? [{ word, similarity: 1 }] : nearWords(word);
      for (const { word: found, similarity } of near) words.set(found, Math.max(words.get(found) ?? 0, similarity ** 2));
      all += wordStrength(word);
      if (near.length > 0) known += wordStrength(word);
    }
    return { words, coverage: all === 0 ? 0 : known / all };
  }

  function scoreSentence(sentence: string, language: SeedLanguage): Float64Array {
    const { words, coverage } = knownWords(sentence, language);
    const scores = new Float64Array(leaves.length);
    const matched = new Map<number, number>();
    const crowding = wordShare / Math.sqrt(Math.max(1, words.size / freeWords));
    const trust = coverage ** Number((globalThis as any).process.env.GAMMA ?? 0.5);
    for (const [word, strength] of words) {
      const information = (idf.get(word) ?? 0) * strength;
      for (const { leaf, weight } of postings.get(word) ?? []) scores[leaf]! += crowding * information * weight;
      for (const phrase of phrasesByWord.get(word) ?? []) matched.set(phrase, (matched.get(phrase) ?? 0) + information);
    }
    const best = new Float64Array(leaves.length);
    for (const [position, information] of matched) {
      const phrase = phrases[position]!;
      best[phrase.leaf] = Math.max(best[phrase.leaf]!, information * (information / phrase.mass) ** 2);
    }
    return scores.map((score, leaf) => trust * (score + phraseShare * best[leaf]!));
  }

  return {
    leaves,
    score(text, language) {
      const sentences = splitSentences(text).slice(0, maximumSentences);
      return combine(sentences.map(({ start, end }) => scoreSentence(text.slice(start, end), language)), leaves.length);
    },
    sharedWords(text, language, leaf) {
      const own = counts[leaf] ?? new Map<string, number>();
      return [...knownWords(text, language).words.keys()]
        .filter((word) => own.has(word) && wordStrength(word) === 1)
        .sort((a, b) => (idf.get(b) ?? 0) - (idf.get(a) ?? 0));
    },
  };
}

/** The three best sentences count, early ones a little more: what a long story repeats matters, what it mentions once does not. */
function combine(sentences: readonly Float64Array[], size: number): Float64Array {
  const combined = new Float64Array(size);
  const scale = 1 + repetitionCost * (Math.min(bestSentences.length, sentences.length) - 1);
  for (let leaf = 0; leaf < size; leaf += 1) {
    const ranked = sentences.map((scores, position) => scores[leaf]! / (1 + fading * position)).sort((a, b) => b - a);
    bestSentences.forEach((share, rank) => {
      combined[leaf]! += (share * (ranked[rank] ?? 0)) / scale;
    });
  }
  return combined;
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
  for (const words of counts) for (const word of words.keys()) holders.set(word, (holders.get(word) ?? 0) + 1);
  const size = counts.length;
  return new Map(
    [...holders].map(([word, held]) => [word, Math.log(1 + (size - held + 0.5) / (held + 0.5)) * wordStrength(word)]),
  );
}

function postingsOf(leaves: readonly Leaf[], counts: readonly ReadonlyMap<string, number>[]): Map<string, Posting[]> {
  const postings = new Map<string, Posting[]>();
  const post = (word: string, posting: Posting) => {
    const list = postings.get(word);
    if (list === undefined) postings.set(word, [posting]);
    else list.push(posting);
  };
  leaves.forEach(({ path }, leaf) => {
    const own = counts[leaf]!;
    for (const [word, count] of own) post(word, { leaf, weight: (count * (saturation + 1)) / (count + saturation) });
    for (const word of new Set(filingWords(`${path[0]} ${path[1]}`, 'en'))) {
      if (!own.has(word)) post(word, { leaf, weight: ancestorWeight });
    }
  });
  return postings;
}

function phrasesOf(leaves: readonly Leaf[], idf: ReadonlyMap<string, number>): { phrases: readonly Phrase[]; phrasesByWord: ReadonlyMap<string, readonly number[]> } {
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

import { splitSentences } from '../text/split-sentences.ts';
import { filingWords, wordStrength, writtenWords } from './filing-words.ts';
import { readWords } from './leaf-words.ts';
import { createNearWords } from './near-words.ts';
import type { Leaf, SeedLanguage } from './read-pack.ts';

/** Finds which L3 categories a text sounds like. */
export interface LeafIndex {
  readonly leaves: readonly Leaf[];
  /**
   * One score per leaf, 0 = nothing in common; in units of information (nats), so that rare words count more. `caution`, 0 to 1: how much
   * unknown words speak against all leaves.
   */
  score(text: string, language: SeedLanguage, caution: number): Float64Array;
  /** The words of a text that speak for a leaf, as written there, strongest first. */
  sharedWords(text: string, language: SeedLanguage, leaf: number): readonly string[];
}

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
  const { counts, idf, postings, phrases, phrasesByWord } = readWords(leaves);
  const nearWords = createNearWords(idf.keys());

  /** Known words of a sentence with the strength of their match, and which part of the sentence they are. */
  function knownWords(
    sentence: string,
    language: SeedLanguage,
  ): { words: ReadonlyMap<string, number>; coverage: number } {
    const words = new Map<string, number>();
    let all = 0;
    let known = 0;
    for (const word of filingWords(sentence, language)) {
      const near = idf.has(word) ? [{ word, similarity: 1 }] : nearWords(word);
      for (const { word: found, similarity } of near)
        words.set(found, Math.max(words.get(found) ?? 0, similarity ** 2));
      all += wordStrength(word);
      if (near.length > 0) known += wordStrength(word);
    }
    return { words, coverage: all === 0 ? 0 : known / all };
  }

  /** A sentence whose words are mostly unknown is about something else, however well the rest matches. */
  function scoreSentence(sentence: string, language: SeedLanguage, caution: number): Float64Array {
    const { words, coverage } = knownWords(sentence, language);
    const scores = new Float64Array(leaves.length);
    const matched = new Map<number, number>();
    const crowding = wordShare / Math.sqrt(Math.max(1, words.size / freeWords));
    const trust = coverage ** caution;
    for (const [word, strength] of words) {
      const information = (idf.get(word) ?? 0) * strength;
      for (const { leaf, weight } of postings.get(word) ?? [])
        scores[leaf]! += crowding * information * weight;
      for (const phrase of phrasesByWord.get(word) ?? [])
        matched.set(phrase, (matched.get(phrase) ?? 0) + information);
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
    score(text, language, caution) {
      const sentences = splitSentences(text).slice(0, maximumSentences);
      return combine(
        sentences.map(({ start, end }) => scoreSentence(text.slice(start, end), language, caution)),
        leaves.length,
      );
    },
    sharedWords(text, language, leaf) {
      const own = counts[leaf] ?? new Map<string, number>();
      return [...writtenWords(text, language)]
        .filter(([word]) => own.has(word) && wordStrength(word) === 1)
        .sort(([a], [b]) => (idf.get(b) ?? 0) - (idf.get(a) ?? 0))
        .map(([, written]) => written);
    },
  };
}

/** The three best sentences count, early ones a little more: what a long story repeats matters, what it mentions once does not. */
function combine(sentences: readonly Float64Array[], size: number): Float64Array {
  const combined = new Float64Array(size);
  const scale = 1 + repetitionCost * (Math.min(bestSentences.length, sentences.length) - 1);
  for (let leaf = 0; leaf < size; leaf += 1) {
    const ranked = sentences
      .map((scores, position) => scores[leaf]! / (1 + fading * position))
      .sort((a, b) => b - a);
    bestSentences.forEach((share, rank) => {
      combined[leaf]! += (share * (ranked[rank] ?? 0)) / scale;
    });
  }
  return combined;
}

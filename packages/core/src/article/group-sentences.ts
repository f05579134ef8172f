import type { TicketId } from '../ids.ts';
import { missingFromQuote } from '../text/claim-checks.ts';
import { knownLanguage, type Language } from '../text/language.ts';
import { tokenise } from '../text/tokenise.ts';
import type { ArticleSentence } from './article.ts';
import { hasMask } from './personal-data.ts';
import type { EvidenceSentence } from './reply-sentences.ts';

/** Sentences that say the same, and how often it was said. */
export interface SentenceGroup<Sentence extends EvidenceSentence = EvidenceSentence> {
  /** The sentence that stands for the group: the one most like the others, without masks if possible. */
  readonly best: Sentence;
  readonly members: readonly Sentence[];
  /** Distinct tickets. */
  readonly support: number;
  /** Median place in the messages, 0 to 1. */
  readonly position: number;
}

/** Compares sentences by their words, rare ones counting more. */
export interface Similarity {
  /** Cosine, 0 to 1. */
  between(left: EvidenceSentence, right: EvidenceSentence): number;
  /** The share of the lesser sentence's word weight that the other one holds, 0 to 1; 0 when they share fewer than two words. */
  contained(left: EvidenceSentence, right: EvidenceSentence): number;
  /** The share of the word weight of `words` that the sentence holds, 0 to 1. */
  covers(sentence: EvidenceSentence, words: ReadonlySet<string>): number;
}

/** The language whose stop words and endings a text of this tag is read with. */
export const languageOf = (tag: string): Language => knownLanguage(tag) ?? 'other';

/** The stems of the words that carry a text's meaning. */
export const contentTerms = (text: string, language: Language): Set<string> =>
  new Set(tokenise(text, { language, withoutStopWords: true }));

/** Makes a measure of likeness from the sentences it will compare. */
export function similarityOf(sentences: readonly EvidenceSentence[], language: Language): Similarity {
  const terms = new Map(sentences.map((sentence) => [sentence, contentTerms(sentence.text, language)]));
  const frequency = new Map<string, number>();
  for (const set of terms.values())
    for (const term of set) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  const weight = (term: string) => Math.log(1 + sentences.length / (frequency.get(term) ?? 0.5));
  const termsOf = (sentence: EvidenceSentence) =>
    terms.get(sentence) ?? contentTerms(sentence.text, language);
  const total = (set: Iterable<string>, power: number) =>
    Array.from(set, (term) => weight(term) ** power).reduce((sum, value) => sum + value, 0);
  const shared = (left: ReadonlySet<string>, right: ReadonlySet<string>) =>
    [...left].filter((term) => right.has(term));
  return {
    between(left, right) {
      const [a, b] = [termsOf(left), termsOf(right)];
      const norm = Math.sqrt(total(a, 2) * total(b, 2));
      return norm === 0 ? 0 : total(shared(a, b), 2) / norm;
    },
    contained(left, right) {
      const [a, b] = [termsOf(left), termsOf(right)];
      const both = shared(a, b);
      return both.length < 2 ? 0 : total(both, 1) / Math.min(total(a, 1), total(b, 1));
    },
    covers(sentence, words) {
      const all = total(words, 1);
      return all === 0 ? 0 : total(shared(words, termsOf(sentence)), 1) / all;
    },
  };
}

/** Puts sentences that say the same together; each joins the first group whose founder it resembles and does not contradict. */
export function groupSentences<Sentence extends EvidenceSentence>(
  sentences: readonly Sentence[],
  similarity: Similarity,
  threshold = 0.55,
): SentenceGroup<Sentence>[] {
  const groups: Sentence[][] = [];
  for (const sentence of sentences) {
    const group = groups.find(
      ([founder]) =>
        founder !== undefined &&
        similarity.between(founder, sentence) >= threshold &&
        !contradicts(founder.text, sentence.text),
    );
    if (group === undefined) groups.push([sentence]);
    else group.push(sentence);
  }
  return groups.map((members) => ({
    best: mostTypical(members, similarity),
    members,
    support: ticketsOf(members).size,
    position: median(members.map(({ position }) => position)),
  }));
}

/** "Within 14 days" and "within 30 days" are alike, but they are two statements. */
function contradicts(left: string, right: string): boolean {
  const [there, back] = [missingFromQuote(left, right), missingFromQuote(right, left)];
  return there.negation || back.negation || (there.numbers.length > 0 && back.numbers.length > 0);
}

function mostTypical<Sentence extends EvidenceSentence>(
  members: readonly Sentence[],
  similarity: Similarity,
): Sentence {
  const score = (sentence: Sentence) =>
    members.reduce((sum, other) => sum + similarity.between(sentence, other), 0) / members.length -
    (hasMask(sentence.text) ? 1 : 0);
  return members.reduce((best, sentence) => (score(sentence) > score(best) ? sentence : best));
}

/** The most places a sentence of an article names. */
export const mostProofs = 24;

/** The tickets whose replies are among these sentences. */
export const ticketsOf = (sentences: readonly EvidenceSentence[]): Set<TicketId> =>
  new Set(sentences.flatMap(({ span }) => (span.kind === 'reply' ? [span.ticketId] : [])));

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

/** As a sentence of an article, with the places that are to prove it. Whether they prove it, the draft stage finds out. */
export function articleSentence(
  best: EvidenceSentence,
  members: readonly EvidenceSentence[],
): ArticleSentence {
  const others = members.filter((member) => member !== best);
  const proofs = [best, ...others].map(({ span }) => span);
  return {
    text: best.text,
    evidence: proofs.slice(0, mostProofs),
    support: ticketsOf([best, ...others]).size,
    verified: false,
  };
}

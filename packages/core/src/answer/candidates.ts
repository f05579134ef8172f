import { meaningsOf } from '../search/desk-words.ts';
import type { Passage } from '../search/passage.ts';
import { detectLanguage, type Language } from '../text/language.ts';
import { type Unit, unitsOf } from './passage-units.ts';
import { termsOf } from './question.ts';
import type { WordingHint } from './similar-replies.ts';

/** The words of a text with what they mean. */
export interface Words {
  readonly stems: ReadonlySet<string>;
  /** Numbers of word groups, see `meaningsOf`. */
  readonly meanings: ReadonlySet<number>;
}

/** A unit with its words. */
export interface Candidate {
  readonly unit: Unit;
  readonly own: Words;
  readonly headings: Words;
  readonly context: Words;
  /** How high its passage was found, 1 for the first. */
  readonly prior: number;
  /** How much it resembles what agents replied to similar tickets, 0 to 1. */
  readonly wording: number;
}

/** All units of the passages, and how much a word tells. */
export interface Candidates {
  readonly all: readonly Candidate[];
  weightOf(term: string): number;
}

/** Takes the passages apart and looks at each unit's words once. */
export function candidatesOf(passages: readonly Passage[], hints: readonly WordingHint[]): Candidates {
  const frequency = new Map<string, number>();
  const read = passages.map((passage) => {
    const { chunk, document } = passage;
    const heading = [document.title, ...chunk.headingPath].join('\n');
    const language = languageOf(`${heading}\n${chunk.text}`);
    const headings = wordsOf(heading, language);
    for (const term of new Set([...headings.stems, ...termsOf(chunk.text, language)]))
      frequency.set(term, (frequency.get(term) ?? 0) + 1);
    return { passage, language, headings };
  });
  const n = passages.length;
  const weightOf = (term: string): number => {
    const holding = frequency.get(term) ?? 0;
    return 0.4 + Math.log(1 + (n - holding + 0.5) / (holding + 0.5));
  };
  const replies = hints.map(({ text, weight }) => ({ words: wordsOf(text, languageOf(text)), weight }));
  const all = read.flatMap(({ passage, language, headings }, rank) =>
    unitsOf(passage).map((unit): Candidate => {
      const own = wordsOf(unit.text, language);
      return {
        unit,
        own,
        headings,
        context: wordsOf(unit.context, language),
        prior: 1 / (1 + rank / 4),
        wording: Math.max(0, ...replies.map(({ words, weight }) => weight * likeness(own, words, weightOf))),
      };
    }),
  );
  return { all, weightOf };
}

/** Cosine of the weighted words. */
function likeness(left: Words, right: Words, weightOf: (term: string) => number): number {
  let [shared, ownSquares, otherSquares] = [0, 0, 0];
  for (const term of left.stems) {
    const square = weightOf(term) ** 2;
    ownSquares += square;
    if (right.stems.has(term)) shared += square;
  }
  for (const term of right.stems) otherSquares += weightOf(term) ** 2;
  return shared === 0 ? 0 : shared / Math.sqrt(ownSquares * otherSquares);
}

function languageOf(text: string): Language {
  const { language } = detectLanguage(text);
  return language === 'de' || language === 'es' ? language : 'en';
}

function wordsOf(text: string, language: Language): Words {
  return {
    stems: termsOf(text, language),
    meanings: new Set([...meaningsOf(text, language).values()].flat()),
  };
}

/** What a word that only means the same counts, or one that is only written alike. */
const sameMeaning = 0.8;
const nearlySame = 0.8;
const shortestNear = 5;

/** How surely a word of the question stands among others: 1 itself, less for one that means the same or is written alike, else 0. */
export function presence(term: string, meanings: readonly number[], { stems, meanings: there }: Words): number {
  if (stems.has(term)) return 1;
  if (meanings.some((meaning) => there.has(meaning))) return sameMeaning;
  if (term.length < shortestNear || /\d/u.test(term)) return 0;
  for (const other of stems) if (isNear(term, other)) return nearlySame;
  return 0;
}

/** Written alike: one stands at an end of the other (compounds, other endings), or they begin alike for most of their length. */
function isNear(left: string, right: string): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (short.length < shortestNear || /\d/u.test(long)) return false;
  if (long.startsWith(short) || long.endsWith(short)) return true;
  let same = 0;
  while (same < short.length && short[same] === long[same]) same += 1;
  return same >= shortestNear && same / long.length >= 0.7;
}

import type { Passage } from '../search/passage.ts';
import type { WordingHint } from '../search/wording-hint.ts';
import type { Language } from '../text/language.ts';
import { type Replies, type Resemblance, readReplies } from './compare-replies.ts';
import { type Unit, unitsOf } from './passage-units.ts';
import { documentLanguage, type Words, wordsOf } from './words.ts';

/** A unit with its words. */
export interface Candidate {
  readonly unit: Unit;
  readonly own: Words;
  readonly headings: Words;
  /** Of the whole passage. */
  readonly around: Words;
  /** How high its passage was found, 1 for the first. */
  readonly prior: number;
  /** How much agents who answered similar tickets agree on it, 0 to 1. */
  readonly wording: number;
  /** The replies it resembles at all, and how much. */
  readonly replies: readonly Resemblance[];
}

/** All units of the passages, and how much a word tells. */
export interface Candidates {
  readonly all: readonly Candidate[];
  weightOf(term: string): number;
  /** Whether any passage has a word. */
  isKnown(term: string): boolean;
}

/** Takes the passages apart and looks at each unit's words once. */
export function candidatesOf(passages: readonly Passage[], hints: readonly WordingHint[]): Candidates {
  const read = passages.map(readPassage);
  const frequency = frequencyIn(read);
  const weightOf = weightsOf(read.length, frequency);
  const replies = readReplies(hints, weightOf);
  const all = read.flatMap((passage, rank) => candidatesIn(passage, 1 / (1 + rank / 4), replies));
  return { all, weightOf, isKnown: (term) => frequency.has(term) };
}

interface ReadPassage {
  readonly passage: Passage;
  readonly language: Language;
  readonly headings: Words;
  readonly around: Words;
}

function readPassage(passage: Passage): ReadPassage {
  const { chunk, document } = passage;
  const heading = [document.title, ...chunk.headingPath].join('\n');
  const language = documentLanguage(`${heading}\n${chunk.text}`);
  return { passage, language, headings: wordsOf(heading, language), around: wordsOf(chunk.text, language) };
}

function frequencyIn(read: readonly ReadPassage[]): ReadonlyMap<string, number> {
  const frequency = new Map<string, number>();
  for (const { headings, around } of read)
    for (const term of new Set([...headings.stems, ...around.stems]))
      frequency.set(term, (frequency.get(term) ?? 0) + 1);
  return frequency;
}

/** Inverse document frequency among the passages, with a floor: a word in all of them still tells something. */
function weightsOf(passages: number, frequency: ReadonlyMap<string, number>): (term: string) => number {
  return (term) => {
    const holding = frequency.get(term) ?? 0;
    return 0.4 + Math.log(1 + (passages - holding + 0.5) / (holding + 0.5));
  };
}

function candidatesIn(
  { passage, language, headings, around }: ReadPassage,
  prior: number,
  replies: Replies,
): Candidate[] {
  return unitsOf(passage).map((unit) => {
    const own = wordsOf(unit.text, language);
    const resembling = replies.resembling(own.stems);
    return {
      unit,
      own,
      headings,
      around,
      prior,
      wording: replies.agreement(resembling),
      replies: resembling,
    };
  });
}

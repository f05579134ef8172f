import { meaningsOf } from '../search/desk-words.ts';
import { termsOf } from '../search/question-terms.ts';
import { cleanMessage } from '../text/clean-message.ts';
import { detectLanguage, type Language } from '../text/language.ts';
import { splitSentences } from '../text/split-sentences.ts';
import { tokenise } from '../text/tokenise.ts';
import { kindOf, type Measure, measureOf, type QuestionKind } from './answer-cues.ts';

/** One thing that is asked. */
export interface QuestionPart {
  readonly text: string;
  readonly kind: QuestionKind;
  /** What the answer is measured in, where the question says so. */
  readonly measure?: Measure;
  /** The stem of what is asked for: the first word that carries meaning after the question word. */
  readonly focus?: string;
  /** Stems of the words that carry the question. */
  readonly terms: ReadonlySet<string>;
  /** What each of them means at a help desk, see `meaningsOf`; mostly nothing. */
  readonly meanings: ReadonlyMap<string, readonly number[]>;
  /** The same for the words of the rest of the message: what the question is about, told before or after it. */
  readonly background: ReadonlyMap<string, readonly number[]>;
  /** Stems that no answer may lack: numbers, codes, names. */
  readonly required: ReadonlySet<string>;
  /** The names also of the sentences before it that it is read with: no answer may lack those that some page knows. Where somebody flies to, none says. */
  readonly told: ReadonlySet<string>;
}

/** A message read as questions. */
export interface Question {
  readonly language: Language;
  /** What is asked. Several when it asks several things. */
  readonly parts: readonly QuestionPart[];
  /** No question mark and no question word anywhere: the sentences describe a problem, and answering one of them answers it. */
  readonly isStatement: boolean;
}

/** Verbs of those that carry the question when there is hardly another word: "who makes it?" is not answered by "it is rented". */
const doing = new Set('use make work get take give do'.split(' '));

const opensQuestion =
  /^(?:and |but |also |so |please )*(?:how|what|which|when|where|why|who|can|could|may|is|are|am|do|does|did|will|would|should|must|has|have|wie|was|welche[rsnm]?|wann|wo|warum|wer|kann|können|darf|muss|ist|sind|gibt|cómo|qué|cuál|cuándo|dónde|quién|puedo|puede|hay)\b/iu;

/** Reads a message as questions: sentences that ask; or, when none does, the sentences that describe the problem. */
export function readQuestion(message: string): Question {
  const text = cleanMessage(message);
  const guess = detectLanguage(text);
  const language = guess.language === 'de' || guess.language === 'es' ? guess.language : 'en';
  const sentences = splitSentences(text).map(({ start, end }) => text.slice(start, end));
  const asking = sentences.flatMap((sentence, position) =>
    isQuestion(sentence, sentences.length) ? [position] : [],
  );
  const isStatement = asking.length === 0;
  const asked = isStatement
    ? sentences.map((sentence) => ({ sentence, text: sentence }))
    : asking.map((position) => ({
        sentence: sentences[position]!,
        text: withContext(sentences, position, language),
      }));
  const parts = asked
    .map(({ sentence, text: whole }) => readPart(sentence, whole, text, language))
    .filter((part) => part.terms.size > 0);
  return { language, parts: distinct(parts).slice(0, 6), isStatement };
}

const isQuestion = (sentence: string, sentences: number): boolean =>
  /\?["')\]]*\s*$/u.test(sentence) || (sentences === 1 && opensQuestion.test(sentence));

/** Two words are too few to tell an answer from a chance hit, so a short sentence is read with those before it. */
const leastTerms = 3;

/** "What does it mean?" asks about the sentence before it. */
function withContext(sentences: readonly string[], position: number, language: Language): string {
  let text = sentences[position]!;
  for (let before = position - 1; before >= 0 && termsOf(text, language).size < leastTerms; before -= 1)
    text = `${sentences[before]} ${text}`;
  return text;
}

function readPart(sentence: string, text: string, message: string, language: Language): QuestionPart {
  const kind = kindOf(sentence);
  const measure = measureOf(sentence, kind);
  const focus = focusOf(sentence, language) ?? focusOf(text, language);
  const meanings = withMeanings(text, language);
  const told = requiredTerms(text, language);
  if (meanings.size < 2 && (kind === 'other' || kind === 'permission'))
    for (const term of tokenise(text, { language })) if (doing.has(term)) meanings.set(term, []);
  return {
    text,
    kind,
    ...(measure === undefined ? {} : { measure }),
    ...(focus === undefined ? {} : { focus }),
    terms: new Set(meanings.keys()),
    meanings,
    background: new Map(
      [...withMeanings(message, language)].filter(([term]) => !meanings.has(term)).slice(0, mostBackground),
    ),
    required: new Set([
      ...requiredTerms(sentence, language),
      ...[...told].filter((term) => /\d/u.test(term)),
    ]),
    told,
  };
}

/** A long story tells the topic early, and each word is looked for in each unit. */
const mostBackground = 30;

function withMeanings(text: string, language: Language): Map<string, readonly number[]> {
  const known = meaningsOf(text, language);
  return new Map([...termsOf(text, language)].map((term) => [term, known.get(term) ?? []]));
}

const asks =
  /\b(?:what|which|how (?:many|much|do|can|could|to)|can|may|do|does|is|are|where|welche[rsnm]?|was|wie ?viele?|wie|kann|darf|wo|qué|cuál|cuánt[oa]s?|cómo|puedo|hay|dónde)\b/iu;

/** What comes first after the question word: the amount, the thing, the deed that is asked for. */
function focusOf(text: string, language: Language): string | undefined {
  const after = text.slice(asks.exec(text)?.index ?? text.length);
  return termsOf(after, language).values().next().value;
}

/** Numbers, codes, and words written like names inside a sentence: another product's answer is no answer. */
function requiredTerms(text: string, language: Language): Set<string> {
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}._/-]*[\p{L}\p{N}]|[\p{L}\p{N}]/gu) ?? [];
  const names = words.filter((word, position) => {
    const previous = text.slice(0, text.indexOf(word)).trimEnd().at(-1) ?? '.';
    const inside = position > 0 && !/[.!?:]/u.test(previous);
    return (
      /\d/u.test(word) ||
      /\p{Lu}.*\p{Lu}/u.test(word) ||
      (inside && language !== 'de' && /^\p{Lu}/u.test(word) && word.length > 1)
    );
  });
  return termsOf(names.join(' '), language);
}

function distinct(parts: readonly QuestionPart[]): QuestionPart[] {
  const seen = new Set<string>();
  return parts.filter((part) => {
    const key = [...part.terms].sort().join(' ');
    return seen.has(key) ? false : seen.add(key);
  });
}

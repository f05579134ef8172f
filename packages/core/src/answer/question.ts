import { cleanMessage } from '../text/clean-message.ts';
import { detectLanguage, type Language } from '../text/language.ts';
import { splitSentences } from '../text/split-sentences.ts';
import { tokenise } from '../text/tokenise.ts';

/** What kind of answer a question wants. It decides what a sentence must contain to be one. */
export type QuestionKind = 'amount' | 'duration' | 'time' | 'procedure' | 'reason' | 'place' | 'other';

/** One thing that is asked. */
export interface QuestionPart {
  readonly text: string;
  readonly kind: QuestionKind;
  /** Stems of the words that carry the question. */
  readonly terms: ReadonlySet<string>;
  /** Stems that no answer may lack: numbers, codes, names. */
  readonly required: ReadonlySet<string>;
}

/** A message read as questions. */
export interface Question {
  readonly language: Language;
  /** What is asked. Several when it asks several things. */
  readonly parts: readonly QuestionPart[];
  /** No question mark and no question word anywhere: the sentences describe a problem, and answering one of them answers it. */
  readonly isStatement: boolean;
}

/** Words that shape a question but that its answer need not contain. Stems, English, German, Spanish. */
const shaping = new Set(
  `how what which when where why who whose whom can could may might much many long often soon fast quick quickli late earli possibl help need question know tell
  wonder way mani anyon someon somebodi thing someth anyth happen mean find out see allow able abl right correct exact exactli current still also alreadi
  happi within until per one ask everyth noth back els ever inform give let sure there any use get do make take work no not
  wie was welch welche wann wo warum wer wieso kann konn konnen viel lang lange oft gibt geht bitt frag muss darf soll nicht kein
  como cuanto cuanta cuando donde por que cual quien puedo puede hay no`.split(/\s+/u),
);

const kinds: readonly (readonly [QuestionKind, RegExp])[] = [
  [
    'procedure',
    /\bhow (?:do|can|could|should|would|to|does one)\b|\bwhat (?:do|should|can|must) (?:i|we) do\b|\bsteps?\b|\bwie (?:kann|geht|muss|mache|soll)\b|\b(?:cómo|como) (?:puedo|se|hago|debo)\b/iu,
  ],
  [
    'amount',
    /\bhow (?:much|many|big|large|far|high|heavy)\b|\b(?:price|cost|costs|fee|charge for|maximum|minimum|limit|number of)\b|\bwie ?viele?\b|\bwas kostet\b|\bcu[aá]nt[oa]s?\b(?! tiempo| tarda)/iu,
  ],
  [
    'duration',
    /\bhow (?:long|soon|fast|quickly|often|late|old)\b|\bwie (?:lange|schnell|oft)\b|\bcu[aá]nto (?:tiempo|tarda)/iu,
  ],
  ['time', /^(?:and |but )?(?:by |until |since )?when\b|\bwann\b|\bcu[aá]ndo\b/iu],
  ['reason', /\bwhy\b|\bwarum\b|\bwieso\b|\bpor qu[eé]\b/iu],
  ['place', /^(?:and |but )?where\b|\bwo (?:kann|ist|finde)\b|\bd[oó]nde\b/iu],
];

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
  const texts = isStatement
    ? sentences
    : asking.map((position) => withContext(sentences, position, language));
  const parts = texts.map((part) => readPart(part, language)).filter((part) => part.terms.size > 0);
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

function readPart(text: string, language: Language): QuestionPart {
  const kind = kinds.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other';
  return { text, kind, terms: termsOf(text, language), required: requiredTerms(text, language) };
}

/** Stems of the words that carry a text's meaning. */
export function termsOf(text: string, language: Language): Set<string> {
  return new Set(tokenise(text, { language, withoutStopWords: true }).filter((term) => !shaping.has(term)));
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

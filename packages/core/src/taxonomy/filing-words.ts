import { detectLanguage } from '../text/language.ts';
import { stem } from '../text/stem.ts';
import { tokenise } from '../text/tokenise.ts';
import type { SeedLanguage } from './read-pack.ts';

/** Words that every desk hears in every ticket: they say little about the subject. */
const weak =
  'not no never why how when where what help issue problem trouble question please customer service support company tell ask say said told try able make do get use want need can new time day week month year people person still anymore know information assistance regarding';
/** How people got in touch, which long stories tell in passing. */
const passing =
  'call phone number contact speak talk answer reply email letter message send bank website online error';

const weakGerman =
  'nicht kein keine keinen nie ohne warum wie wann wo hilfe problem frage kunde kundenservice neu tag woche monat jahr bitte';
const weakSpanish =
  'no sin nunca cómo cuándo dónde porqué cuánto ayuda problema pregunta cliente servicio nuevo día semana mes año todavía';

const strengths = new Map([
  ...weighted(passing, 'en', 0.6),
  ...weighted(weakGerman, 'de', 0.35),
  ...weighted(weakSpanish, 'es', 0.35),
  ...weighted(weak, 'en', 0.35),
]);

function weighted(words: string, language: SeedLanguage, strength: number): (readonly [string, number])[] {
  return tokenise(words, { language }).map((word) => [word, strength] as const);
}

/** How much a word counts, apart from its rarity. */
export function wordStrength(word: string): number {
  return strengths.get(word) ?? 1;
}

/** The different words of a text that can tell its subject, stemmed. */
export function filingWords(text: string, language: SeedLanguage): readonly string[] {
  return [...writtenWords(text, language).keys()];
}

/** The words of {@link filingWords} with how they were first written, for people. */
export function writtenWords(text: string, language: SeedLanguage): ReadonlyMap<string, string> {
  const written = new Map<string, string>();
  for (const word of tokenise(text, { language, stemmed: false, withoutStopWords: true })) {
    if (word.length < 2 || /^[\d<]/u.test(word)) continue;
    const stemmed = stem(word, language);
    if (!written.has(stemmed)) written.set(stemmed, word);
  }
  return written;
}

/** The language to stem a text in; when unsure, the one given. */
export function seedLanguage(text: string, otherwise: SeedLanguage = 'en'): SeedLanguage {
  const { language, confidence } = detectLanguage(text);
  if (language === 'other' || language === 'unknown') return otherwise;
  return confidence >= 0.5 ? language : otherwise;
}

import { detectLanguage } from '../text/language.ts';
import { tokenise } from '../text/tokenise.ts';
import type { SeedLanguage } from './read-pack.ts';

/** Words that every desk hears in every ticket: they say little about the subject. */
const weak =
  'not no never why how when where what help issue problem trouble question please customer service support company tell ask say said told try able make do get use want need can new time day week month year people person still anymore know information assistance regarding';
/** How people got in touch, which long stories tell in passing. */
const passing = 'call phone number contact speak talk answer reply email letter message send bank website online';

const strengths = new Map([...weighted(passing, 0.6), ...weighted(weak, 0.35)]);

function weighted(words: string, strength: number): (readonly [string, number])[] {
  return tokenise(words).map((word) => [word, strength] as const);
}

/** How much a word counts, apart from its rarity. */
export function wordStrength(word: string): number {
  return strengths.get(word) ?? 1;
}

/** The different words of a text that can tell its subject, stemmed. */
export function filingWords(text: string, language: SeedLanguage): readonly string[] {
  const words = tokenise(text, { language, withoutStopWords: true });
  return [...new Set(words)].filter((word) => word.length > 1 && !/^[\d<]/u.test(word));
}

/** The language to stem a text in; English when unsure, because seeds are English first. */
export function seedLanguage(text: string): SeedLanguage {
  const { language, confidence } = detectLanguage(text);
  return confidence >= 0.5 && (language === 'de' || language === 'es') ? language : 'en';
}

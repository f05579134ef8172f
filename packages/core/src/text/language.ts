import { functionWords } from './function-words.ts';

/** A language the text functions know stop words and stems for; `other` is known to be none of them, `unknown` too short to tell. */
export type Language = 'en' | 'de' | 'es' | 'other' | 'unknown';

/** A guess with its confidence in 0..1. Below .5 treat it as a hint only. */
export interface LanguageGuess {
  readonly language: Language;
  readonly confidence: number;
}

/** Languages with stems and stop words of their own. */
const stemmedLanguages: readonly Language[] = ['en', 'de', 'es'];

/** A language with stems and stop words of its own, of a tag such as `de-AT` or `de_AT`. */
export function knownLanguage(tag: string): Language | undefined {
  const base = tag.toLowerCase().split(/[-_]/u)[0];
  return stemmedLanguages.find((language) => language === base);
}

const known = ['en', 'de', 'es', 'other'] as const;

/**
 * A cheap guess at the language of a message from its function words, letters and script. Made for choosing stop words and stems,
 * not for routing people: short texts ("login error") are `unknown`.
 */
export function detectLanguage(text: string): LanguageGuess {
  const words =
    text
      .slice(0, 4000)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  if (words.length === 0) return { language: 'unknown', confidence: 0 };
  const foreign = words.filter((word) => /[^\p{Script=Latin}]/u.test(word)).length;
  if (foreign > words.length / 2) return { language: 'other', confidence: foreign / words.length };

  const scores = known.map((language) => scoreOf(words, language));
  const total = scores.reduce((sum, score) => sum + score, 0);
  const best = scores.indexOf(Math.max(...scores));
  const share = (scores[best] ?? 0) / words.length;
  if (total === 0 || share < 0.08) {
    return words.length >= 12
      ? { language: 'other', confidence: 0.6 }
      : { language: 'unknown', confidence: 0 };
  }
  const lead = (scores[best] ?? 0) / total;
  const evidence = 1 - 0.5 ** (scores[best] ?? 0);
  return { language: known[best] ?? 'unknown', confidence: lead * evidence };
}

const letterHints: Record<(typeof known)[number], RegExp> = {
  en: /^$/u,
  de: /[äöüß]|^(?:ge|ver|ein).{3,}|.{3,}(?:ung|lich|keit)$/u,
  other: /[àèùçâêîôûëãõ]/u,
  es: /[ñáéíóú]|.{3,}(?:ción|mente)$/u,
};

function scoreOf(words: readonly string[], language: (typeof known)[number]): number {
  const common = functionWords[language];
  let score = 0;
  for (const word of words) {
    if (common.has(word)) score += 1;
    else if (letterHints[language].test(word)) score += 0.4;
  }
  return score;
}

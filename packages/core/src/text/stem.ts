import type { Language } from './language.ts';
import { stemEnglish } from './stem-english.ts';
import { stemGerman } from './stem-german.ts';
import { stemSpanish } from './stem-spanish.ts';

const stemmers = { en: stemEnglish, de: stemGerman, es: stemSpanish };
const memory = {
  en: new Map<string, string>(),
  de: new Map<string, string>(),
  es: new Map<string, string>(),
};
const maxRemembered = 100_000;

/**
 * The stem of a lower-case word: Snowball stemmers for English, German and Spanish, remembered per process (a stem costs
 * microseconds, a look-up nanoseconds). Words with digits, placeholders and words of other languages come back as they are.
 */
export function stem(word: string, language: Language): string {
  if (language !== 'en' && language !== 'de' && language !== 'es') return word;
  const remembered = memory[language];
  const found = remembered.get(word);
  if (found !== undefined) return found;
  const result = /^[\p{Script=Latin}']+$/u.test(word) ? stemmers[language](word) : word;
  if (remembered.size >= maxRemembered) remembered.clear();
  remembered.set(word, result);
  return result;
}

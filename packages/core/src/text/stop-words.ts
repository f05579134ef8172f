import { tellingWords, wordLists } from './function-words.ts';
import type { Language } from './language.ts';

const removable = (words: string) => new Set(words.split(' ').filter((word) => !tellingWords.has(word)));
const stopWordSets = {
  en: removable(wordLists.en),
  de: removable(wordLists.de),
  es: removable(wordLists.es),
};
const none: ReadonlySet<string> = new Set();

/**
 * Words without content in a language, for search and naming. Negations and question words (not, no, cannot, why, how, when) are never among
 * them. Empty for languages without a list.
 */
export function stopWords(language: Language): ReadonlySet<string> {
  return language === 'en' || language === 'de' || language === 'es' ? stopWordSets[language] : none;
}

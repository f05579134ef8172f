import { meaningsOf } from '../search/desk-words.ts';
import { termsOf } from '../search/question-terms.ts';
import { detectLanguage, type Language } from '../text/language.ts';

/** The words of a text with what they mean. */
export interface Words {
  readonly stems: ReadonlySet<string>;
  /** Numbers of word groups, see `meaningsOf`. */
  readonly meanings: ReadonlySet<number>;
}

/** The words of a text that carry its meaning. */
export function wordsOf(text: string, language: Language): Words {
  return {
    stems: termsOf(text, language),
    meanings: new Set([...meaningsOf(text, language).values()].flat()),
  };
}

/** The language whose stems a text is cut with. */
export function documentLanguage(text: string): Language {
  const { language } = detectLanguage(text);
  return language === 'de' || language === 'es' ? language : 'en';
}

/** What a word counts that only means the same. */
const sameMeaning = 0.8;

/** How surely a word of the question stands among others: 1 itself, less for one that means the same, else 0. */
export function presence(
  term: string,
  meanings: readonly number[],
  { stems, meanings: there }: Words,
): number {
  if (stems.has(term)) return 1;
  return meanings.some((meaning) => there.has(meaning)) ? sameMeaning : 0;
}

import { detectLanguage, type Language } from '../text/language.ts';

/** A question as the channels search for it. */
export interface SearchQuery {
  /** What is searched for. */
  readonly text: string;
  /** The same with further words for it, for channels that search by words. */
  readonly expanded: string;
  /** `unknown` when it is too short to tell. */
  readonly language: Language;
}

/** Reads a question or a ticket as something to search for. @param moreWords other words for what it says */
export function planSearch(text: string, moreWords: readonly string[] = []): SearchQuery {
  const { language, confidence } = detectLanguage(text);
  const expanded = [text, ...moreWords].join(' ');
  return { text, expanded, language: confidence >= 0.5 ? language : 'unknown' };
}

import { detectLanguage, type Language } from '../text/language.ts';

/** A question as the channels search for it. */
export interface SearchQuery {
  /** What is searched for. */
  readonly text: string;
  /** `unknown` when it is too short to tell. */
  readonly language: Language;
}

/** Reads a question or a ticket as something to search for. */
export function planSearch(text: string): SearchQuery {
  const { language, confidence } = detectLanguage(text);
  return { text, language: confidence >= 0.5 ? language : 'unknown' };
}

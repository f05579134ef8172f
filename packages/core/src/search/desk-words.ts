import type { Language } from '../text/language.ts';
import { stem } from '../text/stem.ts';
import { surfaceWords } from '../text/tokenise.ts';
import { deskThesaurus } from './desk-thesaurus.ts';

type DeskLanguage = 'en' | 'de' | 'es';
const columns = ['en', 'de', 'es'] as const;

interface DeskWords {
  /** Groups of a stem. */
  readonly single: ReadonlyMap<string, readonly number[]>;
  /** Phrases as stems, by their first one. */
  readonly phrases: ReadonlyMap<
    string,
    readonly { readonly stems: readonly string[]; readonly group: number }[]
  >;
}

/** The groups with each language's words, as they are written. */
const parsed = deskThesaurus
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((column) => column.trim().split(/\s+/u)));

const made = new Map<DeskLanguage, DeskWords>();

function deskWords(language: DeskLanguage): DeskWords {
  const known = made.get(language);
  if (known !== undefined) return known;
  const single = new Map<string, number[]>();
  const phrases = new Map<string, { stems: string[]; group: number }[]>();
  for (const [group, lists] of parsed.entries()) {
    for (const entry of lists[columns.indexOf(language)] ?? []) {
      const stems = entry.split('_').map((word) => stem(word, language));
      if (stems.length === 1) single.set(stems[0]!, [...(single.get(stems[0]!) ?? []), group]);
      else phrases.set(stems[0]!, [...(phrases.get(stems[0]!) ?? []), { stems, group }]);
    }
  }
  const words = { single, phrases };
  made.set(language, words);
  return words;
}

/** Which meanings the words of a text have: numbers of groups that are the same in every language, by stem. Most words have none. */
export function meaningsOf(text: string, language: Language): ReadonlyMap<string, readonly number[]> {
  const { single, phrases } = deskWords(language === 'de' || language === 'es' ? language : 'en');
  const stems = surfaceWords(text).map((word) => stem(word, language));
  const found = new Map<string, number[]>();
  for (const [position, word] of stems.entries()) {
    for (const group of single.get(word) ?? []) add(found, word, group);
    for (const { stems: phrase, group } of phrases.get(word) ?? [])
      if (phrase.every((part, offset) => stems[position + offset] === part))
        for (const part of phrase) add(found, part, group);
  }
  return found;
}

/** These meanings as terms of an index: the same in every language, so that a question finds what is worded otherwise. */
export const meaningTerms = (text: string, language: Language): string[] =>
  [...meaningsOf(text, language).values()].flat().map((group) => `~${group}`);

function add(found: Map<string, number[]>, word: string, group: number): void {
  const known = found.get(word);
  if (known === undefined) found.set(word, [group]);
  else if (!known.includes(group)) known.push(group);
}

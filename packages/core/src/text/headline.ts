import type { Language } from './language.ts';
import { foldTypography } from './normalise.ts';
import { stem } from './stem.ts';
import { surfaceWords } from './tokenise.ts';
import { classOf, isParticleOf, verbOf, type WordClass } from './word-classes.ts';

/** A word of a headline. */
export interface HeadWord {
  /** As written, lower case; a verb with its particle is one word: `top up`. */
  readonly surface: string;
  readonly stem: string;
  readonly type: 'content' | 'link' | 'negation';
}

/** Numbers, order numbers, blacked-out runs, addresses: they name one ticket, never what many ask. Short codes such as `e12` stay. */
const isNumberLike =
  /^(?:[\d.,:/-]+|.*@.*|.*[/\\].*|x{2,}|.*\d.*\d.*\d.*\d.*|[a-z]{1,3}-\d.*|\p{L}|\p{L}+\d+\p{L}+\d.*)$/u;

/** E-mail addresses, links, order and case numbers. */
const address = /\S*(?:@|:\/\/|www\.)\S*|(?<![\p{L}\p{N}])\p{L}{1,5}[-_]?\d{3,}\S*/gu;

/** Whether a word can stand in a name at all. */
export function isNameable(word: string): boolean {
  return !word.startsWith('<') && !isNumberLike.test(word);
}

/**
 * Cuts a text into what could each be a headline: runs of words that belong together, articles and auxiliaries left out. "Why hasn't my card
 * arrived? Please replace it." becomes *card not arrived* and *replace*. `without` holds words that must not appear, such as people's names;
 * `phrasal` the pairs that are one verb, such as `timed out`.
 */
export function headlines(
  text: string,
  language: Language,
  without: ReadonlySet<string> = new Set(),
  phrasal: ReadonlySet<string> = new Set(),
): readonly (readonly HeadWord[])[] {
  const found: HeadWord[][] = [];
  for (const clause of tidy(text).split(/[.,;:!?()[\]{}"<>|\n*•–—]+|\s[-/'=]+\s/u)) {
    let run: HeadWord[] = [];
    let early: HeadWord | undefined;
    const close = () => {
      const first = run.findIndex(({ type }) => type !== 'link');
      const last = run.findLastIndex(({ type }) => type === 'content');
      if (last >= 0) found.push(run.slice(first, last + 1));
      run = [];
      early = undefined;
    };
    for (const surface of joinWords(surfaceWords(clause), language, phrasal)) {
      const type = typeOf(surface, language, without);
      if (type === 'silent') continue;
      if (type === 'break') {
        close();
      } else if (type === 'negation' && run.length === 0) {
        early = { surface, stem: surface, type };
      } else {
        const word: HeadWord = { surface, stem: stemOf(surface, language), type };
        const isPlace = early !== undefined && type === 'content' && isVerbal(surface, language);
        run.push(...(isPlace && early !== undefined ? [early, word] : [word]));
        if (isPlace) early = undefined;
      }
    }
    close();
  }
  return found;
}

function typeOf(surface: string, language: Language, without: ReadonlySet<string>): WordClass {
  const type = classOf(surface, language);
  return type === 'content' && (without.has(surface) || !isNameable(surface)) ? 'break' : type;
}

/** Makes one word of a verb and its particle, and of "how long ... take". */
function joinWords(
  words: readonly string[],
  language: Language,
  phrasal: ReadonlySet<string>,
): readonly string[] {
  const joined: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!;
    if (language === 'en' && word === 'how' && words[at + 1] === 'long') {
      const rest = words.slice(at + 2).filter((next) => !fillsHowLong.has(next));
      return [...joined, 'how long', ...rest];
    }
    if (
      language === 'en' &&
      (isParticleOf(word, words[at + 1], words[at + 2]) || phrasal.has(`${word} ${words[at + 1]}`))
    ) {
      joined.push(`${word} ${words[at + 1]}`);
      at += 1;
    } else joined.push(word);
  }
  return joined;
}

/** Fewer appearances do not make a verb of two words, nor does a smaller share of the first one's. */
const [fewestPairs, smallestShare] = [3, 0.5];

/** Verbs that these English texts mostly write with a particle behind them: `timed out`, `worn down`. */
export function phrasalVerbs(texts: readonly string[]): ReadonlySet<string> {
  const alone = new Map<string, number>();
  const pairs = new Map<string, number>();
  for (const text of texts) {
    const words = surfaceWords(text);
    for (const [at, word] of words.entries()) {
      if (word.length < 3 || !isVerbal(word, 'en')) continue;
      alone.set(word, (alone.get(word) ?? 0) + 1);
      const pair = `${word} ${words[at + 1]}`;
      if (/ (?:up|out|off|back|down)$/u.test(pair)) pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    }
  }
  return new Set(
    [...pairs]
      .filter(
        ([pair, count]) =>
          count >= fewestPairs && count >= smallestShare * (alone.get(pair.split(' ')[0]!) ?? 0),
      )
      .map(([pair]) => pair),
  );
}

/** What stands between "how long" and what it asks about. */
const fillsHowLong = new Set(
  'it take takes taking took usually normally typically i we you before for to until till get be in'.split(
    ' ',
  ),
);

function stemOf(surface: string, language: Language): string {
  const [verb = '', ...particle] = surface.split(' ');
  return [stem(verb, language), ...particle].join(' ');
}

function isVerbal(word: string, language: Language): boolean {
  return verbOf(word.split(' ')[0]!, language) !== undefined || /(?:ed|ing)$/u.test(word);
}

/** Without addresses; *e-mail* and *Wi-Fi* as one word. */
function tidy(text: string): string {
  return foldTypography(text)
    .replace(address, '|')
    .replace(/(?<![\p{L}\p{N}])(e|wi|pre|re|co)-(?=\p{L})/giu, '$1');
}

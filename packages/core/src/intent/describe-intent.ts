import { personalDataMask } from '../model/mask-personal-data.ts';
import { tokenise } from '../text/tokenise.ts';
import type { TicketText } from './clusterer.ts';

/** Of how many of the most central tickets one is chosen. */
const choice = 8;
const longest = 160;

type SpokenText = Pick<TicketText, 'text' | 'people'>;

/**
 * What the intent is about in a customer's words: the telling line of a central ticket, one that has the words of the intent's name if there is
 * one. `texts` are ordered, most central first, with the names of people they tell. People's names, addresses and numbers are blanked out.
 */
export function describeIntent(name: string, texts: readonly SpokenText[]): string {
  const words = tokenise(name, { withoutStopWords: true });
  const central = texts.slice(0, choice).map(withoutPersonalData);
  const lines = central.flatMap((text) => tellingLine(text) ?? []);
  const named = lines.find((line) => {
    const own = new Set(tokenise(line));
    return words.every((word) => own.has(word));
  });
  return shorten(named ?? lines[0] ?? central[0] ?? '');
}

/** The first line with three words that are more than names and numbers: the others are forms of address. */
function tellingLine(text: string): string | undefined {
  return text.split('\n').find((line) => (line.match(/(?<![\p{L}\p{N}.])\p{Ll}{2,}/gu) ?? []).length >= 3);
}

const initials = /(?<!\p{L})(?:\p{Lu}\.\s?)+\p{Lu}\p{Ll}+|(?<!\p{L})\p{Lu}\p{Ll}+\s\p{Lu}\.(?!\p{L})/gu;

function withoutPersonalData({ text, people }: SpokenText): string {
  return personalDataMask()
    .mask(text, people)
    .replace(/⟦[A-Z]+_\d+⟧/gu, '...')
    .replace(initials, '...');
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 3).replace(/\s+\S*$/, '')} ...`;
}

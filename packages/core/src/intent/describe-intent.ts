import { personalDataPatterns, replacePersonalData } from '../model/mask-personal-data.ts';
import { tokenise } from '../text/tokenise.ts';

/** Of how many of the most central tickets one is chosen. */
const choice = 8;
/** A line with fewer words is a form of address, not what somebody wants. */
const fewestWords = 3;
const longest = 160;

/**
 * What the intent is about in a customer's words: the telling line of a central ticket, one that has the words of the intent's name if there is
 * one. `texts` are ordered, most central first. Addresses and numbers of people are blanked out.
 */
export function describeIntent(name: string, texts: readonly string[]): string {
  const words = tokenise(name, { withoutStopWords: true });
  const lines = texts.slice(0, choice).flatMap((text) => tellingLine(text) ?? []);
  const named = lines.find((line) => {
    const own = new Set(tokenise(line));
    return words.every((word) => own.has(word));
  });
  return shorten(withoutPersonalData(named ?? lines[0] ?? texts[0] ?? ''));
}

function tellingLine(text: string): string | undefined {
  return text.split('\n').find((line) => line.trim().split(/\s+/).length >= fewestWords);
}

function withoutPersonalData(text: string): string {
  return personalDataPatterns.reduce(
    (rest, pattern) => replacePersonalData(rest, pattern, () => '...'),
    text,
  );
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 3).replace(/\s+\S*$/, '')} ...`;
}

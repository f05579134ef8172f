import { splitSentences } from './split-sentences.ts';
import { stopWords } from './stop-words.ts';
import { surfaceWords } from './tokenise.ts';

/** The share of a gist that the beginning of the text may take. */
const openingShare = 0.6;
const ellipsis = ' … ';

/**
 * What a text is about, short enough to be read by the hundred: its first sentences, which say what is wanted, and of the rest the one sentence
 * that says most. Every piece is copied from the text; white space becomes single blanks; pieces are joined by `…`.
 *
 * The most telling sentence is the one whose words the text itself repeats most per word, questions first (the frequency rule of Luhn 1958).
 * @param limit longest gist in characters; default 300, about 75 tokens. A shorter text comes back whole
 */
export function gist(text: string, limit = 300): string {
  const whole = flat(text);
  if (whole.length <= limit) return whole;
  const sentences = splitSentences(text).map(({ start, end }) => flat(text.slice(start, end)));
  const opening: string[] = [];
  let length = 0;
  for (const sentence of sentences) {
    if (length + sentence.length > limit * openingShare) break;
    opening.push(sentence);
    length += sentence.length + 1;
  }
  const rest = sentences.slice(opening.length);
  if (opening.length === 0) opening.push(cut(rest.shift() ?? whole, limit * openingShare));
  const begun = opening.join(' ');
  const telling = mostTelling(rest, whole);
  const room = limit - begun.length - ellipsis.length;
  return telling === undefined || room < 20 ? begun : `${begun}${ellipsis}${cut(telling, room)}`;
}

function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** The beginning of a text, up to a border of words where there is one. */
function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const head = text.slice(0, limit);
  return /\s/.test(head) ? head.replace(/\s+\S*$/, '') : head;
}

function mostTelling(sentences: readonly string[], whole: string): string | undefined {
  const counts = new Map<string, number>();
  for (const word of contentWords(whole)) counts.set(word, (counts.get(word) ?? 0) + 1);
  let best: string | undefined;
  let bestScore = 0;
  for (const sentence of sentences) {
    const words = contentWords(sentence);
    const repeated = words.reduce((sum, word) => sum + (counts.get(word) ?? 1) - 1, 0);
    const score = (repeated / (words.length + 4) + 0.01) * (sentence.endsWith('?') ? 2 : 1);
    if (words.length > 1 && score > bestScore) [best, bestScore] = [sentence, score];
  }
  return best;
}

function contentWords(text: string): string[] {
  const stops = stopWords('en');
  return surfaceWords(text).filter((word) => word.length > 2 && !stops.has(word));
}

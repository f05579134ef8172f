import { splitSentences } from './split-sentences.ts';

/** Where one sentence goes on to another matter. */
const border =
  /[;:]\s+|,?\s+(?:and also|also|besides|furthermore|in addition|additionally|plus|on top of that|by the way|another thing|außerdem|zudem|und auch|ausserdem|además|también)\b[,:]?\s+|,\s+(?:and|but|und|aber|y|pero)\s+/giu;
/** Shorter pieces say too little to be a matter of their own. */
const fewestWords = 4;

/**
 * The parts of a text that may each ask for something of their own: its sentences, cut where a conjunction opens a new matter. Pieces of fewer than
 * four words stay with the part before them. One part when there is nothing to part.
 */
export function splitParts(text: string): readonly string[] {
  const parts: string[] = [];
  for (const { start, end } of splitSentences(text)) {
    for (const piece of text.slice(start, end).split(border)) {
      const words = piece.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
      const last = parts.length - 1;
      if (words >= fewestWords || last < 0) parts.push(piece.trim());
      else parts[last] = `${parts[last]} ${piece.trim()}`.trim();
    }
  }
  return parts;
}

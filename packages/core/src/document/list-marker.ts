/** The mark in front of a list item: `- `, `• `, `3. `, `(2) `, `b) `, `iv. `. */
const listMarker = /^\s*(?:[-*•–]|\(?\d{1,3}[.)]|(?:[a-z]|[ivx]{2,6})[.)])\s+/u;

/** Whether a line of a document's text is a list item. */
export const isListItem = (line: string): boolean => listMarker.test(line);

/** Length of the mark in front of a list item, 0 when there is none. */
export const markerLength = (line: string): number => listMarker.exec(line)?.[0].length ?? 0;

const numerals = [
  ['M', 1000],
  ['CM', 900],
  ['D', 500],
  ['CD', 400],
  ['C', 100],
  ['XC', 90],
  ['L', 50],
  ['XL', 40],
  ['X', 10],
  ['IX', 9],
  ['V', 5],
  ['IV', 4],
  ['I', 1],
] as const;
const mostInNumerals = 3999;

/** A number from 1 to 3,999 as `XIV`; others as they are. */
export function romanNumeral(number: number): string {
  if (number < 1 || number > mostInNumerals) return String(number);
  let [rest, text] = [number, ''];
  for (const [numeral, value] of numerals) for (; rest >= value; rest -= value) text += numeral;
  return text;
}

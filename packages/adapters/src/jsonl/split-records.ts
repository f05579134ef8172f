import { scanValue, skipBlank } from './find-json-error.ts';

/** The text of one record and where it stands. */
export interface RecordText {
  /** From 1. */
  readonly line: number;
  /** Column of its first character, from 1. */
  readonly column: number;
  readonly text: string;
  /** Longer than allowed: `text` is only its beginning. */
  readonly tooLong: boolean;
}

const shown = 1000;

/** The lines of a file that are not blank. Lines end with LF, CRLF or CR. */
export function* splitLines(text: string, maxCharacters: number): Generator<RecordText> {
  const lineEnd = /\r\n|\n|\r/g;
  let start = 0;
  for (let line = 1; start < text.length; line += 1) {
    const end = lineEnd.exec(text);
    const content = text.slice(start, end?.index ?? text.length);
    if (content.trim() !== '') yield { line, column: 1, ...cut(content, maxCharacters) };
    start = end === null ? text.length : lineEnd.lastIndex;
  }
}

/**
 * The elements of a JSON array, cut apart before they are parsed, so that a broken one harms no other. The work grows with the length of
 * the text only: what was found broken once is not read to that place again.
 */
export function* splitArray(text: string, maxCharacters: number): Generator<RecordText> {
  const broken = new Set<number>();
  let start = text.indexOf('[') + 1;
  let place = { offset: 0, line: 1, column: 1 };
  for (;;) {
    const from = start + (/^[\s,]*/.exec(text.slice(start))?.[0].length ?? 0);
    if (from >= text.length) return;
    place = moveTo(text, place, from);
    const end = findElement(text, from, place.column - 1, broken);
    const content = text.slice(from, end).trimEnd();
    if (content !== '') yield { line: place.line, column: place.column, ...cut(content, maxCharacters) };
    // Closing brackets of a broken element are passed over; the one at the end closes the array.
    start = end + (/^[\s\]}]*/.exec(text.slice(end))?.[0].length ?? 0);
  }
}

function cut(content: string, maxCharacters: number) {
  const tooLong = content.length > maxCharacters;
  return { text: tooLong ? content.slice(0, shown) : content, tooLong };
}

/**
 * Where an element ends: at the comma or bracket behind it; a broken one at the next line that begins an object as far left as it.
 *
 * @param broken where objects and lists begin that are known to be broken; what is found is added
 */
function findElement(text: string, from: number, indent: number, broken: Set<number>): number {
  if (!broken.has(from)) {
    const scan = scanValue(text, from);
    if ('wrongAt' in scan) for (const at of scan.open) broken.add(at);
    else if (/^[\],}]?$/.test(text.charAt(skipBlank(text, scan.end)))) return scan.end;
  }
  return findBrokenEnd(text, from, indent);
}

/** A string never goes beyond its line (JSON forbids it), which limits the harm of a lost quote. */
function findBrokenEnd(text: string, from: number, indent: number): number {
  let depth = 0;
  const token = /"[^"\\\n\r]*(?:\\.[^"\\\n\r]*)*"?|[\r\n]([ \t]*)\{|[[\]{},]/g;
  token.lastIndex = from;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [found, before] = match;
    if (before !== undefined && before.length <= indent) return match.index;
    if (found === '{' || found === '[' || before !== undefined) depth += 1;
    else if (found === '}' || found === ']') depth -= 1;
    if (depth < 0 || (depth === 0 && found === ',')) return match.index;
  }
  return text.length;
}

function moveTo(
  text: string,
  place: { readonly offset: number; readonly line: number; readonly column: number },
  offset: number,
) {
  let { line, column } = place;
  for (let at = place.offset; at < offset; at += 1) {
    const breaks = text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n');
    line += breaks ? 1 : 0;
    column = breaks ? 1 : column + 1;
  }
  return { offset, line, column };
}

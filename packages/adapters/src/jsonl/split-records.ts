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

/** The elements of a JSON array, cut apart before they are parsed, so that a broken one harms no other. */
export function* splitArray(text: string, maxCharacters: number): Generator<RecordText> {
  let start = text.indexOf('[') + 1;
  let place = { offset: 0, line: 1, column: 1 };
  while (start < text.length) {
    const from = start + (/^[\s,]*/.exec(text.slice(start))?.[0].length ?? 0);
    place = moveTo(text, place, from);
    const { end, last } = findElement(text, from, place.column - 1);
    const content = text.slice(from, end).trimEnd();
    if (content !== '') yield { line: place.line, column: place.column, ...cut(content, maxCharacters) };
    if (last) return;
    start = end;
  }
}

function cut(content: string, maxCharacters: number) {
  const tooLong = content.length > maxCharacters;
  return { text: tooLong ? content.slice(0, shown) : content, tooLong };
}

/** Where an element ends: at the comma or bracket behind it; a broken one at the next line that begins an object as far left as it. */
function findElement(
  text: string,
  from: number,
  indent: number,
): { readonly end: number; readonly last: boolean } {
  const end = findElementEnd(text, from);
  const element = text.slice(from, end);
  if (!isJson(element)) {
    const next = new RegExp(`(?:\\r\\n|\\n|\\r)[ \\t]{0,${indent}}\\{`).exec(element);
    if (next !== null) return { end: from + next.index, last: false };
  }
  return { end, last: text[end] !== ',' };
}

/** A string never goes beyond its line (JSON forbids it), which limits the harm of a lost quote. */
function findElementEnd(text: string, from: number): number {
  let depth = 0;
  const token = /"(?:[^"\\\n\r]|\\.)*"?|[[\]{},]/g;
  token.lastIndex = from;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [found] = match;
    if (found === '{' || found === '[') depth += 1;
    else if (found === '}' || found === ']') depth -= 1;
    if (depth < 0 || (depth === 0 && found === ',')) return match.index;
  }
  return text.length;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
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

import type { Buffer } from 'node:buffer';

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** How far a row reaches, and the quote in it that is not properly closed, if there is one. */
export interface ScannedRow {
  readonly end: number;
  readonly openQuote?: OpenQuote;
}

/** A quote that opens a cell and is followed by no quote that ends it. */
export interface OpenQuote {
  readonly offset: number;
  /** Which cell of the row it opens, from 0. */
  readonly cell: number;
}

/** Walks over one row by the rules of RFC 4180, to learn where damage begins. */
export function scanRow(bytes: Buffer, start: number, delimiter: string): ScannedRow {
  const delimiterByte = delimiter.charCodeAt(0);
  let offset = start;
  for (let cell = 0; offset < bytes.length; cell += 1) {
    const opened = offset;
    if (bytes[offset] === quote) {
      const closed = findClosingQuote(bytes, offset + 1);
      if (closed === undefined || !endsCell(bytes[closed + 1], delimiterByte))
        return { end: findLineEnd(bytes, opened), openQuote: { offset: opened, cell } };
      offset = closed + 1;
    }
    while (!endsCell(bytes[offset], delimiterByte)) offset += 1;
    if (bytes[offset] !== delimiterByte) return { end: findLineEnd(bytes, offset) };
    offset += 1;
  }
  return { end: bytes.length };
}

/** Whether the cell that a quote opens ends in its own line after all: with quotes inside that should have been doubled. */
export function closesInLine(bytes: Buffer, openQuote: number, delimiter: string): boolean {
  const delimiterByte = delimiter.charCodeAt(0);
  const end = findLineEnd(bytes, openQuote);
  for (let at = bytes.indexOf(quote, openQuote + 1); at !== -1 && at < end; at = bytes.indexOf(quote, at + 1))
    if (endsCell(bytes[at + 1], delimiterByte)) return true;
  return false;
}

function findClosingQuote(bytes: Buffer, from: number): number | undefined {
  for (let at = bytes.indexOf(quote, from); at !== -1; at = bytes.indexOf(quote, at + 2)) {
    if (bytes[at + 1] !== quote) return at;
  }
  return undefined;
}

function endsCell(byte: number | undefined, delimiterByte: number): boolean {
  return byte === undefined || byte === delimiterByte || byte === lineFeed || byte === carriageReturn;
}

/** Offset behind the end of the line that `from` is in. */
export function findLineEnd(bytes: Buffer, from: number): number {
  for (let offset = from; offset < bytes.length; offset += 1) {
    if (bytes[offset] === lineFeed) return offset + 1;
    if (bytes[offset] === carriageReturn) return bytes[offset + 1] === lineFeed ? offset + 2 : offset + 1;
  }
  return bytes.length;
}

/** Line ends (LF, CRLF, CR) between two offsets. */
export function countLineEnds(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (let offset = from; offset < to; offset += 1) {
    const byte = bytes[offset];
    if (byte === lineFeed || (byte === carriageReturn && bytes[offset + 1] !== lineFeed)) count += 1;
  }
  return count;
}

/** Offset of the first byte that is no line end. */
export function skipLineEnds(bytes: Buffer, from: number): number {
  let offset = from;
  while (bytes[offset] === lineFeed || bytes[offset] === carriageReturn) offset += 1;
  return offset;
}

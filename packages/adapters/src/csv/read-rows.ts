import type { Buffer } from 'node:buffer';
import type { RejectedRow } from '@ticket-ai/core';
import { type ParsedRow, parseLoosely, parsePortion } from './parse-cells.ts';
import { closesInLine, countLineEnds, findLineEnd, type OpenQuote, scanRow, skipLineEnds } from './scan.ts';

/** The rows of a file below its header. */
export interface CsvTable {
  readonly bytes: Buffer;
  readonly delimiter: string;
  readonly header: readonly string[];
  /** Where the first row begins. */
  readonly start: { readonly offset: number; readonly line: number };
  readonly maxRowBytes: number;
}

/** A row with as many cells as the header. */
export interface Row {
  readonly kind: 'row';
  /** Line in the file where it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

interface Outcome {
  readonly item: Row | RejectedRow;
  /** Where reading goes on. */
  readonly end: number;
}

interface Place {
  readonly offset: number;
  readonly line: number;
}

/** Rows parsed in one go: few enough to stop between, many enough to be fast. */
const portion = 500;

/**
 * Reads all rows. csv-parse reads what is well-formed; where it stops, the damaged row alone is judged (quotes that should have been
 * doubled are forgiven, all else is rejected) and reading goes on behind it, so one lost quote does not swallow the rows below.
 */
export function* readRows(table: CsvTable): Generator<Row | RejectedRow> {
  const { bytes, delimiter, header, maxRowBytes } = table;
  let place: Place = table.start;
  const settle = ({ item, end }: Outcome) => {
    place = { offset: end, line: place.line + countLineEnds(bytes, place.offset, end) };
    return item;
  };
  for (;;) {
    const read = parsePortion(bytes, {
      delimiter,
      offset: place.offset,
      limit: portion,
      maxRowBytes,
      width: header.length,
    });
    for (const row of read.rows) {
      place = skipEmptyLines(bytes, place);
      yield settle({ item: { kind: 'row', line: place.line, cells: row.cells }, end: row.end });
    }
    if (read.misfit === undefined && !read.damaged && read.rows.length < portion) return;
    place = skipEmptyLines(bytes, place);
    if (read.misfit !== undefined) yield settle(judgeMisfit(table, place, read.misfit));
    else if (read.damaged) yield settle(judgeDamage(table, place));
  }
}

function skipEmptyLines(bytes: Buffer, place: Place): Place {
  const offset = skipLineEnds(bytes, place.offset);
  return offset === place.offset
    ? place
    : { offset, line: place.line + countLineEnds(bytes, place.offset, offset) };
}

/** A well-formed row with the wrong number of cells. When it spans rows that would be fine alone, a quote was lost in its first line. */
function judgeMisfit(table: CsvTable, place: Place, row: ParsedRow): Outcome {
  if (swallowsRows(table, place, row)) {
    const { bytes, delimiter } = table;
    const firstLine = bytes.subarray(0, findLineEnd(bytes, place.offset));
    const { openQuote } = scanRow(firstLine, place.offset, delimiter);
    if (openQuote !== undefined) return judgeLostQuote(table, place, openQuote);
  }
  const [found, expected] = [row.cells.length, table.header.length];
  const short = found < expected;
  const reason = `The row has ${found} ${found === 1 ? 'cell' : 'cells'}, the header has ${expected}. ${
    short ? 'Add the missing cells' : 'Put texts that contain the delimiter in quotes'
  }.`;
  return reject(table, {
    place,
    end: row.end,
    reason,
    column: (short && table.header[found]) || String(expected + 1),
  });
}

function swallowsRows({ bytes, delimiter, header }: CsvTable, place: Place, row: ParsedRow): boolean {
  if (header.length < 2) return false;
  let offset = findLineEnd(bytes, place.offset);
  for (let lines = 0; offset < row.end && lines < 200; lines += 1) {
    const end = findLineEnd(bytes, offset);
    const line = parsePortion(bytes.subarray(offset, end), {
      delimiter,
      offset: 0,
      limit: 1,
      maxRowBytes: 0,
      width: header.length,
    });
    if (line.rows.length === 1) return true;
    offset = end;
  }
  return false;
}

/** A row that csv-parse could not read: too large, or a quote stands where none may. */
function judgeDamage(table: CsvTable, place: Place): Outcome {
  const { bytes, delimiter, header, maxRowBytes } = table;
  const { end, openQuote } = scanRow(bytes, place.offset, delimiter);
  if (openQuote !== undefined) return judgeLostQuote(table, place, openQuote);
  if (end - place.offset > maxRowBytes) {
    const reason = `The row has ${(end - place.offset).toLocaleString('en')} bytes; the limit is ${maxRowBytes.toLocaleString('en')}. Shorten its text.`;
    return reject(table, { place, end, reason });
  }
  const cells = parseLoosely(bytes.subarray(place.offset, end), { delimiter, width: header.length });
  if (cells !== undefined) return { item: { kind: 'row', line: place.line, cells }, end };
  return reject(table, {
    place,
    end,
    reason:
      'A quote stands inside a text without quotes around it, and the cells cannot be told apart. Double it ("").',
  });
}

/** A row with a quote that is not properly closed. Of a text that goes on nobody knows how much is lost: it is never taken for whole. */
function judgeLostQuote(table: CsvTable, place: Place, openQuote: OpenQuote): Outcome {
  const { bytes, delimiter, header, maxRowBytes } = table;
  const line = place.line + countLineEnds(bytes, place.offset, openQuote.offset);
  const end = findLineEnd(bytes, openQuote.offset);
  const readable =
    line === place.line &&
    end - place.offset <= maxRowBytes &&
    closesInLine(bytes, openQuote.offset, delimiter);
  const cells = readable
    ? parseLoosely(bytes.subarray(place.offset, end), { delimiter, width: header.length })
    : undefined;
  if (cells !== undefined) return { item: { kind: 'row', line: place.line, cells }, end };
  return reject(table, {
    place: { ...place, line },
    end,
    reason: `A quote opened on line ${line} is not closed. Close it, and double the quotes inside the text ("").`,
    column: header[openQuote.cell] ?? String(openQuote.cell + 1),
  });
}

function reject(
  { bytes }: CsvTable,
  {
    place,
    end,
    reason,
    column,
  }: { readonly place: Place; readonly end: number; readonly reason: string; readonly column?: string },
): Outcome {
  const text = bytes.toString('utf8', place.offset, Math.min(end, place.offset + 4000)).slice(0, 1000);
  return {
    item: {
      kind: 'rejected',
      line: place.line,
      ...(column === undefined ? {} : { column }),
      reason,
      text: text.trimEnd(),
    },
    end,
  };
}

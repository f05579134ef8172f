import type { Buffer } from 'node:buffer';
import { TicketAIError } from '@ticket-ai/core';
import { findRole } from './column-names.ts';
import { nameColumns } from './columns.ts';
import { parsePortion } from './parse-cells.ts';
import type { CsvTable } from './read-rows.ts';
import { countLineEnds, findLineEnd, skipLineEnds } from './scan.ts';

const delimiters = [',', ';', '\t', '|'];
/** Set for files with one column, where commas are just commas. */
const noDelimiter = '\x1f';
const sampleRows = 50;
const maxHeaderBytes = 16 * 2 ** 20;

/** Finds the delimiter and the header of a file. @throws `invalid-input` when there is no readable header */
export function openTable(bytes: Buffer, maxRowBytes: number): CsvTable {
  const hint = /^"?sep=(.)"?\r?\n/i.exec(bytes.toString('latin1', 0, 20));
  const start = skipLineEnds(bytes, hint?.[0].length ?? 0);
  const delimiter = hint?.[1] ?? guessDelimiter(bytes, start);
  const [header] = parsePortion(bytes, {
    delimiter,
    offset: start,
    limit: 1,
    maxRowBytes: maxHeaderBytes,
  }).rows;
  if (header === undefined) {
    const line = 1 + countLineEnds(bytes, 0, start);
    throw new TicketAIError('invalid-input', {
      message: `The header in line ${line} cannot be read: a quote in it is not closed properly. Correct the first line.`,
      context: { line, column: 1 },
    });
  }
  const names = nameColumns(header.cells.map((cell) => cell.replaceAll('\0', '')));
  const line = 1 + countLineEnds(bytes, 0, header.end);
  return { bytes, delimiter, header: names, start: { offset: header.end, line }, maxRowBytes };
}

/** The delimiter for people: none for files with one column. */
export function visibleDelimiter(delimiter: string): string | undefined {
  return delimiter === noDelimiter ? undefined : delimiter;
}

/** The one that makes most known names of the header; among equals, the one that cuts the rows most evenly. */
function guessDelimiter(bytes: Buffer, start: number): string {
  const ranked = delimiters
    .map((delimiter) => ({ delimiter, ...rate(bytes, start, delimiter) }))
    .filter(({ columns }) => columns > 1)
    .sort((a, b) => b.score - a.score || b.columns - a.columns);
  const [best] = ranked;
  if (best === undefined) return noDelimiter;
  const headerLine = bytes.toString('utf8', start, Math.min(findLineEnd(bytes, start), start + 1000)).trim();
  return best.score < 0.5 && findRole(headerLine) !== undefined ? noDelimiter : best.delimiter;
}

function rate(
  bytes: Buffer,
  start: number,
  delimiter: string,
): { readonly columns: number; readonly score: number } {
  const { rows } = parsePortion(bytes, {
    delimiter,
    offset: start,
    limit: sampleRows,
    maxRowBytes: maxHeaderBytes,
  });
  const [header, ...rest] = rows.map(({ cells }) => cells);
  if (header === undefined || header.length < 2) return { columns: header?.length ?? 0, score: 0 };
  const known = header.slice(0, 100).filter((name) => findRole(name) !== undefined).length;
  const even =
    rest.length === 0 ? 0 : rest.filter((cells) => cells.length === header.length).length / rest.length;
  return { columns: header.length, score: known + even };
}

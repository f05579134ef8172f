import {
  type DocumentParser,
  defaultParseLimits,
  documentText,
  type ParsedDocument,
  readDocument,
  TicketAIError,
  throwIfAborted,
  unreadableDocument,
} from '@ticket-ai/core';
import { decodeFile } from './decode.ts';
import { openTable } from './open-table.ts';
import { type CsvTable, readRows } from './read-rows.ts';

const maxRowBytes = 1_000_000;

/**
 * Reads a CSV file as a document: a price list, a table of error codes. The first row names the columns, and goes with every passage of the
 * table. Delimiter and encoding are found; rows that cannot be read are left out, and said.
 */
export function csvDocumentParser(): DocumentParser {
  return {
    name: 'csv@1',
    mediaTypes: ['text/csv', 'text/tab-separated-values'],
    factory: { module: import.meta.url, name: 'csvDocumentParser' },
    async parse({ bytes, limits, abortSignal }) {
      throwIfAborted(abortSignal);
      const { bytes: mostBytes, characters } = { ...defaultParseLimits, ...limits };
      if (bytes.byteLength > mostBytes)
        return unreadableDocument(
          'too_large',
          `The file has ${bytes.byteLength} bytes; the limit is ${mostBytes}.`,
        );
      try {
        return readTable(openTable(decodeFile(bytes).bytes, maxRowBytes), characters);
      } catch (error) {
        if (!TicketAIError.is(error, 'invalid-input')) throw error;
        return unreadableDocument('invalid', error.message);
      }
    },
  };
}

function readTable(table: CsvTable, mostCharacters: number): ParsedDocument {
  const output = documentText();
  let [unread, cut] = [0, false];
  const add = (cells: readonly string[], header: boolean) => {
    const line = cells.map((cell) => cell.replace(/\s+/gu, ' ').trim());
    cut ||= output.length + line.join(' | ').length + 2 > mostCharacters;
    if (!cut) output.add({ kind: 'table-row', text: '', cells: line, joined: output.length > 0, header });
  };
  add(table.header, true);
  for (const row of readRows(table)) {
    if (cut) break;
    if (row.kind === 'rejected') unread += 1;
    else add(row.cells, false);
  }
  const warnings = [
    ...(cut ? [`Only the first ${mostCharacters} characters were read.`] : []),
    ...(unread === 0 ? [] : [`${unread} rows could not be read, and were left out.`]),
  ];
  return readDocument(output.finish(), { warnings, cut });
}

import { setImmediate } from 'node:timers/promises';
import { type TicketReader, type TicketReaderItem, throwIfAborted } from '@ticket-ai/core';
import { isLabel } from './column-names.ts';
import { mapColumns } from './columns.ts';
import { decodeFile } from './decode.ts';
import { openTable, visibleDelimiter } from './open-table.ts';
import { readRows } from './read-rows.ts';
import { messagePerRow, ticketPerRow } from './read-tickets.ts';
import { surveyRows } from './survey.ts';

/** Settings of {@link csvTicketReader}. */
export interface CsvTicketReaderOptions {
  /** Rows with more bytes are rejected. Default 1,000,000. */
  readonly maxRowBytes?: number;
}

/**
 * Reads tickets from CSV and TSV files. Encoding, delimiter, columns and layout (one row per ticket or per message) are recognised and told
 * in the first item. Damaged rows are rejected one by one; every other row is read.
 */
export function csvTicketReader({ maxRowBytes = 1_000_000 }: CsvTicketReaderOptions = {}): TicketReader {
  return {
    formats: ['csv', 'tsv'],
    async *read({ bytes, columns, source = 'csv', abortSignal }): AsyncGenerator<TicketReaderItem> {
      throwIfAborted(abortSignal);
      const file = decodeFile(bytes);
      const table = openTable(file.bytes, maxRowBytes);
      const mapping = mapColumns(table.header, columns);
      const pause = pauser(abortSignal);
      const { layout, dateOrders } = await surveyRows(table, mapping, pause);
      const delimiter = visibleDelimiter(table.delimiter);
      yield {
        kind: 'columns',
        mapping,
        encoding: file.encoding,
        ...(delimiter === undefined ? {} : { delimiter }),
        layout,
      };
      const format = {
        header: table.header,
        mapping,
        source,
        dateOrders,
        labels: new Set(table.header.filter(isLabel)),
      };
      const threads = layout === 'message-per-row' ? messagePerRow(format) : undefined;
      const readTicket = ticketPerRow(format);
      let number = 0;
      for (const row of readRows(table)) {
        await pause();
        number += 1;
        if (threads !== undefined) threads.add(row);
        else if (row.kind === 'rejected') yield row;
        else yield* readTicket(row, number);
      }
      if (threads !== undefined) yield* threads.items();
    },
  };
}

/** Lets other work of the process run, and the reader stop, every few hundred rows. */
function pauser(abortSignal: AbortSignal | undefined): () => Promise<void> {
  let rows = 0;
  return async () => {
    rows += 1;
    if (rows % 500 !== 0) return;
    await setImmediate();
    throwIfAborted(abortSignal);
  };
}

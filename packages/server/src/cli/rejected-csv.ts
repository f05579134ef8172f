import type { RejectedRow } from '@ticket-ai/core';
import { type CsvOptions, csvFile, plainCell, textCell } from './csv.ts';

/** Rows that could not become tickets, with the reason, for correction and another import. */
export function rejectedCsv(rows: readonly RejectedRow[], options: CsvOptions = {}): string {
  return csvFile(
    ['line', 'column', 'reason', 'text'],
    rows.map(({ line, column, reason, text }) => [
      plainCell(line),
      textCell(column ?? '', options),
      textCell(reason, options),
      textCell(text, options),
    ]),
  );
}

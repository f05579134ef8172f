import type { AssignedTicket } from './assigned-tickets.ts';
import { type CsvOptions, csvFile, plainCell, textCell } from './csv.ts';

/** The header of assignments.csv, a fixed contract. */
export const assignmentColumns = [
  'id',
  'intent_id',
  'intent',
  'l1',
  'l2',
  'l3',
  'confidence',
  'decision',
] as const;

/** One line per ticket, in the order given. No id or name can become a formula, unless the file is for programs: then ids are as in the input. */
export function assignmentsCsv(tickets: readonly AssignedTicket[], options: CsvOptions = {}): string {
  return csvFile(
    assignmentColumns,
    tickets.map(({ rowId, intent, confidence, decision }) => [
      textCell(rowId, options),
      intent?.id ?? '',
      ...[intent?.name, ...(intent?.path ?? ['', '', ''])].map((name) => textCell(name ?? '', options)),
      plainCell(Math.round(confidence * 10_000) / 10_000),
      decision,
    ]),
  );
}

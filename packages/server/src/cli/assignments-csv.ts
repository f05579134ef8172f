import type { AssignedTicket } from './assigned-tickets.ts';
import { csvFile, plainCell, textCell } from './csv.ts';

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

/** One line per ticket, in the order given. Ids stay as they are in the input; names cannot become formulas. */
export function assignmentsCsv(tickets: readonly AssignedTicket[]): string {
  return csvFile(
    assignmentColumns,
    tickets.map(({ rowId, intent, confidence, decision }) => [
      plainCell(rowId),
      intent?.id ?? '',
      ...[intent?.name, ...(intent?.path ?? ['', '', ''])].map((name) => textCell(name ?? '')),
      plainCell(Math.round(confidence * 10_000) / 10_000),
      decision,
    ]),
  );
}

import type { RejectedRow } from '@ticket-ai/core';
import type { Session } from './command.ts';
import { plural } from './output/numbers.ts';
import { writeOutput } from './output-file.ts';
import { rejectedCsv } from './rejected-csv.ts';
import { explainSystemError, isNoRoom } from './system-errors.ts';

/**
 * Writes the rows that could not be read and says so. Beside the input this is a service: a folder that cannot be written does not undo the
 * work, the rows are only told. A file that was asked for must be written.
 */
export async function writeRejected(
  { terminal }: Session,
  rows: readonly RejectedRow[],
  {
    asked,
    beside,
    raw = false,
  }: {
    readonly asked: string | undefined;
    readonly beside: string;
    readonly raw?: boolean | undefined;
  },
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const fault = await writeOutput(asked ?? beside, rejectedCsv(rows, { raw })).catch((error: unknown) => {
    if (asked !== undefined || isNoRoom(error) || !(error instanceof Error)) throw error;
    return explainSystemError(error) ?? error.message;
  });
  const rejected = terminal.paintNote('yellow', plural(rows.length, 'row'));
  const example = `Line ${first.line}: ${first.reason}`;
  terminal.fault(
    fault === undefined
      ? `${rejected} could not be read and ${rows.length === 1 ? 'is' : 'are'} in ${asked ?? beside}. ${example}`
      : `${rejected} could not be read. ${example}\nThe list of them could not be written: ${fault} Choose another place: --rejected <file.csv>`,
  );
}

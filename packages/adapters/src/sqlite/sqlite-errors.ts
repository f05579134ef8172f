import { TicketAIError } from '@ticket-ai/core';
import { fieldOf } from '../sql/sql-table.ts';

/** What SQLite's primary result codes mean for whoever runs the program. https://sqlite.org/rescode.html */
const reasons: Readonly<
  Record<number, { readonly reason: string; readonly advice: string; readonly isOutage?: boolean }>
> = {
  5: {
    reason: 'locked',
    advice:
      'Another process is writing to it. Try again; if it stays so, look for a process that hangs inside a transaction.',
    isOutage: true,
  },
  6: { reason: 'locked', advice: 'Another connection is writing to it. Try again.', isOutage: true },
  8: {
    reason: 'read-only',
    advice: 'The file or its folder is read-only. Give the user of this process write permission to both.',
  },
  10: {
    reason: 'io',
    advice:
      'Reading or writing the file failed. Check free space, quota and the health of the disk; nothing of the transaction was stored.',
    isOutage: true,
  },
  11: {
    reason: 'corrupt',
    advice: 'The file is damaged. Stop all processes, keep a copy, and restore the latest backup.',
  },
  13: {
    reason: 'disk-full',
    advice: 'The disk is full. Free some space and try again; nothing of the transaction was stored.',
    isOutage: true,
  },
  14: {
    reason: 'cannot-open',
    advice: 'The file cannot be opened or created. Check the path and the permissions of its folder.',
  },
  26: {
    reason: 'not-a-database',
    advice:
      'The file is no SQLite database. Give another path, or move the file away to begin with an empty one.',
  },
};

/** Of a write that failed, the extended code. SQLite calls a disk full only for ENOSPC; a quota and a limit of file sizes end here. */
const failedWrite = 778;
const refusedWrite: (typeof reasons)[number] = {
  reason: 'disk-full',
  advice:
    'The disk takes no more: it is full, or a quota or a limit of file sizes is reached, or it is broken. Free some space and try again; nothing of the transaction was stored.',
  isOutage: true,
};

/** Turns what `node:sqlite` throws into a Ticket AI error that says what is wrong, where, and what to do. */
export function sqliteError(error: unknown, path: string): TicketAIError {
  if (TicketAIError.is(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = errorCode(error);
  const taken = /^UNIQUE constraint failed: (.+)$/.exec(message)?.[1];
  if (taken !== undefined) return takenKey(taken, error);
  const known = code === failedWrite ? refusedWrite : reasons[code & 0xff];
  const missing = message.startsWith('no such table');
  const advice = missing
    ? 'The tables are missing. Call `await store.migrate()` before the first use.'
    : (known?.advice ?? message);
  return new TicketAIError('adapter-failed', {
    message: `SQLite database ${path}: ${advice}`,
    context: { path, reason: missing ? 'not-migrated' : (known?.reason ?? 'unknown'), sqliteCode: code },
    cause: error,
    isOutage: known?.isOutage ?? false,
  });
}

/** Whether waiting may help: another process has the database. */
export function isLocked(error: unknown): boolean {
  return TicketAIError.is(error, 'adapter-failed') && error.context.reason === 'locked';
}

function errorCode(error: unknown): number {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode
    : 0;
}

/** `ticket.workspace_id, ticket.source, ticket.external_id` names table and columns of the key. */
function takenKey(columns: string, cause: unknown): TicketAIError {
  const parts = columns.split(', ').map((column) => column.split('.'));
  const table = parts[0]?.[0] ?? '';
  const fields = parts.flatMap(([, column]) =>
    column === undefined || column === 'workspace_id' ? [] : [fieldOf(column)],
  );
  return new TicketAIError('conflict', {
    message: `A ${table} with the same ${fields.join(' and ')} exists already.`,
    context: { table, fields },
    cause,
  });
}

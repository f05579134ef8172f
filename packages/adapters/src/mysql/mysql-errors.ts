import { TicketAIError } from '@ticket-ai/core';
import { fieldOf } from '../sql/sql-table.ts';
import { definitionsOfToday, uniqueName } from '../sql/table-definition.ts';

/** What the codes of the servers and of the client mean for whoever runs the program. */
const reasons: Readonly<
  Record<string, { readonly reason: string; readonly advice: string; readonly isOutage?: boolean }>
> = {
  ECONNREFUSED: lost('Nothing answers there. Is the server running, and the address right?'),
  ENOTFOUND: lost('The name of the host is not known. Check the URL.'),
  ETIMEDOUT: lost('It does not answer. Check the network, and that the server runs.'),
  ECONNRESET: lost('The connection broke. Nothing of a transaction under way was stored.'),
  EPIPE: lost('The connection broke. Nothing of a transaction under way was stored.'),
  PROTOCOL_SEQUENCE_TIMEOUT: lost(
    'It takes no notice of a statement. Is the network up? Of a transaction under way nothing is stored, unless it was just being committed.',
  ),
  PROTOCOL_CONNECTION_LOST: lost('The connection broke. Nothing of a transaction under way was stored.'),
  ER_SERVER_SHUTDOWN: lost('The server shuts down. Nothing of a transaction under way was stored.'),
  ER_CON_COUNT_ERROR: {
    reason: 'too-many-connections',
    advice:
      'It has no connection left. Give the processes fewer (connections), or the server more (max_connections).',
    isOutage: true,
  },
  ER_LOCK_DEADLOCK: {
    reason: 'deadlock',
    advice:
      'Two transactions waited for each other, and this one gave way. Try again; nothing of it was stored.',
    isOutage: true,
  },
  ER_LOCK_WAIT_TIMEOUT: {
    reason: 'locked',
    advice:
      'Another transaction holds what this one needs. Try again; if it stays so, look for a process that hangs inside one.',
    isOutage: true,
  },
  ER_ACCESS_DENIED_ERROR: {
    reason: 'refused',
    advice: 'The user or the password is wrong. Correct the URL.',
  },
  ER_DBACCESS_DENIED_ERROR: {
    reason: 'refused',
    advice: 'The user may not use this database. Grant it all rights on it.',
  },
  ER_BAD_DB_ERROR: {
    reason: 'no-database',
    advice: 'The database does not exist. Create it: create database … character set utf8mb4.',
  },
  ER_NO_SUCH_TABLE: {
    reason: 'not-migrated',
    advice: 'The tables are missing. Call `await store.migrate()` before the first use.',
  },
  ER_NET_PACKET_TOO_LARGE: {
    reason: 'too-large',
    advice: 'A record is larger than the server takes. Raise max_allowed_packet to 64 MB or more.',
  },
  ER_RECORD_FILE_FULL: { reason: 'disk-full', advice: 'The disk is full. Free some space.', isOutage: true },
  ER_DISK_FULL: { reason: 'disk-full', advice: 'The disk is full. Free some space.', isOutage: true },
};

function lost(advice: string) {
  return { reason: 'lost', advice, isOutage: true };
}

/** Turns what the client throws into a Ticket AI error that says what is wrong, where, and what to do. */
export function mysqlError(error: unknown, place: string): TicketAIError {
  if (TicketAIError.is(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = textOf(error, 'code');
  if (code === 'ER_DUP_ENTRY') return takenKey(message, textOf(error, 'sql'), error);
  if (code === 'ER_DATA_TOO_LONG') return tooLong(message, error);
  // The client refuses to use a connection that broke before, without a code.
  const known = reasons[code === '' && isFatal(error) ? 'ECONNRESET' : code];
  return new TicketAIError('adapter-failed', {
    message: `Database ${place}: ${known?.advice ?? `${code || 'failed'}, ${withoutValues(message)}`}`,
    context: { place, reason: known?.reason ?? 'unknown', sqlCode: code },
    // The error itself holds the statement, and with it customers' words.
    cause: new Error(code || withoutValues(message)),
    isOutage: known?.isOutage ?? false,
  });
}

/** Whether the connection is gone, so that asking on another one may help. */
export function isLost(error: unknown): boolean {
  return TicketAIError.is(error, 'adapter-failed') && error.context.reason === 'lost';
}

/** `Duplicate entry '…' for key 'ticket_…_unique'`; MySQL puts the table before the key. The entry itself is customer text. */
function takenKey(message: string, statement: string, cause: unknown): TicketAIError {
  const key = /for key '(?:[^'.]+\.)?([^']+)'$/.exec(message)?.[1] ?? '';
  const table = /^(?:insert into|update) `(\w+)`/.exec(statement)?.[1] ?? '';
  const definition = definitionsOfToday().find((each) => each.table === table);
  const columns = definition?.unique.find((each) => uniqueName(table, each) === key) ??
    definition?.key ?? ['id'];
  const fields = columns.filter((column) => column !== 'workspace_id').map(fieldOf);
  return new TicketAIError('conflict', {
    message: `A ${table} with the same ${fields.join(' and ')} exists already.`,
    context: { table, fields },
    cause: new Error(textOf(cause, 'code')),
  });
}

function tooLong(message: string, cause: unknown): TicketAIError {
  const column = /for column '(?:.*\.)?`?(\w+)`?'/.exec(message)?.[1] ?? 'a column';
  return new TicketAIError('limit-exceeded', {
    message: `A value of ${fieldOf(column)} is longer than the database can look up. Shorten it.`,
    context: { field: fieldOf(column) },
    cause: new Error(textOf(cause, 'code')),
  });
}

/** Values in messages may be customers' words. */
function withoutValues(message: string): string {
  return message.replace(/'(?:[^'\\]|\\.)*'/g, "'…'").slice(0, 200);
}

function isFatal(error: unknown): boolean {
  return error instanceof Error && Reflect.get(error, 'fatal') === true;
}

function textOf(error: unknown, field: 'code' | 'sql'): string {
  const value: unknown = error instanceof Error ? Reflect.get(error, field) : undefined;
  return typeof value === 'string' ? value : '';
}

import type { ColumnRole } from '@ticket-ai/core';
import { findRole, isLabel, textRoles } from './column-names.ts';
import { decodeFile } from './decode.ts';
import { openTable } from './open-table.ts';

/** What nearly every ticket has, and few other tables have three of. */
const ticketRoles: ReadonlySet<ColumnRole> = new Set([
  ...textRoles,
  'createdAt',
  'resolvedAt',
  'requester',
  'status',
  'authorRole',
]);
const leastRoles = 3;
const maxRowBytes = 1_000_000;

/**
 * The columns by which a CSV or TSV file looks like an export of tickets; none when it looks like another table: a price list, a table of
 * error codes. Columns are recognised as the reader of tickets does.
 * @throws `invalid-input` for a file without a readable header
 */
export function ticketColumns(bytes: Uint8Array): readonly string[] {
  const { header } = openTable(decodeFile(bytes).bytes, maxRowBytes);
  const found = header.flatMap((name) => {
    const role = isLabel(name) ? undefined : findRole(name)?.role;
    return role !== undefined && ticketRoles.has(role) ? [{ name, role }] : [];
  });
  const roles = new Set(found.map(({ role }) => role));
  const isTicket = roles.size >= leastRoles && textRoles.some((role) => roles.has(role));
  return isTicket ? found.map(({ name }) => name) : [];
}

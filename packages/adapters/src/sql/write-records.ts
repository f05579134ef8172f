import { type AnyRow, TicketAIError } from '@ticket-ai/core';
import { type SqlScope, withIds } from './find-records.ts';
import type { SqlExecutor } from './sql-database.ts';
import { toRecord } from './sql-table.ts';

const rowsPerStatement = 250;

/** Inserts rows, many with each statement. The rows are checked and free to be used up. */
export async function insertRecords(
  db: SqlExecutor,
  { table, workspaceId, dialect }: SqlScope,
  rows: readonly AnyRow[],
): Promise<void> {
  const size = Math.min(rowsPerStatement, Math.floor(dialect.maxParameters / (table.selected.length + 1)));
  for (let start = 0; start < rows.length; start += size) {
    const records = rows.slice(start, start + size).map((row) => toRecord(table, row, workspaceId));
    await db.insertInto(table.name).values(records).execute();
  }
}

/** Replaces a row, provided that this version of it is stored. Tells whether it was. */
export async function replaceRecord(
  db: SqlExecutor,
  scope: SqlScope,
  row: AnyRow,
  version: number | undefined,
): Promise<boolean> {
  const { workspace_id, id, ...columns } = toRecord(scope.table, row, scope.workspaceId);
  const update = db
    .updateTable(scope.table.name)
    .set(columns)
    .where((builder) => withIds(builder, scope, [row.id]));
  const result = await (version === undefined
    ? update
    : update.where('version', '=', version)
  ).executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Deletes rows; tells how many there were. */
export async function deleteRecords(
  db: SqlExecutor,
  scope: SqlScope,
  ids: readonly string[],
): Promise<number> {
  if (ids.length === 0) return 0;
  const result = await db
    .deleteFrom(scope.table.name)
    .where((builder) => withIds(builder, scope, ids))
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** The error for a row that is not there. */
export function noRow(table: string, id: string): TicketAIError {
  return new TicketAIError('not-found', { message: `There is no ${table} ${id}.`, context: { table, id } });
}

/** The error for a row that was changed meanwhile. */
export function changedRow(table: string, id: string): TicketAIError {
  return new TicketAIError('conflict', {
    message: `The ${table} ${id} was changed meanwhile. Read it again and repeat the change.`,
    context: { table, id },
  });
}

import { type AnyRow, TicketAIError } from '@ticket-ai/core';
import { CompiledQuery } from 'kysely';
import { type SqlScope, withIds } from './find-records.ts';
import type { SqlDialect, SqlExecutor, SqlRecord } from './sql-database.ts';
import { type SqlTable, toRecord } from './sql-table.ts';

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
    const parameters = records.flatMap((record) => Object.values(record));
    await db.executeQuery(CompiledQuery.raw(insertStatement(db, table, dialect, records), parameters));
  }
}

const statements = new WeakMap<SqlDialect, Map<string, string>>();

/** The text of an insertion is the same for as many rows: to build and read it anew each time takes longer than to store some of them. */
function insertStatement(
  db: SqlExecutor,
  { name }: SqlTable,
  dialect: SqlDialect,
  records: readonly SqlRecord[],
): string {
  const known = statements.get(dialect) ?? new Map<string, string>();
  statements.set(dialect, known);
  const key = `${name} ${records.length}`;
  const statement = known.get(key) ?? db.insertInto(name).values(records).compile().sql;
  known.set(key, statement);
  return statement;
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

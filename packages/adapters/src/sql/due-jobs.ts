import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import { type SqlScope, withIds } from './find-records.ts';
import type { SqlExecutor, SqlRecord, SqlTables } from './sql-database.ts';

/** Which jobs a worker would take. */
export interface DueOptions {
  readonly limit: number;
  readonly ids?: readonly string[];
  /** Locks them, and passes over those that others have locked: workers do not wait for each other. */
  readonly lock?: boolean;
}

type Builder = ExpressionBuilder<SqlTables, string>;
type Taking = { readonly limit: number; readonly lock: boolean };

/** The most urgent jobs that can be leased now, perhaps a few more, in any order. */
export async function dueRecords(
  db: SqlExecutor,
  scope: SqlScope,
  now: number,
  { limit, ids, lock = false }: DueOptions,
): Promise<SqlRecord[]> {
  const chosen = (builder: Builder) => (ids === undefined ? [] : [withIds(builder, scope, ids)]);
  const overdue = await take(db, scope, { limit, lock }, (builder) => [
    ...chosen(builder),
    builder('status', '=', 'leased'),
    builder('leased_until', '<=', now),
  ]);
  return [...overdue, ...(await waitingRecords(db, scope, now, { limit, lock }, chosen))];
}

/**
 * One priority after the other, because the index then has the rows in the right order: a worker that takes one job of many thousand reads
 * one row.
 */
async function waitingRecords(
  db: SqlExecutor,
  scope: SqlScope,
  now: number,
  { limit, lock }: Taking,
  chosen: (builder: Builder) => Expression<SqlBool>[],
): Promise<SqlRecord[]> {
  const records: SqlRecord[] = [];
  let priority = await highestPriority(db, scope);
  while (priority !== undefined && records.length < limit) {
    const level = priority;
    const found = await take(db, scope, { limit: limit - records.length, lock }, (builder) => [
      ...chosen(builder),
      builder('status', '=', 'waiting'),
      builder('priority', '=', level),
      // Adding nothing keeps planners from taking the index on `due_at`, which would make them read and sort all jobs.
      sql<SqlBool>`${sql.ref('due_at')} + 0 <= ${now}`,
    ]);
    records.push(...found);
    priority = await highestPriority(db, scope, level);
  }
  return records;
}

function take(
  db: SqlExecutor,
  { table, dialect }: SqlScope,
  { limit, lock }: Taking,
  conditions: (builder: Builder) => Expression<SqlBool>[],
): Promise<SqlRecord[]> {
  const query = db
    .selectFrom(table.name)
    .select(table.selected)
    .where((builder) => builder.and(conditions(builder)))
    .orderBy('priority', 'desc')
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit);
  return (lock && dialect.locksRows ? query.forUpdate().skipLocked() : query).execute();
}

async function highestPriority(
  db: SqlExecutor,
  { table }: SqlScope,
  below?: number,
): Promise<number | undefined> {
  const query = db
    .selectFrom(table.name)
    .select((builder) => builder.fn.max('priority').as('priority'))
    .where('status', '=', 'waiting');
  const row = await (below === undefined ? query : query.where('priority', '<', below)).executeTakeFirst();
  return row?.priority === null || row?.priority === undefined ? undefined : Number(row.priority);
}

import { TicketAIError } from '@ticket-ai/core';
import { type CreateTableBuilder, sql } from 'kysely';
import { initial } from './migrations/0001-initial.ts';
import { spending } from './migrations/0002-spending.ts';
import { runIntents } from './migrations/0003-run-intents.ts';
import { lookups } from './migrations/0004-lookups.ts';
import { outcomes } from './migrations/0005-outcomes.ts';
import { finished } from './migrations/0006-finished.ts';
import type { SqlDatabase, SqlDialect, SqlExecutor } from './sql-database.ts';
import { indexName, type Migration, type TableDefinition, uniqueName } from './table-definition.ts';

/** All steps, in order. */
export const migrations: readonly Migration[] = [initial, spending, runIntents, lookups, outcomes, finished];

/**
 * Brings the schema up to date. Several processes may start at once, and one does it; killed in between, the next one goes on.
 * @param steps the program's own; a test may stop earlier
 */
export async function migrate(
  database: SqlDatabase,
  now: () => number,
  steps: readonly Migration[] = migrations,
): Promise<void> {
  await database.change(async (db) => {
    await createJournal(db, database.dialect);
    const rows = await db.selectFrom('migration').select('name').execute();
    const applied = new Set(rows.map((row) => String(row.name)));
    refuseNewer(applied);
    for (const { name, tables, indexes = [] } of steps.filter((step) => !applied.has(step.name))) {
      for (const table of tables) await createTable(db, database.dialect, table);
      for (const { table, columns } of indexes) await createIndex(db, database.dialect, table, columns);
      await db.insertInto('migration').values({ name, applied_at: now() }).execute();
    }
  });
}

async function createJournal(db: SqlExecutor, { columnType, tableOptions }: SqlDialect): Promise<void> {
  await db.schema
    .createTable('migration')
    .ifNotExists()
    .addColumn('name', columnType('name', 'text'), (column) => column.primaryKey().notNull())
    .addColumn('applied_at', columnType('applied_at', 'integer'), (column) => column.notNull())
    .modifyEnd(sql.raw(tableOptions))
    .execute();
}

/** An older program must not write to tables it does not know. */
function refuseNewer(applied: ReadonlySet<string>): void {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = [...applied].filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new TicketAIError('adapter-failed', {
    message: `The database was written by a newer version of Ticket AI (${unknown.join(', ')}). Start that version, or restore a backup of this one.`,
    context: { reason: 'newer-schema', unknown },
  });
}

async function createTable(db: SqlExecutor, dialect: SqlDialect, definition: TableDefinition): Promise<void> {
  const { columnType, tableOptions, locksRows } = dialect;
  const { table, key, columns, unique, indexes } = definition;
  let builder: CreateTableBuilder<string, string> = db.schema
    .createTable(table)
    .modifyEnd(sql.raw(tableOptions));
  // A table and its indexes in one statement: there whole or not at all, whenever the process dies.
  if (locksRows) {
    builder = builder.ifNotExists();
    for (const fields of indexes) builder = builder.addIndex(indexName(table, fields), [...fields]);
  }
  for (const [name, type] of Object.entries(columns)) {
    const [base, optional] = type.endsWith('?') ? [type.slice(0, -1), true] : [type, false];
    if (base !== 'text' && base !== 'integer' && base !== 'real' && base !== 'json')
      throw new TypeError(`Unknown column type ${type}`);
    builder = builder.addColumn(name, columnType(name, base), (column) =>
      optional ? column : column.notNull(),
    );
  }
  builder = builder.addPrimaryKeyConstraint(`${table}_primary`, [...key]);
  for (const fields of unique) builder = builder.addUniqueConstraint(uniqueName(table, fields), [...fields]);
  await builder.execute();
  for (const fields of locksRows ? [] : indexes) await createIndex(db, dialect, table, fields);
}

/** Not twice: where a change of the schema is kept at once, a process may have died right after it. */
async function createIndex(
  db: SqlExecutor,
  { hasIndex }: SqlDialect,
  table: string,
  columns: readonly string[],
): Promise<void> {
  const name = indexName(table, columns);
  if (await hasIndex(db, table, name)) return;
  await db.schema
    .createIndex(name)
    .on(table)
    .columns(columns.map((column) => sql.ref(column)))
    .execute();
}

import {
  type AnyKind,
  type AnyRow,
  type Change,
  copyRow,
  patchRow,
  planQuery,
  planWhere,
  type Repository,
} from '@ticket-ai/core';
import { conditionsOf, findRecords, getRecords, type SqlScope } from './find-records.ts';
import type { SqlDialect, SqlExecutor } from './sql-database.ts';
import { fromRecord, tableOf } from './sql-table.ts';
import { changedRow, deleteRecords, insertRecords, noRow, replaceRecord } from './write-records.ts';

/** How a repository reaches the database: inside a transaction or outside. */
export interface SqlAccess {
  readonly dialect: SqlDialect;
  /** Empty for kinds that span workspaces. */
  readonly workspaceId: string;
  read<Result>(work: (db: SqlExecutor) => Promise<Result>): Promise<Result>;
  /** Runs a batch: all of it is done, or nothing. */
  write<Result>(work: (db: SqlExecutor) => Promise<Result>): Promise<Result>;
}

/** The repository of one kind. */
export function sqlRepository(kind: AnyKind, access: SqlAccess): Repository<AnyRow> {
  const table = tableOf(kind);
  const scope: SqlScope = { table, workspaceId: access.workspaceId, dialect: access.dialect };
  return {
    async insert(rows) {
      const checked = rows.map((row) => copyRow(kind, row));
      if (checked.length > 0) await access.write((db) => insertRecords(db, scope, checked));
    },
    get: (id) => access.read(async (db) => (await readRows(db, scope, [id])).get(id)),
    async getMany(ids) {
      const rows = await access.read((db) => readRows(db, scope, ids));
      return ids.flatMap((id) => rows.get(id) ?? []);
    },
    async find(query = {}) {
      const plan = planQuery(kind, query);
      const records = await access.read((db) => findRecords(db, scope, plan));
      const items = records.slice(0, plan.limit).map((record) => fromRecord(table, record));
      const last = items.at(-1);
      return records.length > plan.limit && last !== undefined
        ? { items, cursor: plan.cursorAfter(last) }
        : { items };
    },
    async update(id, version, patch) {
      const [row] = await access.write((db) => changeRows(db, scope, [{ id, version, patch }]));
      if (row === undefined) throw noRow(table.name, id);
      return row;
    },
    async updateMany(changes) {
      if (changes.length > 0) await access.write((db) => changeRows(db, scope, changes));
    },
    delete: (ids) => access.write((db) => deleteRecords(db, scope, ids)),
    async count(where) {
      const conditions = planWhere(kind, where);
      const query = (db: SqlExecutor) =>
        db
          .selectFrom(table.name)
          .select((builder) => builder.fn.countAll<number>().as('count'))
          .where((builder) => builder.and(conditionsOf(builder, scope, conditions)))
          .executeTakeFirst();
      return Number((await access.read(query))?.count ?? 0);
    },
  };
}

async function readRows(
  db: SqlExecutor,
  scope: SqlScope,
  ids: readonly string[],
): Promise<Map<string, AnyRow>> {
  const records = ids.length === 0 ? [] : await getRecords(db, scope, ids);
  return new Map(records.map((record) => [String(record.id), fromRecord(scope.table, record)]));
}

/** Carries out changes one after the other, each on what the one before left. */
async function changeRows(
  db: SqlExecutor,
  scope: SqlScope,
  changes: readonly Change<AnyRow>[],
): Promise<readonly AnyRow[]> {
  const { kind, name } = scope.table;
  const rows = await readRows(
    db,
    scope,
    changes.map(({ id }) => id),
  );
  for (const { id, version, patch } of changes) {
    const row = rows.get(id);
    if (row === undefined) throw noRow(name, id);
    if (row.version !== version) throw changedRow(name, id);
    const next = patchRow(kind, row, patch);
    if (!(await replaceRecord(db, scope, next, version))) throw changedRow(name, id);
    rows.set(id, next);
  }
  return [...rows.values()];
}

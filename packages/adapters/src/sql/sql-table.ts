import type { AnyKind, AnyRow, FieldType } from '@ticket-ai/core';
import type { SqlRecord, SqlValue } from './sql-database.ts';

/** How the rows of a kind lie in a table. */
export interface SqlTable {
  readonly kind: AnyKind;
  readonly name: string;
  /** Rows belong to a workspace: every statement names it. */
  readonly scoped: boolean;
  readonly columns: readonly { readonly field: string; readonly column: string; readonly type: FieldType }[];
  /** All columns that make up a row, without the workspace. */
  readonly selected: readonly string[];
  /** Fields of a row that have a column of their own; the others lie together as JSON. */
  readonly apart: ReadonlySet<string>;
}

const tables = new WeakMap<AnyKind, SqlTable>();

/** The table of a kind. */
export function tableOf(kind: AnyKind): SqlTable {
  const known = tables.get(kind);
  if (known !== undefined) return known;
  const columns = Object.entries(kind.fields).flatMap(([field, type]) =>
    type === undefined ? [] : [{ field, column: columnOf(field), type }],
  );
  const own = kind.journal ? ['id', 'data'] : ['id', 'version', 'data'];
  const table = {
    kind,
    name: kind.table,
    scoped: !kind.system,
    columns,
    selected: [...own, ...columns.map(({ column }) => column)],
    apart: new Set(['id', 'version', ...columns.map(({ field }) => field)]),
  };
  tables.set(kind, table);
  return table;
}

/** A field's column: `externalId` is in `external_id`. */
export function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The other way round, for error messages. */
export function fieldOf(column: string): string {
  return column.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

/** A row as columns. */
export function toRecord(table: SqlTable, row: AnyRow, workspaceId: string): SqlRecord {
  const { id, version } = row;
  const record: SqlRecord = table.scoped ? { workspace_id: workspaceId, id } : { id };
  if (!table.kind.journal) record.version = version;
  for (const { field, column } of table.columns) record[column] = scalar(row[field]);
  record.data = JSON.stringify(
    Object.fromEntries(Object.entries(row).filter(([field]) => !table.apart.has(field))),
  );
  return record;
}

/** A row from its columns. */
export function fromRecord(table: SqlTable, record: SqlRecord): AnyRow {
  const row: Record<string, unknown> = JSON.parse(String(record.data));
  row.id = record.id;
  if (!table.kind.journal) row.version = record.version;
  for (const { field, column } of table.columns) {
    const value = record[column];
    if (value !== null) row[field] = value;
  }
  return row as AnyRow;
}

function scalar(value: unknown): SqlValue {
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

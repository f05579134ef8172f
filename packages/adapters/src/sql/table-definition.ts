import { type AnyKind, recordKinds, storeKinds, systemKinds } from '@ticket-ai/core';
import { columnOf } from './sql-table.ts';

/** A column's type; with a question mark it may be empty. */
export type ColumnType = 'text' | 'integer' | 'real' | 'json' | 'text?' | 'integer?' | 'real?';

/** A table, as a migration creates it. */
export interface TableDefinition {
  readonly table: string;
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, ColumnType>>;
  readonly unique: readonly (readonly string[])[];
  readonly indexes: readonly (readonly string[])[];
}

/** One step of the schema. A released one is frozen: what comes later is a new one. */
export interface Migration {
  readonly name: string;
  readonly tables: readonly TableDefinition[];
  /** For tables of earlier steps. */
  readonly indexes?: readonly { readonly table: string; readonly columns: readonly string[] }[];
}

/**
 * The table that a record kind asks for today; a test compares it with what the migrations make. Indexes end with the id, so that they have
 * the rows of one value in the order of pages.
 */
export function definitionOf(kind: AnyKind): TableDefinition {
  const owner = kind.system ? [] : ['workspace_id'];
  const scoped = (fields: readonly string[]) => [...owner, ...fields.map(columnOf)];
  const columns: Record<string, ColumnType> = {};
  if (!kind.system) columns.workspace_id = 'text';
  columns.id = 'text';
  if (!kind.journal) columns.version = 'integer';
  for (const [field, type] of Object.entries(kind.fields))
    if (type !== undefined) columns[columnOf(field)] = `${type}?`;
  columns.data = 'json';
  return {
    table: kind.table,
    key: [...owner, 'id'],
    columns,
    unique: kind.unique.map(scoped),
    indexes: kind.indexes.map((fields) => (kind.system ? scoped(fields) : [...scoped(fields), 'id'])),
  };
}

/** All tables of today, with the counter that event sequences are drawn from. */
export function definitionsOfToday(): readonly TableDefinition[] {
  const kinds: AnyKind[] = [
    ...Object.values(systemKinds),
    ...Object.values(recordKinds),
    ...Object.values(storeKinds),
  ];
  const counter: TableDefinition = {
    table: 'event_counter',
    key: ['workspace_id'],
    columns: { workspace_id: 'text', sequence: 'integer' },
    unique: [],
    indexes: [],
  };
  return [...kinds.map(definitionOf), counter];
}

/** How an index is called. */
export function indexName(table: string, columns: readonly string[]): string {
  return `${table}_${columns.join('_')}`;
}

/** How the constraint is called that makes these columns unique. */
export function uniqueName(table: string, columns: readonly string[]): string {
  return `${indexName(table, columns)}_unique`;
}

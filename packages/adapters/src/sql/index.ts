export { migrations } from './migrate.ts';
export type { SqlDatabase, SqlDialect, SqlExecutor, SqlRecord, SqlTables, SqlValue } from './sql-database.ts';
export { sqlStore } from './sql-store.ts';
export {
  type ColumnType,
  definitionOf,
  definitionsOfToday,
  type Migration,
  type TableDefinition,
} from './table-definition.ts';

import type { SqlExecutor, SqlValue } from './sql-database.ts';
import type { TableDefinition } from './table-definition.ts';

const rowsPerStatement = 200;

/** What a row has in a column. `undefined`: whatever the column is filled with else. */
export type ValueAt = (table: string, column: string, row: number) => SqlValue | undefined;

/** Fills tables with rows that differ in every text, so that no key meets another. All belong to the workspace `w`. */
export async function fillTables(
  db: SqlExecutor,
  tables: readonly TableDefinition[],
  count: number,
  valueAt: ValueAt = () => undefined,
): Promise<void> {
  for (const { table, columns } of tables) {
    const rows = Array.from({ length: table === 'event_counter' ? 1 : count }, (_, row) =>
      Object.fromEntries(
        Object.entries(columns).map(([column, type]) => [
          column,
          valueAt(table, column, row) ?? standardValue(column, type, row),
        ]),
      ),
    );
    for (let start = 0; start < rows.length; start += rowsPerStatement)
      await db
        .insertInto(table)
        .values(rows.slice(start, start + rowsPerStatement))
        .execute();
  }
}

function standardValue(column: string, type: string, row: number): SqlValue {
  if (column === 'workspace_id') return 'w';
  if (type.startsWith('text')) return `${column}-${String(row).padStart(6, '0')}`;
  return type === 'json' ? `{"text":"ä𝄞 ${row}"}` : row;
}

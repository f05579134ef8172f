import { type SqlBool, sql } from 'kysely';
import type { SqlDialect, SqlValue } from '../sql/sql-database.ts';

/** SQLite's ways. */
export const sqliteDialect: SqlDialect = {
  maxParameters: 32_000,
  columnType: (_column, type) => sql.raw(type === 'json' ? 'text' : type),
  // Strict: a column holds what it says, as in other databases.
  tableOptions: 'strict',
  locksRows: false,
  async hasIndex(db, table, name) {
    const found = sql`select 1 from pragma_index_list(${table}) where name = ${name}`;
    return (await found.execute(db)).rows.length > 0;
  },
  // One parameter for any number of values, so that the statement stays the same and is prepared once.
  oneOf: (column, values) =>
    sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`,
  // https://sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_
  withoutIndex: (column) => sql<SqlValue>`+${sql.ref(column)}`,
};

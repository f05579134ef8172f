import { type SqlBool, sql } from 'kysely';
import type { SqlDialect, SqlValue } from '../sql/sql-database.ts';

/** Characters of most texts that are asked for: ids, states, digests. Five of them fit into one key of InnoDB (3,072 bytes). */
const short = 128;
/** Texts from outside and names may be longer; at most one or two of these are in a key. */
const long: Readonly<Record<string, number>> = {
  external_id: 255,
  name_key: 255,
  sibling_key: 255,
  source: 512,
  collection: 255,
};
/** The one of the suggestions is made of what they would do. */
const longKey = 400;

/** MySQL's and MariaDB's ways. Texts are compared letter by letter, as everywhere else; the two servers call that by different names. */
export function mysqlDialect(collation: () => string): SqlDialect {
  return {
    // Values are written into the statement by the client, whose size is bounded by the server (max_allowed_packet) and not by a number.
    maxParameters: 60_000,
    columnType(column, type) {
      if (type === 'json') return sql.raw('longtext');
      if (type === 'integer') return sql.raw('bigint');
      if (type === 'real') return sql.raw('double');
      return sql.raw(`varchar(${long[column] ?? (column === 'key' ? longKey : short)})`);
    },
    get tableOptions() {
      return `engine = InnoDB default character set utf8mb4 collate ${collation()}`;
    },
    locksRows: true,
    async hasIndex(db, table, name) {
      const found = sql`select 1 from information_schema.statistics where table_schema = database() and table_name = ${table} and index_name = ${name} limit 1`;
      return (await found.execute(db)).rows.length > 0;
    },
    oneOf: (column, values) => sql<SqlBool>`${sql.ref(column)} in (${sql.join(values)})`,
    // The planner knows how the values are spread, and needs no help.
    withoutIndex: (column) => sql.ref<SqlValue>(column),
  };
}

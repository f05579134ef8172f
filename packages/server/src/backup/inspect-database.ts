import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

/** Reads a database of any earlier schema, without changing or migrating it. */
export interface Inspection {
  all(sql: string, ...values: readonly SQLInputValue[]): readonly Readonly<Record<string, unknown>>[];
  readonly tables: readonly string[];
}

/** Opens a database file for the time of some questions. */
export function inspectDatabase<Result>(file: string, ask: (inspection: Inspection) => Result): Result {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  try {
    const all: Inspection['all'] = (sql, ...values) => database.prepare(sql).all(...values);
    const tables = all(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name",
    ).map(({ name }) => String(name));
    return ask({ all, tables });
  } finally {
    database.close();
  }
}

/** SQLite's result codes for a damaged file and for one that is no database. */
const damage = [11, 26];

/** Whether a database file cannot be trusted. Changes nothing, also not its side files. */
export function isDamaged(file: string): boolean {
  try {
    return inspectDatabase(file, ({ all }) => all('pragma quick_check(1)')[0]?.quick_check !== 'ok');
  } catch (error) {
    const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
    if (damage.includes(code)) return true;
    throw error;
  }
}

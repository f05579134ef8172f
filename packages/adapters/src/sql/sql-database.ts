import type { Expression, Kysely, RawBuilder, SqlBool } from 'kysely';

/** What a column holds. */
export type SqlValue = string | number | null;

/** A row as the database gives and takes it. */
export interface SqlRecord {
  [column: string]: SqlValue;
}

/** All tables look alike to the store: columns for what can be asked for, and one with JSON for the rest. */
export interface SqlTables {
  [table: string]: SqlRecord;
}

/** Runs queries, inside a transaction or outside. */
export type SqlExecutor = Kysely<SqlTables>;

/** What a database must offer to the SQL store. Errors come out as `TicketAIError`s; a unique key that exists already as `conflict`. */
export interface SqlDatabase {
  readonly dialect: SqlDialect;
  /** Reads what is committed. */
  read<Result>(work: (db: SqlExecutor) => Promise<Result>): Promise<Result>;
  /**
   * Runs `work` in a transaction; commits it, or rolls back when `work` throws. It is alone in writing, or, where `dialect.locksRows`, alone
   * with the rows that it locks.
   */
  write<Result>(work: (db: SqlExecutor) => Promise<Result>): Promise<Result>;
  /** Runs a change of the schema that no other process makes at the same time. */
  change<Result>(work: (db: SqlExecutor) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Where databases differ. */
export interface SqlDialect {
  /** Greatest number of parameters in one statement. */
  readonly maxParameters: number;
  /** A column's type in `create table`. */
  columnType(column: string, type: 'text' | 'integer' | 'real' | 'json'): RawBuilder<unknown>;
  /** What follows the closing bracket of `create table`. */
  readonly tableOptions: string;
  /**
   * Writers run side by side: a transaction of a workspace locks the workspace's row first, one of a job the job's. A change of the schema is
   * not undone with its transaction, so each of its statements may be run again.
   */
  readonly locksRows: boolean;
  /** Whether the table has an index of this name. */
  hasIndex(db: SqlExecutor, table: string, name: string): Promise<boolean>;
  /** Whether the column has one of any number of values. */
  oneOf(column: string, values: readonly (string | number)[]): Expression<SqlBool>;
  /** The same value, for which the planner uses no index: neither to find rows nor to get them in order. */
  withoutIndex(column: string): Expression<SqlValue>;
}

import type { Expression, Kysely, SqlBool } from 'kysely';

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
  /** Runs `work` in a transaction that is alone in writing; commits it, or rolls back when `work` throws. */
  write<Result>(work: (db: SqlExecutor) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Where databases differ. */
export interface SqlDialect {
  /** Greatest number of parameters in one statement. */
  readonly maxParameters: number;
  /** A column's type in `create table`. */
  readonly columnTypes: {
    readonly text: 'text' | `varchar(${number})`;
    readonly integer: 'integer' | 'bigint';
    readonly real: 'real' | 'double precision';
    readonly json: 'text' | 'json';
  };
  /** What follows the closing bracket of `create table`. */
  readonly tableOptions: string;
  /** Whether the column has one of any number of values. */
  oneOf(column: string, values: readonly (string | number)[]): Expression<SqlBool>;
  /** The same value, for which the planner uses no index: neither to find rows nor to get them in order. */
  withoutIndex(column: string): Expression<SqlValue>;
}

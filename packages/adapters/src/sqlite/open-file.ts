import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { sqliteError } from './sqlite-errors.ts';

/** How a database file is opened. */
export interface OpenOptions {
  readonly path: string;
  readonly synchronous: 'full' | 'normal';
  readonly readOnly: boolean;
}

/**
 * SQLite itself waits so long for a lock before it gives up. It blocks the whole process while it waits, so this is short; the rest of the
 * waiting is done outside, asleep.
 */
const blockingWaitMs = 20;
const cachedStatements = 200;

/** Opens a file with `node:sqlite`, in the shape that Kysely's dialect wants. Errors are Ticket AI errors. */
export function openFile(options: OpenOptions): SqliteDatabase {
  const { path } = options;
  const translated = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      throw sqliteError(error, path);
    }
  };
  const database = translated(() => connect(options));
  const statements = new Map<string, SqliteStatement>();

  function prepare(sql: string): SqliteStatement {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = wrap(
      translated(() => database.prepare(sql)),
      translated,
    );
    statements.set(sql, statement);
    const [oldest] = statements.keys();
    if (statements.size > cachedStatements && oldest !== undefined) statements.delete(oldest);
    return statement;
  }
  return {
    prepare,
    close() {
      if (!options.readOnly) gatherStatistics(database);
      translated(() => database.close());
    },
  };
}

function connect({ path, synchronous, readOnly }: OpenOptions): DatabaseSync {
  if (!readOnly) createPrivately(path);
  const database = new DatabaseSync(path, { timeout: blockingWaitMs });
  try {
    // WAL: readers see the last commit while somebody writes. The limit keeps one great import from leaving a great file for ever.
    database.exec('pragma journal_mode = wal');
    database.exec(
      `pragma synchronous = ${synchronous}; pragma journal_size_limit = 67108864; pragma cache_size = -16000`,
    );
    if (readOnly) database.exec('pragma query_only = on');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Lets SQLite look at samples of the tables that have grown much, for the plans of the next time. The bit 0x10000 is for tables that this
 * connection has not asked, because another one reads. Best effort: whoever waits for a lock or has a full disk closes all the same.
 */
function gatherStatistics(database: DatabaseSync): void {
  try {
    database.exec('pragma analysis_limit = 400; pragma optimize = 0x10002');
  } catch {
    // Without them plans rest on the shape of queries, as before.
  }
}

/** Customers' words are in this file: a new one is for its owner only. SQLite gives its side files the same permissions. */
function createPrivately(path: string): void {
  try {
    makeFolder(dirname(path));
    closeSync(openSync(path, 'a', 0o600));
  } catch {
    // Whatever is wrong here, SQLite will meet it again and say it with a code.
  }
}

/** Node's own recursive `mkdir` never ends where a folder exists but none can be made in it, as in `/proc`. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

type Translated = <Result>(work: () => Result) => Result;

function wrap(statement: StatementSync, translated: Translated): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => translated(() => statement.all(...bind(parameters))),
    run: (parameters) => translated(() => statement.run(...bind(parameters))),
    iterate: (parameters) => translated(() => statement.iterate(...bind(parameters))),
  };
}

function bind(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters.map((value) =>
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    value instanceof Uint8Array
      ? value
      : null,
  );
}

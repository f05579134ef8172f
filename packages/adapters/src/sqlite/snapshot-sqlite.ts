import { closeSync, fsyncSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { TicketAIError } from '@ticket-ai/core';
import { sqliteError } from './sqlite-errors.ts';

/** How to copy a database. */
export interface SnapshotOptions {
  /** The database file; it is only read. */
  readonly path: string;
  /** The file to be made; there must be none. */
  readonly to: string;
  /** Tables whose rows are left out, also from the free pages of the file. */
  readonly leaveOut?: readonly string[];
}

const waitMs = 5000;
const damage: readonly unknown[] = ['corrupt', 'not-a-database'];

/**
 * Copies a database as it is at one moment, while other processes read and write: the last commits are in it, half of one never is. The copy
 * is one file, for its owner only, and on the disk when this returns. Blocks the process meanwhile.
 * @throws `adapter-failed` when the database cannot be read or the copy cannot be written
 */
export function snapshotSqlite({ path, to, leaveOut = [] }: SnapshotOptions): void {
  try {
    closeSync(openSync(to, 'wx', 0o600));
    within(new DatabaseSync(path, { readOnly: true, timeout: waitMs }), (source) =>
      source.prepare('vacuum into ?').run(to),
    );
    within(new DatabaseSync(to), (copy) => clear(copy, leaveOut));
    sync(to);
  } catch (error) {
    const found = sqliteError(error, path);
    throw damage.includes(found.context.reason) ? found : sqliteError(error, to);
  }
}

function within(database: DatabaseSync, work: (database: DatabaseSync) => unknown): void {
  try {
    work(database);
  } finally {
    database.close();
  }
}

function clear(database: DatabaseSync, tables: readonly string[]): void {
  database.exec('pragma secure_delete = on');
  const isThere = database.prepare("select 1 from sqlite_master where type = 'table' and name = ?");
  for (const table of tables) if (isThere.get(table) !== undefined) database.exec(`delete from "${table}"`);
}

/** `vacuum into` leaves it to the system when the file is written out. */
function sync(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** A database that nobody else writes to. */
export interface SqliteClaim {
  /** Once; again changes nothing. */
  release(): void;
}

/**
 * Takes a database for this process alone, and folds its side files into it. Others may read it until it is released.
 * @throws `adapter-failed` with the reason `locked` when another process has it open, also one that does nothing
 */
export function claimSqlite(path: string): SqliteClaim {
  const database = new DatabaseSync(path, { timeout: 1000 });
  try {
    // Leaving WAL is only possible for the last one who has the file open.
    database.exec('pragma journal_mode = delete; begin immediate');
  } catch (error) {
    database.close();
    const found = sqliteError(error, path);
    if (found.context.reason !== 'locked') throw found;
    throw new TicketAIError('adapter-failed', {
      message: `SQLite database ${path} is open in another process. Stop servers and workers that use it, then try again.`,
      context: found.context,
      cause: error,
      isOutage: true,
    });
  }
  let released = false;
  return {
    release() {
      if (released) return;
      released = true;
      database.exec('rollback');
      database.close();
    },
  };
}

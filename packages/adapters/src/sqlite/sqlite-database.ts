import { createLock, TicketAIError } from '@ticket-ai/core';
import { Kysely, type SqliteDatabase, SqliteDialect, sql } from 'kysely';
import type { SqlDatabase, SqlExecutor, SqlTables } from '../sql/sql-database.ts';
import { type OpenOptions, openFile } from './open-file.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { whileLocked } from './while-locked.ts';

/** Settings of one database file. */
export interface SqliteDatabaseOptions {
  readonly path: string;
  readonly synchronous: 'full' | 'normal';
  /** How long to wait for other processes, and for the transactions before in this one. */
  readonly waitMs: number;
}

interface Connections {
  readonly reader: SqlExecutor;
  readonly writer: SqlExecutor;
  close(): void;
}

/**
 * One file, two connections: one writes, one transaction at a time; the other reads what is committed without ever waiting for it. Both are
 * opened at the first use.
 */
export function sqliteDatabase({ path, synchronous, waitMs }: SqliteDatabaseOptions): SqlDatabase {
  const lock = createLock(waitMs);
  let connections: Promise<Connections> | undefined;
  let closed = false;

  function open(): Promise<Connections> {
    if (closed) return Promise.reject(closedError(path));
    connections ??= connect({ path, synchronous }, waitMs).catch((error) => {
      connections = undefined;
      throw error;
    });
    return connections;
  }

  const write: SqlDatabase['write'] = (work) =>
    lock.run(async () =>
      (await open()).writer.connection().execute((db) => runTransaction(db, work, waitMs)),
    );

  return {
    dialect: sqliteDialect,
    read: async (work) => work((await open()).reader),
    write,
    change: write,
    async close() {
      closed = true;
      const opened = await connections?.catch(() => undefined);
      // Whoever writes finishes first.
      await lock.run(async () => opened?.close());
    },
  };
}

async function connect(options: Omit<OpenOptions, 'readOnly'>, waitMs: number): Promise<Connections> {
  const writer = await whileLocked(async () => openFile({ ...options, readOnly: false }), waitMs);
  const reader = await whileLocked(async () => openFile({ ...options, readOnly: true }), waitMs).catch(
    (error) => {
      writer.close();
      throw error;
    },
  );
  const executor = (database: SqliteDatabase) =>
    new Kysely<SqlTables>({ dialect: new SqliteDialect({ database }) });
  // Kysely closes only what it has used; the last connection to close folds the side files back into the database.
  const close = once(() => {
    reader.close();
    writer.close();
  });
  return { writer: executor(writer), reader: executor(reader), close };
}

/** `immediate` takes the write lock at once: a transaction that read first and wrote later could not be let in any more. */
async function runTransaction<Result>(
  db: SqlExecutor,
  work: (db: SqlExecutor) => Promise<Result>,
  waitMs: number,
): Promise<Result> {
  await whileLocked(() => sql`begin immediate`.execute(db), waitMs);
  try {
    const result = await work(db);
    await sql`commit`.execute(db);
    return result;
  } catch (error) {
    // After a full disk SQLite has rolled back by itself; the first error tells why.
    await sql`rollback`.execute(db).catch(() => {});
    throw error;
  }
}

function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (!done) work();
    done = true;
  };
}

function closedError(path: string): TicketAIError {
  return new TicketAIError('adapter-failed', {
    message: `The store on ${path} was closed. Make a new one.`,
    context: { path, reason: 'closed' },
  });
}

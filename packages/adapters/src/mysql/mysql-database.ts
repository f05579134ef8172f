import { TicketAIError } from '@ticket-ai/core';
import { CompiledQuery, Kysely, MysqlDialect, sql } from 'kysely';
import type { SqlDatabase, SqlExecutor, SqlTables } from '../sql/sql-database.ts';
import { tryAgain } from '../sql/try-again.ts';
import { mysqlDialect } from './mysql-dialect.ts';
import { isLost } from './mysql-errors.ts';
import { openPool } from './mysql-pool.ts';

/** Settings of the connections to one database. */
export interface MysqlDatabaseOptions {
  readonly url: string;
  readonly connections: number;
  readonly waitMs: number;
  readonly silenceMs: number;
}

/** A pool of connections, opened at the first use. */
export function mysqlDatabase(options: MysqlDatabaseOptions): SqlDatabase {
  const place = placeOf(options.url);
  let opened: SqlExecutor | undefined;
  let collation: Promise<string> | undefined;
  let known = '';
  let closed = false;

  async function connect(): Promise<SqlExecutor> {
    if (closed) throw closedError(place);
    opened ??= open(options, place);
    const db = opened;
    collation ??= whileLost(() => collationOf(db)).catch((error: unknown) => {
      collation = undefined;
      throw error;
    });
    known = await collation;
    return db;
  }

  return {
    dialect: mysqlDialect(() => known),
    // Reading again does no harm.
    async read(work) {
      const db = await connect();
      return whileLost(() => work(db));
    },
    write: async (work) => runTransaction(await connect(), work),
    // On a connection of its own: changing a large table takes longer than any silence that is allowed elsewhere.
    async change(work) {
      await connect();
      const { silenceMs, ...patient } = options;
      const own = open({ ...patient, connections: 1 }, place);
      try {
        return await own.connection().execute((db) => runAlone(db, place, work));
      } finally {
        await own.destroy();
      }
    },
    async close() {
      closed = true;
      await opened?.destroy();
    },
  };
}

function open(
  {
    waitMs,
    ...options
  }: Omit<MysqlDatabaseOptions, 'silenceMs'> & Partial<Pick<MysqlDatabaseOptions, 'silenceMs'>>,
  place: string,
): SqlExecutor {
  // Not what the server happens to be set to. Read committed: locks fall on rows that are named, not on gaps between them.
  const settings = [
    'transaction isolation level read committed',
    "sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'",
    `innodb_lock_wait_timeout = ${Math.max(1, Math.round(waitMs / 1000))}`,
  ];
  const dialect = new MysqlDialect({
    pool: openPool({ ...options, place }),
    async onCreateConnection(connection) {
      for (const setting of settings)
        await connection.executeQuery(CompiledQuery.raw(`set session ${setting}`));
    },
  });
  return new Kysely<SqlTables>({ dialect });
}

/** Letter by letter, blanks at the end too: the two servers have different names for it. */
async function collationOf(db: SqlExecutor): Promise<string> {
  return /mariadb/i.test(await versionOf(db)) ? 'utf8mb4_nopad_bin' : 'utf8mb4_0900_bin';
}

/** What the server calls itself, such as `10.11.14-MariaDB` or `8.4.3`. */
export async function versionOf(db: SqlExecutor): Promise<string> {
  const { rows } = await sql<{ version: string }>`select version() as version`.execute(db);
  return rows[0]?.version ?? '';
}

/** Begins again where the connection that the pool gave was dead already. Once something was done, only the caller may do it again. */
async function runTransaction<Result>(
  pool: SqlExecutor,
  work: (db: SqlExecutor) => Promise<Result>,
): Promise<Result> {
  let begun = false;
  return whileLost(
    () =>
      pool.connection().execute(async (db) => {
        await sql`start transaction`.execute(db);
        begun = true;
        try {
          const result = await work(db);
          await sql`commit`.execute(db);
          return result;
        } catch (error) {
          // After a deadlock the server has rolled back by itself; the first error tells why.
          await sql`rollback`.execute(db).catch(() => {});
          throw error;
        }
      }),
    () => !begun,
  );
}

const longestChangeMs = 600_000;
/** A wait for the lock; between two of them it is looked whether it takes too long. */
const lockSeconds = 1;

/** One process at a time; the server frees the lock when its holder dies. */
async function runAlone<Result>(
  db: SqlExecutor,
  place: string,
  work: (db: SqlExecutor) => Promise<Result>,
): Promise<Result> {
  const name = sql`concat('ticket-ai:', sha1(database()))`;
  const until = Date.now() + longestChangeMs;
  const lock = async () => {
    const { rows } = await sql<{
      got: number | null;
    }>`select get_lock(${name}, ${lockSeconds}) as got`.execute(db);
    return Number(rows[0]?.got) === 1;
  };
  while (!(await lock()))
    if (Date.now() > until)
      throw new TicketAIError('adapter-failed', {
        message: `Database ${place}: another process has been changing its tables for ${longestChangeMs / 60_000} minutes. Look whether it hangs.`,
        context: { place, reason: 'locked' },
        isOutage: true,
      });
  try {
    return await work(db);
  } finally {
    await sql`select release_lock(${name})`.execute(db).catch(() => {});
  }
}

/** For work that may be done twice, as long as `mayRepeat`. */
function whileLost<Result>(
  work: () => Promise<Result>,
  mayRepeat: () => boolean = () => true,
): Promise<Result> {
  return tryAgain(work, {
    mayRepeat: (error) => isLost(error) && mayRepeat(),
    attempts: 4,
    firstMs: 100,
  });
}

/** Where the database is, without who may use it. */
function placeOf(url: string): string {
  const { host, pathname } = new URL(url.replace(/^(?:mysql|mariadb):/, 'http:'));
  return `${decodeURIComponent(pathname.slice(1))} at ${host}`;
}

function closedError(place: string): TicketAIError {
  return new TicketAIError('adapter-failed', {
    message: `The store in ${place} was closed. Make a new one.`,
    context: { place, reason: 'closed' },
  });
}

import type { MysqlPool, MysqlPoolConnection, MysqlQueryResult } from 'kysely';
import {
  type Connection,
  type ConnectionOptions,
  createConnection,
  createPool,
  type PoolConnection,
} from 'mysql2';
import { mysqlError } from './mysql-errors.ts';

/** How a pool is opened. */
export interface PoolOptions {
  readonly url: string;
  /** Where the database is, for errors. */
  readonly place: string;
  readonly connections: number;
  /**
   * A statement without an answer for so long: the connection is taken for dead, and the server is told to end what it may still be doing.
   * Milliseconds. Default: it may take as long as it takes.
   */
  readonly silenceMs?: number;
}

/** A pool in the shape that Kysely's dialect wants. Errors are Ticket AI errors. */
export function openPool({ url, place, connections, silenceMs }: PoolOptions): MysqlPool {
  const settings = {
    uri: url.replace(/^mariadb:/, 'mysql:'),
    charset: 'utf8mb4',
    timezone: 'Z',
    connectTimeout: 10_000,
    enableKeepAlive: true,
    // A statement is one statement, whatever is in its values.
    multipleStatements: false,
  } satisfies ConnectionOptions;
  const pool = createPool({ ...settings, connectionLimit: connections });
  const killers = new Set<Connection>();
  /** Nobody listens any more, but the server would go on, and hold the locks of the transaction. */
  const endOnServer = (threadId: number) => {
    const killer = createConnection(settings);
    killers.add(killer);
    // Where it cannot be reached it ends by itself, as soon as it notices that the connection is gone.
    killer.on('error', () => {});
    killer.query({ sql: `kill ${threadId}`, timeout: settings.connectTimeout }, () => {
      killer.destroy();
      killers.delete(killer);
    });
  };
  const wrapped = new WeakMap<PoolConnection, MysqlPoolConnection>();
  return {
    getConnection(callback) {
      pool.getConnection((error, connection) => {
        if (error !== null) return callback(mysqlError(error, place), undefined as never);
        const known = wrapped.get(connection) ?? translate(connection, { place, silenceMs, endOnServer });
        wrapped.set(connection, known);
        callback(undefined, known);
      });
    },
    end(callback) {
      for (const killer of killers) killer.destroy();
      pool.end((error) => callback(error));
    },
  };
}

function translate(
  connection: PoolConnection,
  {
    place,
    silenceMs,
    endOnServer,
  }: {
    readonly place: string;
    readonly silenceMs: number | undefined;
    endOnServer(threadId: number): void;
  },
): MysqlPoolConnection {
  return {
    config: {},
    threadId: connection.threadId,
    connect: () => {},
    destroy: () => connection.destroy(),
    release: () => connection.release(),
    query(statement, parameters, callback) {
      const asked = {
        sql: statement,
        values: [...parameters],
        ...(silenceMs === undefined ? {} : { timeout: silenceMs }),
      };
      const query = connection.query(asked, (error, result) => {
        // Its answer may still come, and would be taken for that of the next statement.
        if (error?.code === 'PROTOCOL_SEQUENCE_TIMEOUT') {
          connection.destroy();
          endOnServer(connection.threadId);
        }
        callback?.(
          error === null ? undefined : mysqlError(error, place),
          result as unknown as MysqlQueryResult,
        );
      });
      return { stream: () => query.stream() };
    },
  };
}

import type { MysqlPool, MysqlPoolConnection, MysqlQueryResult } from 'kysely';
import { createPool, type PoolConnection } from 'mysql2';
import { mysqlError } from './mysql-errors.ts';

/** How a pool is opened. */
export interface PoolOptions {
  readonly url: string;
  /** Where the database is, for errors. */
  readonly place: string;
  readonly connections: number;
  /** A statement without an answer for so long: the connection is taken for dead. Milliseconds. */
  readonly silenceMs: number;
}

/** A pool in the shape that Kysely's dialect wants. Errors are Ticket AI errors. */
export function openPool({ url, place, connections, silenceMs }: PoolOptions): MysqlPool {
  const pool = createPool({
    uri: url.replace(/^mariadb:/, 'mysql:'),
    connectionLimit: connections,
    charset: 'utf8mb4',
    timezone: 'Z',
    connectTimeout: 10_000,
    enableKeepAlive: true,
    // A statement is one statement, whatever is in its values.
    multipleStatements: false,
  });
  const wrapped = new WeakMap<PoolConnection, MysqlPoolConnection>();
  return {
    getConnection(callback) {
      pool.getConnection((error, connection) => {
        if (error !== null) return callback(mysqlError(error, place), undefined as never);
        const known = wrapped.get(connection) ?? translate(connection, { place, silenceMs });
        wrapped.set(connection, known);
        callback(undefined, known);
      });
    },
    end: (callback) => pool.end((error) => callback(error)),
  };
}

function translate(
  connection: PoolConnection,
  { place, silenceMs }: Pick<PoolOptions, 'place' | 'silenceMs'>,
): MysqlPoolConnection {
  return {
    config: {},
    threadId: connection.threadId,
    connect: () => {},
    destroy: () => connection.destroy(),
    release: () => connection.release(),
    query(statement, parameters, callback) {
      const asked = { sql: statement, values: [...parameters], timeout: silenceMs };
      const query = connection.query(asked, (error, result) => {
        // Its answer may still come, and would be taken for that of the next statement.
        if (error?.code === 'PROTOCOL_SEQUENCE_TIMEOUT') connection.destroy();
        callback?.(
          error === null ? undefined : mysqlError(error, place),
          result as unknown as MysqlQueryResult,
        );
      });
      return { stream: () => query.stream() };
    },
  };
}

import type { MysqlPool, MysqlPoolConnection, MysqlQueryResult } from 'kysely';
import { createPool, type PoolConnection } from 'mysql2';
import { mysqlError } from './mysql-errors.ts';

/** How a pool is opened. */
export interface PoolOptions {
  readonly url: string;
  /** Where the database is, for errors. */
  readonly place: string;
  readonly connections: number;
}

/** A pool in the shape that Kysely's dialect wants. Errors are Ticket AI errors. */
export function openPool({ url, place, connections }: PoolOptions): MysqlPool {
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
        const known = wrapped.get(connection) ?? translate(connection, place);
        wrapped.set(connection, known);
        callback(undefined, known);
      });
    },
    end: (callback) => pool.end((error) => callback(error)),
  };
}

function translate(connection: PoolConnection, place: string): MysqlPoolConnection {
  return {
    config: {},
    threadId: connection.threadId,
    connect: () => {},
    destroy: () => connection.destroy(),
    release: () => connection.release(),
    query(statement, parameters, callback) {
      const query = connection.query(statement, parameters, (error, result) => {
        callback?.(
          error === null ? undefined : mysqlError(error, place),
          result as unknown as MysqlQueryResult,
        );
      });
      return { stream: () => query.stream() };
    },
  };
}

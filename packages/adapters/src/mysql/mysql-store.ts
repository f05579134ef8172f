import { type GenerateId, type Store, TicketAIError, ulidGenerator } from '@ticket-ai/core';
import { sqlStore } from '../sql/sql-store.ts';
import { mysqlDatabase } from './mysql-database.ts';

/** Settings of {@link mysqlStore}. */
export interface MysqlStoreOptions {
  /** `mysql://user:password@host:3306/database`. The database must exist; its tables are made by `migrate()`. */
  readonly url: string;
  /** Epoch milliseconds. */
  readonly now?: () => number;
  /** Ids of events and jobs, and lease tokens. */
  readonly generateId?: GenerateId;
  /** Most connections of this process; what needs another one waits. Default 10. */
  readonly connections?: number;
  /** How long to wait for the transaction of somebody else, in milliseconds; whole seconds. Default 30,000. */
  readonly waitMs?: number;
  /**
   * A statement without an answer for so long: the connection is taken for dead, as where a firewall dropped it without a word. Milliseconds,
   * at least 2,000; longer than `waitMs`. Default: 30,000 more than `waitMs`. The server is told to end what it may still be doing. Changes of
   * tables take as long as they take.
   */
  readonly silenceMs?: number;
}

/**
 * A store in MariaDB (10.6 or newer) or MySQL (8.0 or newer), for several servers and workers. Transactions of one workspace run one after the
 * other, those of different ones side by side; workers lease jobs without waiting for each other. Call `migrate()` before the first use.
 * @throws `invalid-input` for a URL that is none
 */
export function mysqlStore({
  url,
  now = Date.now,
  generateId = ulidGenerator(now, Math.random),
  connections = 10,
  waitMs = 30_000,
  silenceMs = waitMs + 30_000,
}: MysqlStoreOptions): Store {
  const { protocol, pathname } = URL.parse(url) ?? { protocol: '', pathname: '' };
  if (!/^(?:mysql|mariadb):$/.test(protocol) || pathname.length < 2)
    throw new TicketAIError('invalid-input', {
      message: 'The URL of the store must look like mysql://user:password@host:3306/database.',
      context: {},
    });
  return sqlStore({
    database: mysqlDatabase({ url, connections, waitMs, silenceMs: Math.max(2000, silenceMs) }),
    now,
    generateId,
  });
}

import { type GenerateId, type Store, TicketAIError, ulidGenerator } from '@ticket-ai/core';
import { sqlStore } from '../sql/sql-store.ts';
import { sqliteDatabase } from './sqlite-database.ts';

/** Settings of {@link sqliteStore}. */
export interface SqliteStoreOptions {
  /** The database file; it and its folders are created when they are missing. Several processes may use one file on a local disk. */
  readonly path: string;
  /** Epoch milliseconds. */
  readonly now?: () => number;
  /** Ids of events and jobs, and lease tokens. */
  readonly generateId?: GenerateId;
  /** `full` (default): what is committed survives a power cut. `normal`: faster, a power cut may take the last commits, never half of one. */
  readonly synchronous?: 'full' | 'normal';
  /** How long to wait for other transactions and processes. Default 30 s. */
  readonly waitMs?: number;
}

/** A store in one SQLite file, through `node:sqlite`: no service, no native build. Call `migrate()` before the first use. */
export function sqliteStore({
  path,
  now = Date.now,
  generateId = ulidGenerator(now, Math.random),
  synchronous = 'full',
  waitMs = 30_000,
}: SqliteStoreOptions): Store {
  if (path === '' || path === ':memory:' || path.startsWith('file:')) {
    throw new TicketAIError('invalid-input', {
      message: 'sqliteStore needs the path of a file. For a store in memory use memoryStore().',
      context: { path },
    });
  }
  return sqlStore({ database: sqliteDatabase({ path, synchronous, waitMs }), now, generateId });
}

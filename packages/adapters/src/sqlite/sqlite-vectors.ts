import { createLock, meetsWhere, memoryVectors, type VectorRecord, type VectorStore } from '@ticket-ai/core';
import type { SqliteDatabase } from 'kysely';
import { openFile } from './open-file.ts';
import { whileLocked } from './while-locked.ts';

/** Settings of {@link sqliteVectors}. */
export interface SqliteVectorsOptions {
  /** The file; it and its folders are created when they are missing. Not the file of the records. */
  readonly path: string;
  /** How long to wait for other processes, in milliseconds. Default 30,000. */
  readonly waitMs?: number;
}

/** Far below what SQLite takes as parameters of one statement. */
const idsAtATime = 500;

interface VectorRow {
  readonly id: string;
  readonly embedding: Uint8Array;
  readonly metadata: string;
}

const schema =
  'create table if not exists vector (collection text not null, id text not null, embedding blob not null, metadata text not null, primary key (collection, id)) without rowid';

/**
 * Vectors in one SQLite file: they outlive the process, without a service. A collection is read into memory at its first use and again after
 * another process has written; the search is exact.
 * @throws `adapter-failed` when the file cannot be opened, is damaged or stays locked; nothing is thrown before the first use
 */
export function sqliteVectors({ path, waitMs = 30_000 }: SqliteVectorsOptions): VectorStore {
  // One thing at a time: what is read must not change while it is compared with what is written.
  const lock = createLock(waitMs);
  let database: SqliteDatabase | undefined;
  let memory = memoryVectors();
  const loaded = new Set<string>();
  let seen: unknown;

  async function open(): Promise<SqliteDatabase> {
    if (database !== undefined) return database;
    const opened = await whileLocked(
      async () => openFile({ path, synchronous: 'normal', readOnly: false }),
      waitMs,
    );
    await whileLocked(async () => opened.prepare(schema).run([]), waitMs);
    database = opened;
    return opened;
  }

  /** The collection as it is in the file now. */
  async function load(collection: string): Promise<SqliteDatabase> {
    const db = await open();
    const [row] = db.prepare('pragma data_version').all([]) as { data_version: number }[];
    if (row?.data_version !== seen) {
      memory = memoryVectors();
      loaded.clear();
      seen = row?.data_version;
    }
    if (!loaded.has(collection)) {
      const rows = db
        .prepare('select id, embedding, metadata from vector where collection = ?')
        .all([collection]) as VectorRow[];
      await memory.upsert({ collection, records: rows.map(recordOf) });
      loaded.add(collection);
    }
    return db;
  }

  /** All or nothing, in the file first: what fails there is not in memory either, which is read anew. */
  async function write(db: SqliteDatabase, work: () => Promise<void>): Promise<void> {
    let begun = false;
    try {
      await whileLocked(async () => db.prepare('begin immediate').run([]), waitMs);
      begun = true;
      await work();
      db.prepare('commit').run([]);
    } catch (error) {
      loaded.clear();
      memory = memoryVectors();
      if (begun) rollBack(db);
      throw error;
    }
  }

  return {
    upsert: (options) =>
      lock.run(async () => {
        const { collection, records } = options;
        const db = await load(collection);
        const insert = db.prepare('insert or replace into vector values (?, ?, ?, ?)');
        await write(db, async () => {
          for (const { id, embedding, metadata } of records)
            insert.run([collection, id, bytesOf(embedding), JSON.stringify(metadata)]);
          await memory.upsert(options); // refuses what does not fit, and then nothing is written
        });
      }),
    query: (options) =>
      lock.run(async () => {
        await load(options.collection);
        return memory.query(options);
      }),
    delete: (options) =>
      lock.run(async () => {
        const { collection, ids: among, where = {} } = options;
        const db = await load(collection);
        const wanted = among === undefined ? undefined : new Set(among);
        const rows = db.prepare('select id, metadata from vector where collection = ?').all([collection]);
        const ids = (rows as Pick<VectorRow, 'id' | 'metadata'>[])
          .filter(({ id, metadata }) => (wanted?.has(id) ?? true) && meetsWhere(JSON.parse(metadata), where))
          .map(({ id }) => id);
        await write(db, async () => {
          for (let at = 0; at < ids.length; at += idsAtATime) {
            const some = ids.slice(at, at + idsAtATime);
            const marks = some.map(() => '?').join(', ');
            db.prepare(`delete from vector where collection = ? and id in (${marks})`).run([
              collection,
              ...some,
            ]);
          }
          await memory.delete(options);
        });
      }),
    count: (options) =>
      lock.run(async () => {
        await load(options.collection);
        return memory.count(options);
      }),
    close: () =>
      lock.run(async () => {
        database?.close();
        database = undefined;
        seen = undefined;
      }),
  };
}

/** After a full disk SQLite has rolled back by itself; the first error tells why. */
function rollBack(db: SqliteDatabase): void {
  try {
    db.prepare('rollback').run([]);
  } catch {
    // nothing is left to be rolled back
  }
}

/** Little-endian, as all machines are that this runs on. */
const bytesOf = (embedding: Float32Array) =>
  new Uint8Array(embedding.buffer, embedding.byteOffset, embedding.byteLength);

function recordOf({ id, embedding, metadata }: VectorRow): VectorRecord {
  return { id, embedding: new Float32Array(embedding.slice().buffer), metadata: JSON.parse(metadata) };
}

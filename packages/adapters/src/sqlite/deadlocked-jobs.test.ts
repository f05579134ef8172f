import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TicketAIError, type WorkspaceId } from '@ticket-ai/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SqlDatabase } from '../sql/sql-database.ts';
import { sqlStore } from '../sql/sql-store.ts';
import { sqliteDatabase } from './sqlite-database.ts';

const folder = mkdtempSync(join(tmpdir(), 'ticket-ai-deadlock-'));
const inner = sqliteDatabase({ path: join(folder, 'jobs.db'), synchronous: 'normal', waitMs: 1000 });
let deadlocks = 0;
/** As a server that ends a transaction which others stand in the way of, after it has done its work. */
const database: SqlDatabase = {
  ...inner,
  write: (work) =>
    inner.write(async (db) => {
      const result = await work(db);
      if (deadlocks === 0) return result;
      deadlocks -= 1;
      throw new TicketAIError('adapter-failed', { message: 'Deadlock.', context: { reason: 'deadlock' } });
    }),
};
const store = sqlStore({ database, now: Date.now, generateId: () => crypto.randomUUID() });

beforeAll(async () => {
  await store.migrate();
  const id = 'w' as WorkspaceId;
  await store.system.workspaces.insert([
    { id, version: 1, name: 'w', timeZone: 'UTC', catalogueVersion: 0, createdAt: 0 },
  ]);
  await store
    .workspace(id)
    .transaction((transaction) =>
      transaction.append({ jobs: [{ name: 'match-tickets', payload: { ticketIds: [] } }] }),
    );
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

it('a worker that a deadlock stopped takes, keeps and finishes its job all the same', async () => {
  const { jobs } = store.system;
  deadlocks = 2;
  const [leased] = await jobs.lease({ limit: 1, leaseMs: 60_000 });
  deadlocks = 2;
  const lease = await jobs.heartbeat(leased!.lease, 60_000);
  deadlocks = 2;
  await jobs.finish(lease!);
  expect((await store.workspace('w' as WorkspaceId).jobs.find()).items).toMatchObject([
    { status: 'done', attempts: 1 },
  ]);
});

it('one that never ends is told of', async () => {
  deadlocks = 1000;
  await expect(store.system.jobs.retry(['none' as never])).rejects.toThrow('Deadlock.');
  deadlocks = 0;
});

import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import type { Store, TicketAIError } from '@ticket-ai/core';
import { rejectsWith } from '@ticket-ai/core/conformance';
import { afterAll, describe, expect, it } from 'vitest';
import { sqliteStore } from './sqlite-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'ticket-ai-errors-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string) => join(folder, name);

async function failureOf(
  store: Store,
  work: (store: Store) => Promise<unknown> = (each) => each.migrate(),
): Promise<TicketAIError> {
  try {
    return await rejectsWith('adapter-failed', work(store));
  } finally {
    await store.close();
  }
}

describe('sqliteStore says what is wrong, where, and what to do', () => {
  it('when the file is no database', async () => {
    writeFileSync(
      file('notes.txt'),
      'just some notes, long enough to be a header of a database file. '.repeat(20),
    );
    const error = await failureOf(sqliteStore({ path: file('notes.txt') }));
    expect(error).toMatchObject({
      retryable: false,
      context: { reason: 'not-a-database', path: file('notes.txt') },
    });
    expect(error.message).toContain('another path');
  });

  it('when the file is damaged', async () => {
    const path = file('damaged.db');
    const store = sqliteStore({ path });
    await store.migrate();
    await store.close();
    const bytes = readFileSync(path);
    bytes.fill(0xff, 4096, bytes.length);
    writeFileSync(path, bytes);
    const error = await failureOf(sqliteStore({ path }), (each) => each.system.workspaces.find());
    expect(error).toMatchObject({ retryable: false, context: { reason: 'corrupt' } });
    expect(error.message).toContain('backup');
  });

  it('when another process keeps it locked', async () => {
    const path = file('locked.db');
    const store = sqliteStore({ path, waitMs: 120 });
    await store.migrate();
    const other = new DatabaseSync(path);
    other.exec('begin immediate');
    const error = await failureOf(store);
    other.exec('rollback');
    other.close();
    expect(error).toMatchObject({ retryable: true, context: { reason: 'locked' } });
  });

  it('when the tables are missing', async () => {
    const error = await failureOf(sqliteStore({ path: file('empty.db') }), (each) =>
      each.system.workspaces.find(),
    );
    expect(error.message).toContain('store.migrate()');
  });

  it('when the folder cannot be written to', async () => {
    const error = await failureOf(sqliteStore({ path: '/proc/ticket-ai/data.db' }));
    expect(error).toMatchObject({
      retryable: false,
      context: { reason: 'cannot-open', path: '/proc/ticket-ai/data.db' },
    });
  });

  it.runIf(process.getuid?.() !== 0)('when the folder is read-only', async () => {
    mkdirSync(file('read-only'));
    chmodSync(file('read-only'), 0o500);
    const error = await failureOf(sqliteStore({ path: file('read-only/data.db') }));
    expect(error.context.reason).toBe('cannot-open');
  });

  it('when it was closed', async () => {
    const store = sqliteStore({ path: file('closed.db') });
    await store.migrate();
    await store.close();
    await store.close();
    expect((await rejectsWith('adapter-failed', store.system.workspaces.find())).context.reason).toBe(
      'closed',
    );
  });

  it('when the store is used instead of the transaction inside one', async () => {
    const store = sqliteStore({ path: file('nested.db'), waitMs: 50 });
    await store.migrate();
    await store.system.workspaces.insert([
      { id: 'w' as never, version: 1, name: 'Acme', timeZone: 'UTC', catalogueVersion: 0, createdAt: 0 },
    ]);
    const workspace = store.workspace('w' as never);
    const nested = workspace.transaction(() => workspace.transaction(async () => {}));
    const error = await failureOf(store, () => nested);
    expect(error.message).toContain('Inside a transaction');
  });

  it.runIf(process.platform === 'linux')('when the disk is full, and keeps what was committed', async () => {
    const path = file('full.db');
    const script = `
      import { sqliteStore } from '@ticket-ai/adapters/sqlite';
      process.on('SIGXFSZ', () => {});
      const store = sqliteStore({ path: ${JSON.stringify(path)} });
      await store.migrate();
      await store.system.workspaces.insert([{ id: 'w', version: 1, name: 'Acme', timeZone: 'UTC', catalogueVersion: 0, createdAt: 0 }]);
      const { messages } = store.workspace('w');
      const batch = (number) => Array.from({ length: 50 }, (_, i) => ({ id: number + ':' + i, ticketId: 't' + number, position: i, role: 'customer', text: 'x'.repeat(2000) }));
      let done = 0;
      let failure;
      while (!failure && done < 100) await messages.insert(batch(done)).then(() => { done += 1; }, (error) => { failure = error; });
      console.log(JSON.stringify({ done, code: failure?.code, reason: failure?.context?.reason, retryable: failure?.retryable, count: await messages.count() }));
    `;
    const { stdout } = await promisify(execFile)('prlimit', [
      '--fsize=3000000',
      process.execPath,
      '--conditions=@ticket-ai/source',
      '--input-type=module',
      '-e',
      script,
    ]);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ code: 'adapter-failed', retryable: true, count: report.done * 50 });
    expect(report.reason).toBe('disk-full');
    const database = new DatabaseSync(path);
    expect(database.prepare('pragma integrity_check').get()).toMatchObject({ integrity_check: 'ok' });
    database.close();
    // With space again, it goes on.
    const store = sqliteStore({ path });
    const { messages } = store.workspace('w' as never);
    expect(await messages.count()).toBe(report.done * 50);
    await messages.insert([
      { id: 'new' as never, ticketId: 'new' as never, position: 0, role: 'customer', text: 'space again' },
    ]);
    await store.close();
  });

  it('makes files that only their owner can read', async () => {
    const path = file('private.db');
    const store = sqliteStore({ path });
    await store.migrate();
    expect([path, `${path}-wal`].map((each) => statSync(each).mode & 0o777)).toEqual([0o600, 0o600]);
    await store.close();
  });

  it('refuses what is no file', () => {
    for (const path of ['', ':memory:', 'file:data.db?mode=memory'])
      expect(() => sqliteStore({ path })).toThrow('memoryStore');
  });
});

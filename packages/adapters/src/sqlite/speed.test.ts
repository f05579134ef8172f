import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Message, memoryStore, type Store, type Ticket, type WorkspaceId } from '@ticket-ai/core';
import { afterAll, describe, expect, it } from 'vitest';
import { sqliteStore } from './sqlite-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'ticket-ai-speed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const count = 20_000;
const ticketIds = Array.from(
  { length: count },
  (_, index) => `t${String(index).padStart(6, '0')}` as Ticket['id'],
);
const tickets = ticketIds.map(
  (id, index): Ticket => ({
    id,
    version: 1,
    source: 'csv',
    externalId: `e${index}`,
    subject: 'My card has not arrived',
    status: 'open',
    language: 'en',
    createdAt: index,
    tags: ['card'],
    fields: { plan: 'gold' },
    messageCount: 2,
    contentHash: 'hash',
    ingestedAt: 1,
    ingestedBy: { kind: 'system', id: 'test' },
  }),
);
const messages = ticketIds.flatMap((ticketId): Message[] =>
  [0, 1].map((position) => ({
    id: `${ticketId}:${position}` as Message['id'],
    ticketId,
    position,
    role: 'customer',
    text: 'I ordered it two weeks ago. '.repeat(8),
  })),
);

async function ingest(store: Store): Promise<number> {
  await store.migrate();
  const id = 'w' as WorkspaceId;
  await store.system.workspaces.insert([
    { id, version: 1, name: 'Acme', timeZone: 'UTC', catalogueVersion: 0, createdAt: 0 },
  ]);
  const start = performance.now();
  for (let from = 0; from < count; from += 500) {
    await store.workspace(id).transaction(async (transaction) => {
      await transaction.tickets.insert(tickets.slice(from, from + 500));
      await transaction.messages.insert(messages.slice(2 * from, 2 * from + 1000));
    });
  }
  return performance.now() - start;
}

/** An idle machine needs 0.6 s and 0.3 s. The bounds catch a change of order, not a busy machine. */
describe('20,000 tickets with 40,000 messages, 500 in a transaction', () => {
  it('are quickly in an SQLite file with synchronous FULL', async () => {
    const store = sqliteStore({ path: join(folder, 'speed.db') });
    const elapsed = await ingest(store);
    console.log(`sqlite ${elapsed.toFixed(0)} ms`);
    expect(await store.workspace('w' as WorkspaceId).messages.count()).toBe(2 * count);
    await store.close();
    expect(elapsed).toBeLessThan(12_000);
  });

  it('are quickly in memory', async () => {
    const elapsed = await ingest(memoryStore());
    console.log(`memory ${elapsed.toFixed(0)} ms`);
    expect(elapsed).toBeLessThan(6000);
  });
});

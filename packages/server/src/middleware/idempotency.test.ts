import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { csvTicketReader } from '@ticket-ai/adapters/csv';
import { mysqlStore } from '@ticket-ai/adapters/mysql';
import { sqliteStore } from '@ticket-ai/adapters/sqlite';
import { createTicketAI, memoryStore, type Store, type TicketAI, TicketAIError } from '@ticket-ai/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mariadbService, newDatabase } from '../../../../scripts/services/mariadb.ts';
import {
  describeWithService,
  type RunningService,
  startService,
} from '../../../../scripts/services/service.ts';
import { codeOf, testServer } from '../testing.ts';

const one = { tickets: [{ subject: 'Where is my parcel?', externalId: 'p-1', source: 'shop' }] };
const other = { tickets: [{ subject: 'Where is my refund?', externalId: 'p-2', source: 'shop' }] };
const keyed = (value: string) => ({ 'idempotency-key': value });

/** A server whose desk counts how often tickets are taken in, and does `after` behind it. */
async function countingServer(store: Store, after: () => Promise<void> = async () => {}, ahead = () => 0) {
  const seen = { calls: 0 };
  const watched = (desk: TicketAI): TicketAI => ({
    ...desk,
    as: (options) => watched(desk.as(options)),
    async ingest(...args) {
      seen.calls += 1;
      const result = await desk.ingest(...args);
      await after();
      return result;
    },
  });
  const desk = watched(createTicketAI({ store, work: 'workers', ticketReaders: [csvTicketReader()] }));
  const server = await testServer({ store, app: { desk, idempotency: { now: () => Date.now() + ahead() } } });
  return { ...server, seen };
}

function cases(open: () => Promise<Store>) {
  it('answers the same request with the same reply, done once, also after a restart', async () => {
    const store = await open();
    const first = await countingServer(store);
    const key = await first.keyFor('agent');
    const send = (server: typeof first, name: string, json: unknown = one) =>
      server.ask('POST', '/api/tickets', { key, json, headers: keyed(name) });
    const reply = await send(first, 'a');
    const text = await reply.text();
    expect([reply.status, reply.headers.get('idempotent-replayed')]).toEqual([200, null]);
    const restarted = await countingServer(store);
    const again = await send(restarted, 'a');
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([200, 'true']);
    expect(await again.text()).toBe(text);
    expect(again.headers.get('content-type')).toBe(reply.headers.get('content-type'));
    expect([first.seen.calls, restarted.seen.calls]).toEqual([1, 0]);

    const reused = await send(restarted, 'a', other);
    expect([reused.status, await codeOf(reused)]).toEqual([422, 'idempotency-key-reused']);
    expect((await send(restarted, 'b', other)).status).toBe(200);
    expect(restarted.seen.calls).toBe(1);
  });

  it('does two requests at the same moment once; the other hears when to ask again', async () => {
    let release = () => {};
    const blocked = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { ask, keyFor, seen } = await countingServer(await open(), () => blocked);
    const key = await keyFor('agent');
    const send = () => ask('POST', '/api/tickets', { key, json: one, headers: keyed('a') });
    const both = [send(), send()];
    const refused = await Promise.race(both);
    expect([refused.status, await codeOf(refused), refused.headers.get('retry-after')]).toEqual([
      409,
      'idempotency-key-in-use',
      '1',
    ]);
    release();
    expect((await Promise.all(both)).map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await send()).headers.get('idempotent-replayed')).toBe('true');
    expect(seen.calls).toBe(1);
  });

  it('does it again where a server died between the work and the reply, and nothing is there twice', async () => {
    const store = await open();
    const dying = await countingServer(store, () => new Promise(() => {}));
    const key = await dying.keyFor('agent');
    void dying.ask('POST', '/api/tickets', { key, json: one, headers: keyed('a') });
    await expect.poll(() => dying.seen.calls).toBe(1);
    const workspace = await dying.desk.store();
    await expect.poll(() => workspace.tickets.count()).toBe(1);
    let ahead = 0;
    const next = await countingServer(store, undefined, () => ahead);
    const send = () => next.ask('POST', '/api/tickets', { key, json: one, headers: keyed('a') });
    expect((await send()).status).toBe(409);
    ahead = 60_000;
    const reply = await send();
    expect([reply.status, reply.headers.get('idempotent-replayed')]).toEqual([200, null]);
    expect(await workspace.tickets.count()).toBe(1);
    expect((await send()).headers.get('idempotent-replayed')).toBe('true');
  });

  it('takes nothing from the server that took over, where one was taken for dead and was not', async () => {
    const store = await open();
    const [stalled, working] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const first = await countingServer(store, async () => {
      await stalled.promise;
      throw new TicketAIError('adapter-failed', { message: 'The database is away.' });
    });
    const key = await first.keyFor('agent');
    const send = (server: typeof first) =>
      server.ask('POST', '/api/tickets', { key, json: one, headers: keyed('a') });
    const late = send(first);
    await expect.poll(() => first.seen.calls).toBe(1);
    const second = await countingServer(
      store,
      () => working.promise,
      () => 60_000,
    );
    const taken = send(second);
    await expect.poll(() => second.seen.calls).toBe(1);
    stalled.resolve();
    expect((await late).status).toBe(503);
    expect((await send(second)).status).toBe(409);
    working.resolve();
    expect((await taken).status).toBe(200);
    expect((await send(second)).headers.get('idempotent-replayed')).toBe('true');
    expect(second.seen.calls).toBe(1);
  });

  it('keeps a reply for a day', async () => {
    let ahead = 0;
    const { ask, keyFor, seen } = await countingServer(await open(), undefined, () => ahead);
    const key = await keyFor('agent');
    const send = (name: string) => ask('POST', '/api/tickets', { key, json: one, headers: keyed(name) });
    await send('a');
    ahead = 23 * 3_600_000;
    await send('a');
    expect(seen.calls).toBe(1);
    ahead = 25 * 3_600_000;
    await send('a');
    expect(seen.calls).toBe(2);
  });
}

describe('an Idempotency-Key, in memory', () => {
  cases(async () => memoryStore());

  it('is each caller’s own', async () => {
    const { ask, keyFor, seen } = await countingServer(memoryStore());
    for (const key of [await keyFor('agent'), await keyFor('agent')])
      expect((await ask('POST', '/api/tickets', { key, json: one, headers: keyed('a') })).status).toBe(200);
    expect(seen.calls).toBe(2);
  });

  it('keeps no reply that cannot be read without it, and no text of one', async () => {
    const { ask, keyFor, desk } = await countingServer(memoryStore());
    const key = await keyFor('agent');
    await ask('POST', '/api/answers', { key, json: { question: 'Parcel?' }, headers: keyed('secret-key') });
    const { items } = await (await desk.store()).idempotencyKeys.find();
    expect(items).toHaveLength(1);
    expect(JSON.stringify(items)).not.toMatch(/secret-key|abstained|Parcel/);
  });

  it('keeps what the caller did wrong, but not what failed here', async () => {
    let fails = true;
    const { ask, keyFor, seen } = await countingServer(memoryStore(), async () => {
      if (fails) throw new TicketAIError('adapter-failed', { message: 'The database is away.' });
    });
    const key = await keyFor('agent');
    const send = (name: string, json: unknown) =>
      ask('POST', '/api/tickets', { key, json, headers: keyed(name) });
    expect((await send('a', one)).status).toBe(503);
    fails = false;
    expect((await send('a', one)).status).toBe(200);
    expect(seen.calls).toBe(2);
    expect((await send('c', { tickets: 'none' })).status).toBe(400);
    expect((await send('c', { tickets: 'none' })).headers.get('idempotent-replayed')).toBe('true');
  });

  it('knows a file again, though the form around it is drawn anew', async () => {
    const { ask, keyFor, desk } = await countingServer(memoryStore());
    const key = await keyFor('editor');
    const upload = (text: string) => {
      const body = new FormData();
      body.set('file', new File([text], 'tickets.csv', { type: 'text/csv' }));
      return ask('POST', '/api/imports', { key, body, headers: keyed('a') });
    };
    const first = await upload('id,subject\n1,Parcel?\n');
    const again = await upload('id,subject\n1,Parcel?\n');
    expect([first.status, again.status]).toEqual([202, 202]);
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(await desk.imports()).toHaveLength(1);
    expect((await upload('id,subject\n2,Refund?\n')).status).toBe(422);
  });

  it('must be one, and never keeps an API key', async () => {
    const { ask, keyFor } = await countingServer(memoryStore());
    const key = await keyFor('admin');
    for (const name of ['', 'a b', 'x'.repeat(256)])
      expect((await ask('POST', '/api/tickets', { key, json: one, headers: keyed(name) })).status, name).toBe(
        400,
      );
    const json = { name: 'n', role: 'viewer' };
    expect((await ask('POST', '/api/keys', { key, json, headers: keyed('a') })).status).toBe(400);
  });
});

describe('an Idempotency-Key, in SQLite', () => {
  let folder: string;
  const opened: Store[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'ticket-ai-once-'));
  });
  afterAll(async () => {
    for (const store of opened) await store.close();
    await rm(folder, { recursive: true, force: true });
  });
  cases(async () => {
    const store = sqliteStore({ path: path.join(folder, `${opened.length}.db`) });
    opened.push(store);
    return store;
  });
});

describeWithService(mariadbService, 'an Idempotency-Key, in MariaDB', () => {
  let service: RunningService;
  const opened: Store[] = [];
  beforeAll(async () => {
    service = await startService(mariadbService);
  }, 60_000);
  afterAll(async () => {
    for (const store of opened) await store.close();
    await service.close();
  });
  cases(async () => {
    const store = mysqlStore({ url: await newDatabase(service.url) });
    opened.push(store);
    return store;
  });
});

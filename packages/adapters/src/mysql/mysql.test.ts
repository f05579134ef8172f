import { recordLedger, type Store, type WorkspaceId } from '@ticket-ai/core';
import {
  type LedgerSubject,
  ledgerCases,
  ledgerTimeZone,
  rejectsWith,
  runConformance,
  storeCases,
} from '@ticket-ai/core/conformance';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mariadbService, newDatabase } from '../../../../scripts/services/mariadb.ts';
import {
  describeWithService,
  isPrivate,
  type RunningService,
  startService,
} from '../../../../scripts/services/service.ts';
import { startTcpProxy } from '../../../../scripts/services/tcp-proxy.ts';
import { readVersion } from './describe-mysql.ts';
import { describeMysql, mysqlStore } from './index.ts';
import { mysqlDatabase } from './mysql-database.ts';

describeWithService(mariadbService, 'mysqlStore', () => {
  let service: RunningService;
  const stores: Store[] = [];
  beforeAll(async () => {
    service = await startService(mariadbService);
  }, 90_000);
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await service.close();
  });
  const connect = (url: string, options: Partial<Parameters<typeof mysqlStore>[0]> = {}) => {
    const store = mysqlStore({ url, connections: 4, ...options });
    stores.push(store);
    return store;
  };
  const addWorkspace = (store: Store, id: WorkspaceId, timeZone = 'UTC') =>
    store.system.workspaces.insert([
      { id, version: 1, name: 'w', timeZone, catalogueVersion: 0, createdAt: 0 },
    ]);

  it('tells what server it is', async () => {
    expect(await describeMysql({ url: service.url })).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/u),
      isTooOld: false,
    });
  });

  describe('keeps what every store promises', () => {
    runConformance(it, storeCases, {
      async create({ now }) {
        const store = mysqlStore({ url: await newDatabase(service.url), connections: 4, now });
        await store.migrate();
        return store;
      },
      destroy: (store) => store.close(),
      capabilities: ['injected-clock'],
    });
  });

  describe('keeps the ledger of several processes', () => {
    runConformance(it, ledgerCases, {
      async create({ now, generateId }): Promise<LedgerSubject> {
        const url = await newDatabase(service.url);
        const id = generateId() as WorkspaceId;
        const store = connect(url, { now });
        await store.migrate();
        await addWorkspace(store, id, ledgerTimeZone);
        return {
          open: (budget = {}) =>
            recordLedger({ store: connect(url, { now }).workspace(id), budget, now, generateId }),
        };
      },
      capabilities: ['injected-clock'],
    });
  });

  it('makes its tables once, also when several processes start at once', async () => {
    const url = await newDatabase(service.url);
    await Promise.all([1, 2, 3, 4].map(() => connect(url).migrate()));
    expect((await connect(url).system.workspaces.find()).items).toEqual([]);
  });

  it('says what is wrong with the server, the user or the database, never with the password', async () => {
    const { host } = new URL(service.url.replace('mysql:', 'http:'));
    const cases = [
      ['mysql://root:secret@127.0.0.1:9/t', 'lost', 'Nothing answers there'],
      [`mysql://nobody:secret@${host}/t`, 'refused', 'The user or the password is wrong'],
      [`${service.url}none`, 'no-database', 'The database does not exist'],
      [await newDatabase(service.url), 'not-migrated', 'store.migrate()'],
    ] as const;
    for (const [url, reason, message] of cases) {
      const error = await rejectsWith('adapter-failed', connect(url).system.workspaces.find());
      expect(error.context.reason).toBe(reason);
      expect(error.message).toContain(message);
      expect(error.message).not.toContain('secret');
    }
    for (const url of ['', 'mysql://root@localhost', 'postgres://localhost/x'])
      expect(() => mysqlStore({ url })).toThrow('must look like mysql://');
  });

  it('refuses what it could not look up, and stores nothing of it', async () => {
    const store = connect(await newDatabase(service.url));
    await store.migrate();
    const id = 'w' as WorkspaceId;
    await addWorkspace(store, id);
    const error = await rejectsWith(
      'limit-exceeded',
      store.system.members.insert([
        { id: 'x'.repeat(300), version: 1, workspaceId: id, name: 'x', role: 'viewer' },
      ]),
    );
    expect(error.context.field).toBe('id');
    expect(await store.system.members.count({})).toBe(0);
  });

  it('ends on the server what nobody waits for any more, so that its locks hold nobody up', async () => {
    const url = await newDatabase(service.url);
    const database = mysqlDatabase({ url, connections: 2, waitMs: 5000, silenceMs: 500 });
    try {
      await database.change((db) => sql`create table t (id int primary key, n int)`.execute(db));
      await database.write((db) => sql`insert into t values (1, 0)`.execute(db));
      const slow = database.write(async (db) => {
        await sql`update t set n = 1 where id = 1`.execute(db);
        await sql`select benchmark(4000000000, md5(1))`.execute(db);
      });
      expect((await rejectsWith('adapter-failed', slow)).context.reason).toBe('lost');
      const running = () =>
        database.read((db) =>
          sql`select id from information_schema.processlist where db = database() and info like 'select benchmark%'`.execute(
            db,
          ),
        );
      await expect.poll(async () => (await running()).rows, { timeout: 5000 }).toEqual([]);
      await database.write((db) => sql`update t set n = n + 2 where id = 1`.execute(db));
      const { rows } = await database.read((db) => sql`select n from t`.execute(db));
      expect(rows).toEqual([{ n: 2 }]);
    } finally {
      await database.close();
    }
  });

  it('lets a change of tables take longer than any other statement', async () => {
    const url = await newDatabase(service.url);
    const database = mysqlDatabase({ url, connections: 2, waitMs: 5000, silenceMs: 500 });
    try {
      await database.change((db) => sql`select sleep(1)`.execute(db));
    } finally {
      await database.close();
    }
  });

  it('does not wait for ever where the network swallows everything, and goes on when it is back', {
    timeout: 60_000,
  }, async () => {
    const proxy = await startTcpProxy(await newDatabase(service.url));
    try {
      const store = connect(proxy.url, { silenceMs: 2000 });
      await store.migrate();
      const id = 'w' as WorkspaceId;
      await addWorkspace(store, id);
      const half = store.workspace(id).transaction(async (transaction) => {
        await transaction.updateWorkspace({ catalogueVersion: 1 });
        proxy.set({ kind: 'blackhole' });
        await transaction.updateWorkspace({ catalogueVersion: 2 });
      });
      const error = await rejectsWith('adapter-failed', half);
      expect([error.context.reason, error.retryable]).toEqual(['lost', true]);
      expect(error.message).toContain('takes no notice of a statement');
      proxy.set(undefined);
      // What comes late from the dead connection disturbs nobody.
      await expect.poll(async () => (await store.workspace(id).workspace()).catalogueVersion).toBe(0);
      await store
        .workspace(id)
        .transaction((transaction) => transaction.updateWorkspace({ catalogueVersion: 3 }));
      expect((await store.workspace(id).workspace()).catalogueVersion).toBe(3);
    } finally {
      await proxy.close();
    }
  });

  it.runIf(isPrivate(mariadbService))(
    'outlives a kill of the server: what was committed stays, work under way fails as one',
    async () => {
      const store = connect(await newDatabase(service.url));
      await store.migrate();
      const id = 'w' as WorkspaceId;
      await addWorkspace(store, id);
      const workspace = store.workspace(id);
      const event = {
        event: { type: 'answer-given', answerId: 'a' as never },
        actor: { kind: 'system', id: 'test' },
      } as const;
      await workspace.transaction((transaction) => transaction.append({ events: [event] }));
      const broken = workspace.transaction(async (transaction) => {
        await transaction.updateWorkspace({ catalogueVersion: 1 });
        await service.kill();
        await transaction.append({ events: [event] });
      });
      const error = await rejectsWith('adapter-failed', broken);
      expect([error.context.reason, error.retryable]).toEqual(['lost', true]);
      await service.restart();
      expect((await workspace.workspace()).catalogueVersion).toBe(0);
      await workspace.transaction((transaction) => transaction.append({ events: [event] }));
      expect((await workspace.events.find()).items.map(({ sequence }) => sequence)).toEqual([1, 2]);
    },
    60_000,
  );
});

it.each([
  ['10.11.14-MariaDB-0+deb12u2', 'MariaDB', '10.11.14', false],
  ['5.5.5-10.5.29-MariaDB', 'MariaDB', '10.5.29', true],
  ['8.4.3', 'MySQL', '8.4.3', false],
  ['5.7.44-log', 'MySQL', '5.7.44', true],
] as const)('reads the version %s', (said, name, version, isTooOld) => {
  expect(readVersion(said)).toEqual({ name, version, isTooOld });
});

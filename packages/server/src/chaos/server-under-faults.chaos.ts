import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sqliteStore } from '@ticket-ai/adapters/sqlite';
import { type Store, seededRandom, type WorkspaceId } from '@ticket-ai/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mariadbService, newDatabase } from '../../../../scripts/services/mariadb.ts';
import { startService } from '../../../../scripts/services/service.ts';
import { startTcpProxy } from '../../../../scripts/services/tcp-proxy.ts';
import { localAuth } from '../auth/local-auth.ts';
import { databasePath } from '../services.ts';
import { startProcess } from './processes.ts';
import { reportRun } from './report-run.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

const seed = 20_26;
const workspaceId = 'default' as WorkspaceId;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ticket-ai-chaos-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const openFolder = (): Store => sqliteStore({ path: databasePath(folder) });

/** A key of an editor, made beside the server. */
async function newKey(): Promise<string> {
  const store = openFolder();
  const { key } = await localAuth({ system: store.system, workspaceId }).keys.create({
    name: 'chaos',
    role: 'editor',
  });
  await store.close();
  return key;
}

async function ask(
  server: ServerProcess,
  path: string,
  key: string,
  init: RequestInit = {},
): Promise<Response> {
  return fetch(`${server.url}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${key}`, ...init.headers },
    signal: AbortSignal.timeout(20_000),
  });
}

test('the server is killed at any byte of an upload; the client sends it again', async () => {
  const rounds = 30;
  const rows = 400;
  const random = seededRandom(seed);
  const violations: string[] = [];
  let server = await startServerProcess(['--data', folder]);
  const key = await newKey();
  const csv = `id,body\n${Array.from({ length: rows }, (_, row) => `t-${row},My parcel ${row} has not arrived`).join('\n')}\n`;
  for (let round = 0; round < rounds; round += 1) {
    const path = `/api/imports?fileName=tickets.csv&source=round-${round}`;
    await uploadUntil(server, path, key, csv, random.integer(csv.length + 1));
    if (random.next() < 0.5) await sleep(random.next() * 60); // it may have begun to work
    await server.end();
    server = await startServerProcess(['--data', folder]);
    const reply = await ask(server, path, key, {
      method: 'POST',
      body: csv,
      headers: { 'content-type': 'text/csv' },
    });
    if (reply.status !== 202) violations.push(`round ${round}: status ${reply.status}`);
  }
  const started = performance.now();
  const store = openFolder();
  const { tickets, jobs } = store.workspace(workspaceId);
  const isDue = () => ({ status: ['waiting', 'leased'], dueAt: { below: Date.now() + 60_000 } }) as const;
  while ((await jobs.count(isDue())) > 0) await sleep(100);
  for (let round = 0; round < rounds; round += 1) {
    const found = await tickets.count({ source: `round-${round}` });
    if (found !== rows) violations.push(`round ${round}: ${found} tickets`);
  }
  await store.close();
  await server.end();
  const fault = `server: ${rounds} kills at a random byte of an upload of ${rows} tickets, sent again`;
  reportRun({ fault, seed, violations, secondsAfter: (performance.now() - started) / 1000 });
  expect(violations).toEqual([]);
});

/** Sends so many bytes of the body, and waits no longer. */
async function uploadUntil(
  server: ServerProcess,
  path: string,
  key: string,
  body: string,
  bytes: number,
): Promise<void> {
  const upload = request(`${server.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'text/csv', 'content-length': body.length },
  });
  upload.on('error', () => {}); // the server dies on purpose
  upload.on('response', (response) => response.resume().on('error', () => {}));
  await new Promise<void>((resolve) => upload.write(body.slice(0, bytes), () => resolve()));
}

test('told to stop at any moment under load, it finishes what it took on and gives its work back', async () => {
  const rounds = 20;
  const random = seededRandom(seed);
  const violations: string[] = [];
  let slowest = 0;
  for (let round = 0; round < rounds; round += 1) {
    const server = await startServerProcess(['--data', folder]);
    const key = await newKey();
    const taken: Promise<number>[] = [];
    const load = Array.from({ length: 6 }, (_, at) => {
      const body = JSON.stringify({
        tickets: Array.from({ length: 20 }, (_, row) => ({
          source: 'load',
          externalId: `${round}-${at}-${row}`,
          body: `My parcel ${row} has not arrived`,
        })),
      });
      return sendWhole(server, '/api/tickets', key, body);
    });
    for (const each of load) taken.push((await each).status);
    await sleep(random.next() * 150);
    const stopped = performance.now();
    const code = await server.end('SIGTERM');
    const seconds = (performance.now() - stopped) / 1000;
    slowest = Math.max(slowest, seconds);
    if (code !== 0) violations.push(`round ${round}: ended with ${code}`);
    const statuses = await Promise.all(taken);
    if (statuses.some((status) => status >= 300)) violations.push(`round ${round}: replies ${statuses}`);
    const store = openFolder();
    const leased = await store.workspace(workspaceId).jobs.count({ status: 'leased' });
    if (leased > 0) violations.push(`round ${round}: ${leased} jobs wait for a lease to run out`);
    await store.close();
  }
  const fault = `server: SIGTERM at a random moment under load, ${rounds} times`;
  reportRun({ fault, seed, violations, secondsAfter: slowest });
  expect(violations).toEqual([]);
  expect(slowest).toBeLessThan(25);
});

/** Settles when the whole request was sent, with its reply to come. */
async function sendWhole(
  server: ServerProcess,
  path: string,
  key: string,
  body: string,
): Promise<{ readonly status: Promise<number> }> {
  const sent = request(`${server.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
  });
  const status = new Promise<number>((resolve) => {
    sent.on('error', () => resolve(599));
    sent.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 599);
    });
  });
  sent.end(body);
  await once(sent, 'finish');
  return { status };
}

test('told twice, it goes at once', async () => {
  const server = await startServerProcess(['--data', folder]);
  server.child.kill('SIGTERM');
  const stopped = performance.now();
  await server.end('SIGTERM');
  expect(performance.now() - stopped).toBeLessThan(1000);
});

test.each(['SQLite', 'MariaDB'])(
  'two servers and four workers start at once on an empty %s',
  async (kind) => {
    const service = kind === 'SQLite' ? undefined : await startService(mariadbService);
    const violations: string[] = [];
    const rounds = 5;
    let slowest = 0;
    try {
      for (let round = 0; round < rounds; round += 1) {
        const data = join(folder, String(round));
        const store = service === undefined ? [] : ['--store', await newDatabase(service.url)];
        const args = ['--data', data, ...store];
        const started = performance.now();
        const servers = [
          startServerProcess([...args, '--no-worker']),
          startServerProcess([...args, '--no-worker']),
        ];
        const workers = Array.from({ length: 4 }, () =>
          startProcess(
            'worker-process.ts',
            [data],
            service === undefined ? {} : { TICKET_AI_STORE: store[1] ?? '' },
          ),
        );
        const all = await Promise.all([...servers, ...workers]);
        slowest = Math.max(slowest, (performance.now() - started) / 1000);
        await sleep(200); // the link comes after the address
        const links = (await Promise.all(servers)).filter((server) =>
          server.said().includes('/login#token='),
        );
        if (links.length !== 1) violations.push(`round ${round}: ${links.length} login links`);
        await Promise.all(all.map((each) => each.end()));
      }
    } finally {
      await service?.close();
    }
    const fault = `${kind}: 2 servers and 4 workers start at once on an empty one, ${rounds} times`;
    reportRun({ fault, seed, violations, secondsAfter: slowest });
    expect(violations).toEqual([]);
  },
);

test('a server whose database is silent says so, and is ready again when it answers', async () => {
  const service = await startService(mariadbService);
  const proxy = await startTcpProxy(await newDatabase(service.url));
  try {
    const server = await startServerProcess(['--data', folder, '--store', proxy.url]);
    const statusOf = async (path: string) => (await fetch(`${server.url}${path}`)).status;
    const secondsUntil = async (status: number) => {
      const started = performance.now();
      while ((await statusOf('/readyz')) !== status) await sleep(50);
      return (performance.now() - started) / 1000;
    };
    expect(await secondsUntil(200)).toBeLessThan(1);
    for (const kind of ['blackhole', 'reset'] as const) {
      proxy.set({ kind });
      const noticed = await secondsUntil(503);
      expect(await statusOf('/healthz')).toBe(200);
      await sleep(2000);
      proxy.set(undefined);
      const recovered = await secondsUntil(200);
      const violations = [
        ...(noticed > 5 ? [`noticed after ${noticed.toFixed(1)} s`] : []),
        ...(recovered > 10 ? [`ready after ${recovered.toFixed(1)} s`] : []),
      ];
      reportRun({
        fault: `server: its database is behind a ${kind === 'reset' ? 'network that resets' : 'black hole'}; not ready after ${noticed.toFixed(1)} s, alive all the time`,
        seed,
        violations,
        secondsAfter: recovered,
      });
      expect(violations).toEqual([]);
    }
    await server.end();
  } finally {
    await proxy.close();
    await service.close();
  }
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { createTicketAI, memoryStore, type Store } from '@ticket-ai/core';
import { afterEach, describe, expect, it } from 'vitest';
import { createClient } from './client.ts';
import { type RunningServer, type ServerOptions, startServer } from './main.ts';

const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.close();
});

async function start(
  options: Partial<ServerOptions> = {},
  store: Store = memoryStore(),
): Promise<RunningServer> {
  const desk = createTicketAI({ store, work: 'workers' });
  running.push(desk);
  const server = await startServer({ desk, store, port: 0, ...options });
  running.push(server);
  return server;
}

/** What a browser does with a login link. */
async function signIn({
  loginUrl,
}: {
  readonly loginUrl?: string;
}): Promise<{ readonly origin: string; readonly cookie: string; readonly status: number }> {
  const { origin, hash } = new URL(loginUrl ?? '');
  const reply = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ token: hash.slice('#token='.length) }),
  });
  return { origin, cookie: reply.headers.get('set-cookie')?.split(';')[0] ?? '', status: reply.status };
}

describe('a fresh start', () => {
  it('listens on this machine only, keeps everything closed and prints one login link, which works once', async () => {
    const server = await start();
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(server.loginUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/login#token=[\w-]{43}$/);
    expect((await fetch(`${server.url}/api/tickets`)).status).toBe(401);
    const { origin, cookie, status } = await signIn(server);
    expect(status).toBe(200);
    expect((await fetch(`${origin}/api/tickets`, { headers: { cookie } })).status).toBe(200);
    expect((await signIn(server)).status).toBe(401);
  });

  it('prints no link the second time, and another one when asked', async () => {
    const store = memoryStore();
    const first = await start({}, store);
    expect((await start({}, store)).loginUrl).toBeUndefined();
    const again = await start({ newLogin: true }, store);
    expect((await signIn(first)).status).toBe(401);
    expect((await signIn(again)).status).toBe(200);
  });

  it('with two servers at once prints one link', async () => {
    const store = memoryStore();
    const both = await Promise.all([start({}, store), start({}, store)]);
    expect(both.filter(({ loginUrl }) => loginUrl !== undefined)).toHaveLength(1);
  });

  it('refuses addresses that others reach, and does not listen then', async () => {
    await expect(start({ host: '0.0.0.0' })).rejects.toThrow(/can be reached from other machines/);
    const server = await start({ host: '0.0.0.0', allowRemote: true });
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it('says which port is in use', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const address = blocker.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    await expect(start({ port: port ?? 0 })).rejects.toThrow(`Port ${port} is in use.`);
    blocker.close();
  });

  it('names the public address in the link', async () => {
    expect((await start({ publicUrl: 'https://desk.example.com/' })).loginUrl).toMatch(
      /^https:\/\/desk\.example\.com\/login#token=/,
    );
  });
});

describe('over a real socket', () => {
  it('a foreign Host header is 421', async () => {
    const { url } = await start();
    const sent = request(`${url}/healthz`, { headers: { host: 'evil.example' } }).end();
    const [reply] = await once(sent, 'response');
    expect(reply.statusCode).toBe(421);
    reply.resume();
  });

  it('bodies are limited whether they declare their length or not, and the server goes on', async () => {
    const { url } = await start({ limits: { json: 1000 } });
    const headers = { 'content-type': 'application/json' };
    const post = (body: string | ReadableStream<Uint8Array<ArrayBuffer>>) =>
      fetch(`${url}/api/session`, { method: 'POST', headers, body, duplex: 'half' }).then(
        ({ status }) => status,
        () => 'cut off',
      );
    const chunked = (text: string) => new Blob([text]).stream();
    expect([413, 'cut off']).toContain(await post('x'.repeat(5_000_000)));
    expect([413, 'cut off']).toContain(await post(chunked('x'.repeat(5_000_000))));
    expect(await post(chunked(`{"token":"${'x'.repeat(1000)}"}`))).toBe(413);
    expect(await post(chunked(`{"token":"${'x'.repeat(43)}"}`))).toBe(401);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('signing out, which has no body, works', async () => {
    const { origin, cookie } = await signIn(await start());
    expect(
      (await fetch(`${origin}/api/session`, { method: 'DELETE', headers: { cookie, origin } })).status,
    ).toBe(204);
    expect((await fetch(`${origin}/api/session`, { headers: { cookie } })).status).toBe(401);
  });

  it('the typed client goes the whole way, and the worker does what was asked for', async () => {
    const store = memoryStore();
    const server = await start({}, store);
    const { cookie, origin } = await signIn(server);
    const made = await fetch(`${origin}/api/keys`, {
      method: 'POST',
      headers: { cookie, origin, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'test', role: 'editor' }),
    });
    const { key } = (await made.json()) as { key: string };
    const client = createClient({ url: server.url, apiKey: key });
    await client.tickets.add(
      Array.from({ length: 12 }, (_, index) => ({
        externalId: String(index),
        subject: `My parcel has not arrived ${index}`,
      })),
    );
    const { runId } = await client.discoveries.start({ seed: 2 });
    while ((await client.discoveries.get(runId)).status === 'running')
      await new Promise((resolve) => setTimeout(resolve, 20));
    const { items } = await client.intents.list();
    expect(items[0]?.ticketCount).toBeGreaterThan(0);
    await expect(client.keys.list()).rejects.toMatchObject({ status: 403, code: 'forbidden' });
  });
});

describe('stopping', () => {
  it('ends event streams and does not wait for idle connections', async () => {
    const server = await start();
    const { origin, cookie } = await signIn(server);
    const stream = await fetch(`${origin}/api/events`, { headers: { cookie, accept: 'text/event-stream' } });
    const began = Date.now();
    await server.close();
    await stream.text();
    expect(Date.now() - began).toBeLessThan(2000);
    await expect(fetch(`${origin}/healthz`)).rejects.toThrow();
  });

  it('cuts off requests that take longer than the grace time', async () => {
    const server = await start({ graceMs: 100 });
    const port = Number(new URL(server.url).port);
    const stuck = request({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/api/session',
      headers: { 'content-type': 'application/json', 'content-length': 100 },
    });
    const failed = once(stuck, 'error');
    stuck.write('{');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await server.close();
    expect(String(await failed)).toMatch(/hang up|ECONNRESET/);
  });

  it('by SIGTERM: readiness goes off first, the request under way is finished, exit code 0', async () => {
    const child = spawn(
      process.execPath,
      ['--conditions=@ticket-ai/source', new URL('./serve-process.ts', import.meta.url).pathname],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const exit = once(child, 'exit');
    try {
      const lines = createInterface({ input: child.stdout });
      const said: unknown[] = [];
      const addresses = await new Promise<{ url: string; loginUrl: string }>((resolve) => {
        lines.on('line', (line) => {
          const value: unknown = JSON.parse(line);
          said.push(value);
          if (typeof value === 'object') resolve(value as { url: string; loginUrl: string });
        });
      });
      const { url } = addresses;
      const { cookie } = await signIn(addresses);
      const underWay = fetch(`${url}/api/taxonomy`, { headers: { cookie } });
      await new Promise((resolve) => setTimeout(resolve, 100));
      child.kill('SIGTERM');
      await expect
        .poll(async () => (await fetch(`${url}/readyz`)).status, { interval: 10, timeout: 700 })
        .toBe(503);
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
      expect((await underWay).status).toBe(200);
      expect(await exit).toEqual([0, null]);
      expect(said).toContain('Stopped.');
    } finally {
      child.kill('SIGKILL');
    }
  });
});

import { createRoute } from '@hono/zod-openapi';
import { slackReviews } from '@ticket-ai/adapters/slack';
import type { Role, WorkspaceId } from '@ticket-ai/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { localAuth } from './auth/local-auth.ts';
import { covers, roles } from './auth/roles.ts';
import { describeApi } from './routes/document.ts';
import { codeOf, type TestServer, testServer } from './testing.ts';

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly access: unknown;
}

/** Who asks, and the status they must see where the route needs a role; `undefined`: they are let in. */
type Asker = readonly [name: string, key: string | undefined, role: Role | undefined];

/** Every operation of the OpenAPI document: a new route is in the matrix without anybody thinking of it. */
function operationsOf({ app }: TestServer): Operation[] {
  return Object.entries(describeApi(app).paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]: [string, { readonly 'x-access'?: unknown }]) => ({
      method: method.toUpperCase(),
      path,
      access: operation['x-access'],
    })),
  );
}

describe('who may call what', () => {
  let server: TestServer;
  let askers: readonly Asker[];

  beforeAll(async () => {
    const reviews = slackReviews({ token: 'xoxb-none', signingSecret: 'none' });
    server = await testServer({ app: { slack: { reviews, reviewers: 'everybody' } } });
    const { auth, store } = server;
    const expired = await auth.keys.create({ name: 'expired', role: 'admin', expiresAt: 1 });
    const revoked = await auth.keys.create({ name: 'revoked', role: 'admin' });
    await auth.keys.revoke(revoked.record.id);
    const foreign = localAuth({ system: store.system, workspaceId: 'other' as WorkspaceId });
    askers = [
      ['anonymous', undefined, undefined],
      ['bad token', 'not-a-key', undefined],
      ['expired key', expired.key, undefined],
      ['revoked key', revoked.key, undefined],
      [
        "another workspace's admin",
        (await foreign.keys.create({ name: 'foreign', role: 'admin' })).key,
        undefined,
      ],
      ...(await Promise.all(
        roles.map(async (role): Promise<Asker> => [role, await server.keyFor(role), role]),
      )),
    ];
  });

  it('is decided for every route and every kind of caller', async () => {
    const operations = operationsOf(server);
    const wrong: string[] = [];
    for (const { method, path, access } of operations) {
      for (const [name, key, role] of askers) {
        const json = method === 'POST' || method === 'PUT' || method === 'PATCH' ? { json: {} } : {};
        const { status } = await server.ask(method, path.replace(/\{\w+\}/g, 'unknown'), {
          ...json,
          ...(key === undefined ? {} : { key }),
        });
        if (!isRight(access, role, status))
          wrong.push(`${method} ${path} (${access}) answered ${status} to ${name}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(operations.length).toBeGreaterThan(25);
  });

  it('leaves nothing under /api open but signing in', () => {
    const open = operationsOf(server).filter(({ access }) => access === 'public');
    expect(
      open.filter(({ path }) => path.startsWith('/api')).map(({ method, path }) => `${method} ${path}`),
    ).toEqual(['POST /api/session']);
    expect(
      operationsOf(server).every(
        ({ access }) => access === 'public' || access === 'signed' || roles.some((role) => role === access),
      ),
    ).toBe(true);
  });

  it('lists all routes there are', () => {
    const listed = new Set(
      operationsOf(server).map(({ method, path }) => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    const mounted = server.app.routes
      .filter(({ path }) => path !== '/*')
      .map(({ method, path }) => `${method} ${path}`);
    expect(mounted.filter((route) => !listed.has(route))).toEqual([]);
  });

  it.each([
    '/%61pi/tickets',
    '/api/%74ickets',
    '/api/./tickets',
    '/x/../api/tickets',
    '/%2561pi/tickets',
    '//api/tickets',
    '/api//tickets',
    '/API/tickets',
    '/api/tickets/',
    '/api%2Ftickets',
  ])('cannot be got around by the spelling %s', async (path) => {
    const reply = await server.ask('GET', path);
    expect([401, 404]).toContain(reply.status);
    expect(await reply.text()).not.toContain('items');
  });

  it('tells strangers nothing about which addresses exist', async () => {
    for (const path of ['/api', '/api/', '/api/nothing', '/api/tickets/1/nothing'])
      expect((await server.ask('GET', path)).status).toBe(401);
    expect((await server.ask('PUT', '/api/tickets')).status).toBe(401);
  });

  it('never falls back from a bad Authorization header to a good cookie, and takes no other scheme', async () => {
    const cookie = await server.signIn();
    const key = await server.keyFor('admin');
    expect((await server.ask('GET', '/api/session', { cookie })).status).toBe(200);
    expect((await server.ask('GET', '/api/session', { cookie, key: 'bad' })).status).toBe(401);
    for (const authorization of [`Basic ${key}`, key, `Token ${key}`, 'Bearer', '']) {
      expect((await server.ask('GET', '/api/session', { cookie, headers: { authorization } })).status).toBe(
        401,
      );
    }
  });

  it('changes at the next request when a key is revoked or a role taken away', async () => {
    const { key, record } = await server.auth.keys.create({ name: 'short', role: 'admin' });
    expect((await server.ask('GET', '/api/keys', { key })).status).toBe(200);
    await server.auth.keys.revoke(record.id);
    expect((await server.ask('GET', '/api/keys', { key })).status).toBe(401);
    const cookie = await server.signIn();
    const owner = await server.store.system.members.get('owner:default');
    await server.store.system.members.update('owner:default', owner?.version ?? 0, { role: 'agent' });
    expect((await server.ask('GET', '/api/keys', { cookie })).status).toBe(403);
    await server.store.system.members.update('owner:default', (owner?.version ?? 0) + 1, { role: 'admin' });
  });
});

describe('a route that does not say who may call it', () => {
  const responses = { 200: { description: 'open' } };

  it('keeps the server from starting', async () => {
    await expect(
      testServer({ app: { extend: (app) => app.get('/api/forgotten', (c) => c.text('open')) } }),
    ).rejects.toThrow(/These routes do not say who may call them: GET \/api\/forgotten/);
    await expect(
      testServer({ app: { extend: (app) => app.all('/elsewhere', (c) => c.text('open')) } }),
    ).rejects.toThrow(/ALL \/elsewhere/);
  });

  it('is not helped by being in the OpenAPI document', async () => {
    const route = createRoute({ method: 'get', path: '/api/forgotten', responses });
    await expect(
      testServer({ app: { extend: (app) => app.openapi(route, (c) => c.body(null, 200)) } }),
    ).rejects.toThrow(/GET \/api\/forgotten/);
    const misspelt = createRoute({
      method: 'get',
      path: '/api/forgotten',
      responses,
      'x-access': 'everybody',
    });
    await expect(
      testServer({ app: { extend: (app) => app.openapi(misspelt, (c) => c.body(null, 200)) } }),
    ).rejects.toThrow(/GET \/api\/forgotten/);
  });
});

describe('a credential is refused in one way', () => {
  it('whatever is wrong with it', async () => {
    const { ask } = await testServer();
    const reply = await ask('GET', '/api/tickets', { key: 'tai_00000000_x' });
    expect(await codeOf(reply)).toBe('unauthorized');
    expect(reply.headers.get('www-authenticate')).toBe('Bearer');
  });
});

function isRight(access: unknown, role: Role | undefined, status: number): boolean {
  const letIn = status !== 401 && status !== 403 && status < 500;
  if (access === 'public') return letIn || status === 503;
  if (access === 'signed') return status === 401;
  const needed = roles.find((candidate) => candidate === access);
  if (needed === undefined) return false;
  if (role === undefined) return status === 401;
  return covers(role, needed) ? letIn : status === 403;
}

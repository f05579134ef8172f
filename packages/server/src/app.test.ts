import { type TicketAI, TicketAIError } from '@ticket-ai/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Api, openRoute } from './routes/api.ts';
import { describeSite } from './site.ts';
import { bodyOf, codeOf, type TestServer, testServer } from './testing.ts';

let server: TestServer;
let admin: string;

beforeAll(async () => {
  server = await testServer();
  admin = await server.keyFor('admin');
});

describe('every reply', () => {
  const kinds: readonly (readonly [number, string, string, object])[] = [
    [200, 'GET', '/', {}],
    [200, 'GET', '/login', {}],
    [200, 'GET', '/healthz', {}],
    [400, 'POST', '/api/session', { json: {} }],
    [401, 'GET', '/api/tickets', {}],
    [404, 'GET', '/nothing', {}],
    [405, 'POST', '/login', {}],
    [421, 'GET', '/', { headers: { host: 'evil.example' } }],
  ];

  it.each(kinds)(
    '%i to %s %s is safe for browsers and carries a request id',
    async (status, method, path, request) => {
      const reply = await server.ask(method, path, request);
      expect(reply.status).toBe(status);
      const policy = reply.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
      expect(reply.headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(reply.headers.get('referrer-policy')).toBe('no-referrer');
      expect(reply.headers.get('strict-transport-security')).toBeNull();
      expect(reply.headers.get('x-powered-by')).toBeNull();
      expect(reply.headers.get('server')).toBeNull();
      expect(reply.headers.get('cache-control')).toBe(path.startsWith('/api') ? 'no-store' : 'no-cache');
      const id = reply.headers.get('x-request-id') ?? '';
      expect(id).toMatch(/^[\w-]{8,}$/);
      if (status >= 400)
        expect(await bodyOf(reply)).toEqual({
          error: { code: expect.any(String), message: expect.any(String), requestId: id },
        });
    },
  );

  it('says HSTS where browsers come by TLS', async () => {
    const secure = await testServer({ app: { site: describeSite({ publicUrl: 'https://localhost' }) } });
    expect((await secure.ask('GET', '/healthz')).headers.get('strict-transport-security')).toContain(
      'max-age=31536000',
    );
  });

  it('keeps a well-formed request id and replaces any other', async () => {
    const idFor = async (given: string) =>
      (await server.ask('GET', '/healthz', { headers: { 'x-request-id': given } })).headers.get(
        'x-request-id',
      );
    expect(await idFor('abc-123')).toBe('abc-123');
    expect(await idFor('a b')).not.toBe('a b');
    expect(await idFor('x'.repeat(300))).not.toContain('xxx');
  });
});

describe('what cannot be understood', () => {
  const post = (request: object) => server.ask('POST', '/api/tickets', { key: admin, ...request });

  it('as JSON is 400', async () => {
    const reply = await post({ body: '{"tickets":', headers: { 'content-type': 'application/json' } });
    expect([reply.status, await codeOf(reply)]).toEqual([400, 'invalid-input']);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'application/jsonx'])(
    'as %s is 415',
    async (type) => {
      const reply = await post({ body: '{"tickets":[{"subject":"Hi"}]}', headers: { 'content-type': type } });
      expect([reply.status, await codeOf(reply)]).toEqual([415, 'unsupported-media-type']);
    },
  );

  it('without a content type is 415', async () => {
    const reply = await post({ body: new TextEncoder().encode('{"tickets":[{"subject":"Hi"}]}') });
    expect(reply.status).toBe(415);
  });

  it.each([
    ['an unknown field', { tickets: [{ subject: 'Hi' }], workspaceId: 'other' }],
    ['an unknown field of a ticket', { tickets: [{ subject: 'Hi', id: '1' }] }],
    ['an unknown field of a message', { tickets: [{ messages: [{ text: 'Hi', ticketId: '1' }] }] }],
    ['a wrong type', { tickets: [{ subject: 1 }] }],
    ['no ticket', { tickets: [] }],
    ['too many tickets', { tickets: Array.from({ length: 501 }, () => ({ subject: 'Hi' })) }],
    ['no object', []],
    ['null', null],
  ])('because of %s is 400 and stores nothing', async (_, json) => {
    const before = (await server.desk.tickets.list()).items.length;
    const reply = await post({ json });
    expect([reply.status, await codeOf(reply)]).toEqual([400, 'invalid-input']);
    expect((await server.desk.tickets.list()).items.length).toBe(before);
  });

  it.each([
    'limit=0',
    'limit=501',
    'limit=x',
    'limit=1&limit=2',
    'workspaceId=other',
    'unassigned=maybe',
    'intentId=x&status=open',
    'cursor=nonsense',
  ])('in a query like ?%s is 400', async (query) => {
    const reply = await server.ask('GET', `/api/tickets?${query}`, { key: admin });
    expect([reply.status, await codeOf(reply)]).toEqual([400, 'invalid-input']);
  });

  it('names the place of the fault, and at most five', async () => {
    const reply = await post({ json: { tickets: Array.from({ length: 9 }, () => ({ subject: 1 })) } });
    const text = await reply.text();
    expect(text).toContain('tickets.0.subject');
    expect(text).toContain('and 4 more');
  });

  it('as a method is 405 and says which are', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE', 'PURGE']) {
      const reply = await server.ask(method, '/api/tickets', { key: admin });
      expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'POST, GET']);
    }
    expect((await server.ask('POST', '/api/tickets/1', { key: admin })).headers.get('allow')).toBe('GET');
    expect((await server.ask('PUT', '/api/nothing', { key: admin })).status).toBe(404);
  });

  it('because it is too large is 413, with and without a length', async () => {
    const small = await testServer({ app: { limits: { json: 1000, upload: 2000 } } });
    const key = await small.keyFor('admin');
    const body = JSON.stringify({ tickets: [{ subject: 'x'.repeat(1000) }] });
    const headers = { 'content-type': 'application/json' };
    const declared = await small.ask('POST', '/api/tickets', {
      key,
      body,
      headers: { ...headers, 'content-length': String(body.length) },
    });
    const undeclared = await small.ask('POST', '/api/tickets', { key, body, headers });
    const file = await small.ask('POST', '/api/imports?fileName=a.csv', {
      key,
      body: 'x'.repeat(2001),
      headers: { 'content-type': 'text/csv' },
    });
    const login = await small.ask('POST', '/api/session', { body, headers });
    expect([declared.status, undeclared.status, file.status, login.status]).toEqual([413, 413, 413, 413]);
    expect(await codeOf(file)).toBe('body-too-large');
    const fitting = await small.ask('POST', '/api/imports?fileName=a.csv', {
      key,
      body: 'x'.repeat(1500),
      headers: { 'content-type': 'text/csv' },
    });
    expect(await fitting.text()).toContain('No reader for .csv files');
  });
});

describe('what goes wrong here', () => {
  const secret = 'mysql://root:hunter2@db';

  it.each([
    [500, new Error(`Cannot reach ${secret}`)],
    [503, new TicketAIError('adapter-failed', { message: `Cannot reach ${secret}` })],
    [502, new TicketAIError('model-failed', { message: `The model said ${secret}` })],
  ])('is told as %i without details and logged with them', async (status, error) => {
    const route = openRoute('viewer', {
      method: 'get',
      path: '/api/broken',
      responses: { 200: { description: 'never' } },
    });
    const extend = (app: Api) =>
      void app.openapi(route, () => {
        throw error;
      });
    const broken = await testServer({ app: { extend } });
    const reply = await broken.ask('GET', '/api/broken', { key: await broken.keyFor('viewer') });
    expect(reply.status).toBe(status);
    expect(await reply.text()).not.toContain('hunter2');
    const [entry] = broken.logged;
    expect(entry).toMatchObject({ level: 'error', requestId: reply.headers.get('x-request-id') });
    expect(String(entry?.error)).toContain(secret);
  });

  it('in a reply that does not have the promised shape is our fault, not the caller’s', async () => {
    const { desk } = server;
    const crooked: TicketAI = {
      ...desk,
      as: () => ({ ...desk, taxonomy: async () => [{ nonsense: true }] as never }),
    };
    const broken = await testServer({ store: server.store, app: { desk: crooked } });
    expect((await broken.ask('GET', '/api/taxonomy', { key: admin })).status).toBe(500);
  });
});

describe('readiness', () => {
  it('is apart from health', async () => {
    const stopping = await testServer({ app: { isReady: async () => false } });
    expect((await stopping.ask('GET', '/healthz')).status).toBe(200);
    expect((await stopping.ask('GET', '/readyz')).status).toBe(503);
    expect((await server.ask('GET', '/readyz')).status).toBe(200);
  });
});

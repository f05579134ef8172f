import { beforeAll, describe, expect, it } from 'vitest';
import { describeSite } from '../site.ts';
import { bodyOf, type TestServer, testServer } from '../testing.ts';

let server: TestServer;
const own = { 'sec-fetch-site': 'same-origin' };

beforeAll(async () => {
  server = await testServer();
});

describe('signing in', () => {
  it('turns a one-time token into a session cookie that scripts and other sites cannot use', async () => {
    const token = await server.auth.newLogin();
    const reply = await server.ask('POST', '/api/session', { json: { token }, headers: own });
    const cookie = reply.headers.get('set-cookie') ?? '';
    expect(reply.status).toBe(200);
    expect(cookie).toMatch(/^tai=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(await bodyOf(reply)).toEqual({
      actor: { kind: 'person', id: 'owner:default' },
      workspaceId: 'default',
      role: 'admin',
    });
    expect((await server.ask('GET', '/api/session', { cookie: cookie.split(';')[0] ?? '' })).status).toBe(
      200,
    );
    expect((await server.ask('POST', '/api/session', { json: { token }, headers: own })).status).toBe(401);
  });

  it('binds the cookie to TLS and host where browsers come by TLS', async () => {
    const secure = await testServer({ app: { site: describeSite({ publicUrl: 'https://localhost' }) } });
    const reply = await secure.ask('POST', '/api/session', {
      json: { token: await secure.auth.newLogin() },
      headers: own,
    });
    const cookie = reply.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(
      /^__Host-tai=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    const value = cookie.split(';')[0]?.split('=')[1] ?? '';
    expect((await secure.ask('GET', '/api/session', { cookie: `__Host-tai=${value}` })).status).toBe(200);
    expect((await secure.ask('GET', '/api/session', { cookie: `tai=${value}` })).status).toBe(401);
  });

  it.each([
    {},
    { token: null },
    { token: '' },
    { token: 1 },
    { token: ['x'] },
    { token: 'x'.repeat(43), role: 'admin' },
  ])('with %j is 400', async (json) => {
    expect((await server.ask('POST', '/api/session', { json })).status).toBe(400);
  });

  it('with a token that was never issued is 401', async () => {
    expect((await server.ask('POST', '/api/session', { json: { token: 'x'.repeat(43) } })).status).toBe(401);
  });

  it('ends with signing out: the cookie goes, and its copies are worthless', async () => {
    const cookie = await server.signIn();
    const reply = await server.ask('DELETE', '/api/session', { cookie, headers: own });
    expect([reply.status, reply.headers.get('set-cookie')]).toEqual([
      204,
      'tai=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict',
    ]);
    expect((await server.ask('GET', '/api/session', { cookie })).status).toBe(401);
  });

  it('ends by itself after idle time', async () => {
    const other = await testServer();
    const cookie = await other.signIn();
    other.pass(13 * 3_600_000);
    expect((await other.ask('GET', '/api/session', { cookie })).status).toBe(401);
  });
});

describe('API keys', () => {
  it('are shown once, listed without the key, and worthless after revocation', async () => {
    const cookie = await server.signIn();
    const made = await server.ask('POST', '/api/keys', {
      cookie,
      headers: own,
      json: { name: 'Zammad', role: 'agent' },
    });
    const { key, id } = (await bodyOf(made)) as { key: string; id: string };
    expect(made.status).toBe(201);
    expect((await server.ask('GET', '/api/session', { key })).status).toBe(200);
    const listed = await (await server.ask('GET', '/api/keys', { cookie })).text();
    expect(listed).toContain(id);
    expect(listed).not.toContain(key.slice(13));
    expect(listed).not.toContain('digest');
    expect((await server.ask('DELETE', `/api/keys/${id}`, { cookie, headers: own })).status).toBe(204);
    expect((await server.ask('GET', '/api/session', { key })).status).toBe(401);
  });

  it.each([
    { name: '', role: 'admin' },
    { name: 'a', role: 'root' },
    { name: 'a' },
    { name: 'a', role: 'admin', expiresAt: 1 },
    { name: 'a', role: 'admin', workspaceId: 'other' },
    { name: 'a', role: 'admin', id: 'x' },
  ])('are not made of %j', async (json) => {
    const key = await server.keyFor('admin');
    expect((await server.ask('POST', '/api/keys', { key, json })).status).toBe(400);
  });
});

describe('pages', () => {
  it('hold no inline script or style and load only our own files', async () => {
    for (const path of ['/', '/login']) {
      const html = await (await server.ask('GET', path)).text();
      expect(html).not.toMatch(/<script(?![^>]* src="\/assets\/)|<style| style=| on\w+=/);
      for (const [, file] of html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g))
        expect((await server.ask('GET', file ?? '')).status).toBe(200);
    }
  });

  it('come with their media types', async () => {
    const typeOf = async (path: string) => (await server.ask('GET', path)).headers.get('content-type');
    expect(await Promise.all(['/', '/assets/login.js', '/assets/page.css'].map(typeOf))).toEqual([
      'text/html; charset=utf-8',
      'text/javascript; charset=utf-8',
      'text/css; charset=utf-8',
    ]);
  });
});

describe('the OpenAPI document', () => {
  it('is 3.1, describes every reply, and is for those who may use the API', async () => {
    const key = await server.keyFor('viewer');
    const document = (await bodyOf(await server.ask('GET', '/api/openapi.json', { key }))) as {
      openapi: string;
      paths: Record<string, Record<string, { responses: Record<string, unknown>; security: unknown[] }>>;
      components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> };
    };
    expect(document.openapi).toBe('3.1.0');
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, { responses, security }] of Object.entries(methods)) {
        expect(
          Object.keys(responses).some((status) => status.startsWith('2')),
          `${method} ${path}`,
        ).toBe(true);
        if (path.startsWith('/api')) expect(responses, `${method} ${path}`).toHaveProperty('default');
        expect(security.length > 0, `${method} ${path}`).toBe(
          path.startsWith('/api') && !(path === '/api/session' && method === 'post'),
        );
      }
    }
    expect(Object.keys(document.components.securitySchemes)).toEqual(['apiKey', 'session']);
    expect(document.components.schemas).toHaveProperty('NewTicket');
    expect(JSON.stringify(document.components.schemas.NewTicket)).toContain('"additionalProperties":false');
  });
});

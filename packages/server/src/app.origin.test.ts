import { beforeAll, describe, expect, it } from 'vitest';
import { describeApi } from './routes/document.ts';
import { describeSite } from './site.ts';
import { codeOf, type TestServer, testServer } from './testing.ts';

let server: TestServer;
let admin: string;

beforeAll(async () => {
  server = await testServer();
  admin = await server.keyFor('admin');
});

describe('host names', () => {
  it.each(['localhost', '127.0.0.1:7171', '[::1]:7171', '127.1.2.3'])('%s is ours', async (host) => {
    expect((await server.ask('GET', '/healthz', { headers: { host } })).status).toBe(200);
  });

  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.nip.io',
    '192.168.0.7',
    '0.0.0.0',
    '',
    'a b',
  ])('%j is not (DNS rebinding): 421, with a valid key too', async (host) => {
    const reply = await server.ask('GET', '/api/session', { key: admin, headers: { host } });
    expect(reply.status).toBe(421);
    expect(await codeOf(reply)).toBe('wrong-host');
  });

  it('from the request line count as well', async () => {
    expect(
      (await server.app.request('http://evil.example/healthz', { headers: { host: 'localhost' } })).status,
    ).toBe(421);
  });

  it('of the network are taken only when remote callers are allowed; foreign names never', async () => {
    const site = describeSite({ host: '0.0.0.0', allowRemote: true, publicUrl: 'https://desk.example.com' });
    const remote = await testServer({ app: { site } });
    const statusFor = async (host: string) =>
      (await remote.ask('GET', '/healthz', { headers: { host } })).status;
    expect([
      await statusFor('desk.example.com'),
      await statusFor('192.168.0.7:7171'),
      await statusFor('evil.example'),
    ]).toEqual([200, 200, 421]);
  });

  it('that others can reach are refused for listening unless asked for', () => {
    for (const host of [
      '0.0.0.0',
      '::',
      '192.168.0.7',
      'desk.example.com',
      '::ffff:10.0.0.1',
      '128.0.0.1',
      '',
    ]) {
      expect(() => describeSite({ host })).toThrow(/can be reached from other machines/);
    }
    for (const host of ['127.0.0.1', '::1', 'localhost']) expect(() => describeSite({ host })).not.toThrow();
  });
});

describe('forged requests', () => {
  const forged: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['no sign of where it comes from', {}],
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['an origin that only looks like ours', { origin: 'http://localhost.evil.example' }],
    ['our name on another port', { origin: 'http://localhost:8080' }],
    ['the null origin of a sandboxed frame', { origin: 'null' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling site', { 'sec-fetch-site': 'same-site', origin: 'http://localhost' }],
    ['no page at all', { 'sec-fetch-site': 'none' }],
  ];
  const mutating = () =>
    Object.entries(describeApi(server.app).paths ?? {}).flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter((method) => method !== 'get')
        .map((method) => [method.toUpperCase(), path.replace('{id}', 'unknown')] as const),
    );

  it.each(forged)('with a cookie and %s change nothing', async (_, headers) => {
    const cookie = await server.signIn();
    expect(mutating().length).toBeGreaterThanOrEqual(8);
    for (const [method, path] of mutating()) {
      expect(
        (await server.ask(method, path, { cookie, json: {}, headers })).status,
        `${method} ${path}`,
      ).toBe(403);
    }
    expect((await server.ask('GET', '/api/session', { cookie })).status).toBe(200);
  });

  it.each([
    { origin: 'http://localhost' },
    { 'sec-fetch-site': 'same-origin' },
    { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' },
  ])('are not those of our own pages: %j', async (headers) => {
    const cookie = await server.signIn();
    expect((await server.ask('DELETE', '/api/session', { cookie, headers })).status).toBe(204);
    expect((await server.ask('GET', '/api/session', { cookie })).status).toBe(401);
  });

  it('are no matter for API keys, which browsers do not send', async () => {
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    expect((await server.ask('DELETE', '/api/session', { key: admin, headers })).status).toBe(204);
  });

  it('cannot sign a browser in', async () => {
    const json = { token: await server.auth.newLogin() };
    expect(
      (await server.ask('POST', '/api/session', { json, headers: { origin: 'https://evil.example' } }))
        .status,
    ).toBe(403);
    expect(
      (await server.ask('POST', '/api/session', { json, headers: { origin: 'http://localhost' } })).status,
    ).toBe(200);
  });

  it('get no permission from CORS', async () => {
    const reply = await server.ask('GET', '/api/session', {
      key: admin,
      headers: { origin: 'https://evil.example' },
    });
    expect([...reply.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

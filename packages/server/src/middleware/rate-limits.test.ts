import { memoryRateLimiter, type RateLimiter } from '@ticket-ai/core';
import { describe, expect, it } from 'vitest';
import { codeOf, testServer } from '../testing.ts';

async function limited(perMinute: number, limiter: RateLimiter = memoryRateLimiter({ now: () => 0 })) {
  return testServer({ app: { rates: { limiter, perMinute, signInsPerMinute: 2 } } });
}

describe('the rate of a caller', () => {
  it('is told with every reply, and over it, when to come again', async () => {
    const { ask, keyFor } = await limited(3);
    const key = await keyFor('viewer');
    const first = await ask('GET', '/api/intents', { key });
    expect(first.status).toBe(200);
    expect(first.headers.get('ratelimit-policy')).toBe('"requests";q=3;w=60');
    expect(first.headers.get('ratelimit')).toBe('"requests";r=2;t=20');
    expect(first.headers.get('retry-after')).toBeNull();
    await ask('GET', '/api/intents', { key });
    // What fails counts too, and is told of it.
    const missing = await ask('GET', '/api/imports/01J00000000000000000000000', { key });
    expect([missing.status, missing.headers.get('ratelimit')]).toEqual([404, '"requests";r=0;t=60']);
    const over = await ask('GET', '/api/intents', { key });
    expect([over.status, await codeOf(over)]).toEqual([429, 'rate-limited']);
    expect(over.headers.get('retry-after')).toBe('20');
    expect(over.headers.get('ratelimit')).toBe('"requests";r=0;t=60');
  });

  it('comes back with time', async () => {
    let time = 0;
    const { ask, keyFor } = await limited(2, memoryRateLimiter({ now: () => time }));
    const key = await keyFor('viewer');
    const statusOf = async () => (await ask('GET', '/api/intents', { key })).status;
    expect([await statusOf(), await statusOf(), await statusOf()]).toEqual([200, 200, 429]);
    time += 30_000;
    expect([await statusOf(), await statusOf()]).toEqual([200, 429]);
  });

  it('is its own: another key is not held up by it', async () => {
    const { ask, keyFor } = await limited(1);
    const [key, other] = [await keyFor('viewer'), await keyFor('viewer')];
    await ask('GET', '/api/intents', { key });
    expect((await ask('GET', '/api/intents', { key })).status).toBe(429);
    expect((await ask('GET', '/api/intents', { key: other })).status).toBe(200);
  });

  it('holds for signing in too, but never for health checks and pages', async () => {
    const { ask } = await limited(1);
    const signIn = () => ask('POST', '/api/session', { json: { token: 'x'.repeat(43) } });
    expect([(await signIn()).status, (await signIn()).status, (await signIn()).status]).toEqual([
      401, 401, 429,
    ]);
    for (let time = 0; time < 5; time += 1) {
      expect((await ask('GET', '/healthz')).status).toBe(200);
      expect((await ask('GET', '/login')).status).toBe(200);
    }
  });

  it('can be lifted; signing in stays limited', async () => {
    const { ask, keyFor, logged } = await limited(0);
    const key = await keyFor('viewer');
    for (let time = 0; time < 5; time += 1) {
      const reply = await ask('GET', '/api/intents', { key });
      expect([reply.status, reply.headers.get('ratelimit')]).toEqual([200, null]);
    }
    const signIn = () => ask('POST', '/api/session', { json: { token: 'x'.repeat(43) } });
    expect([(await signIn()).status, (await signIn()).status, (await signIn()).status]).toEqual([
      401, 401, 429,
    ]);
    expect(logged).toEqual([]);
  });

  it('lets everybody in while nobody can count, and says so once', async () => {
    const away: RateLimiter = {
      take: async () => {
        throw new Error('Redis is away');
      },
      close: async () => {},
    };
    const { ask, keyFor, logged } = await limited(1, away);
    const key = await keyFor('viewer');
    for (let time = 0; time < 3; time += 1) {
      const reply = await ask('GET', '/api/intents', { key });
      expect([reply.status, reply.headers.get('ratelimit')]).toEqual([200, null]);
    }
    expect(logged.map(({ message }) => message)).toEqual([
      'Requests cannot be counted; all are let in meanwhile.',
    ]);
  });
});

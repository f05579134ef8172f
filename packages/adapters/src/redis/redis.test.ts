import {
  cacheCases,
  jobQueueCases,
  rateLimiterCases,
  rejectsWith,
  runConformance,
} from '@ticket-ai/core/conformance';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { redisService } from '../../../../scripts/services/redis.ts';
import {
  describeWithService,
  isPrivate,
  type RunningService,
  startService,
} from '../../../../scripts/services/service.ts';
import { readInfo } from './describe-redis.ts';
import { describeRedis, redisCache, redisQueue, redisRateLimiter } from './index.ts';

const nowhere = 'redis://user:secret@127.0.0.1:9';

describeWithService(redisService, 'Redis', () => {
  let service: RunningService;
  let admin: Redis;
  const opened: { close(): Promise<unknown> }[] = [];
  const keep = <Part extends { close(): Promise<unknown> }>(part: Part): Part => {
    opened.push(part);
    return part;
  };
  beforeAll(async () => {
    service = await startService(redisService);
    admin = new Redis(service.url);
    admin.on('error', () => {});
  });
  afterEach(async () => {
    for (const part of opened.splice(0)) await part.close();
  });
  afterAll(async () => {
    admin.disconnect();
    await service.close();
  });

  const queueIn = (prefix: string) => keep(redisQueue({ url: service.url, prefix }));
  /** Counts the calls of a worker that only a notification can wake. */
  async function workOn(queue: ReturnType<typeof redisQueue>, sweepMs = 600_000) {
    const seen = { calls: 0 };
    await queue.work(
      async () => {
        seen.calls += 1;
      },
      { sweepMs },
    );
    await expect.poll(() => seen.calls).toBe(1);
    return seen;
  }

  it('tells what server it is', async () => {
    expect(await describeRedis({ url: service.url })).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/u),
      isTooOld: false,
      evictionPolicy: 'noeviction',
    });
    await expect(describeRedis({ url: nowhere })).rejects.toMatchObject({ code: 'adapter-failed' });
  });

  describe('redisQueue', () => {
    runConformance(it, jobQueueCases, {
      create: ({ generateId }) => redisQueue({ url: service.url, prefix: generateId() }),
      destroy: (queue) => queue.close(),
    });

    it('wakes a worker of another process, and nobody under another prefix', async () => {
      const worker = await workOn(queueIn('one'));
      const stranger = await workOn(queueIn('other'));
      await queueIn('one').notify(['job']);
      await expect.poll(() => worker.calls).toBe(2);
      expect(stranger.calls).toBe(1);
    });

    it('gives a wake-up to the worker that is idle', async () => {
      let release = () => {};
      const blocked = new Promise<void>((resolve) => {
        release = resolve;
      });
      let busyCalls = 0;
      const busy = queueIn('share');
      await busy.work(
        async () => {
          busyCalls += 1;
          if (busyCalls > 1) await blocked;
        },
        { sweepMs: 600_000 },
      );
      await expect.poll(() => busyCalls).toBe(1);
      const sender = queueIn('share');
      await sender.notify(['first']);
      await expect.poll(() => busyCalls).toBe(2);
      const idle = await workOn(queueIn('share'));
      await sender.notify(['second']);
      await expect.poll(() => idle.calls).toBe(2);
      release();
    });

    it('keeps nothing but ids, and nothing at all of what is done', async () => {
      const queue = queueIn('traces');
      await queue.notify(['01JOB']);
      expect(await admin.hget('traces:jobs:1', 'data')).toBe('{"jobId":"01JOB"}');
      const worker = await workOn(queue);
      await expect.poll(() => admin.exists('traces:jobs:1')).toBe(0);
      expect(worker.calls).toBeGreaterThan(0);
    });

    it('wakes workers again after everything in Redis was deleted', async () => {
      const queue = queueIn('flushed');
      const worker = await workOn(queue);
      await admin.flushall();
      await queue.notify(['job']);
      await expect.poll(() => worker.calls).toBe(2);
    });

    it('says so when the memory of Redis is full, and works again when it is not', async () => {
      const queue = queueIn('full');
      const worker = await workOn(queue);
      await admin.config('SET', 'maxmemory', '1');
      const error = await rejectsWith('adapter-failed', queue.notify(['job']));
      expect([error.context.reason, error.retryable]).toEqual(['out-of-memory', true]);
      await admin.config('SET', 'maxmemory', '0');
      await queue.notify(['job']);
      await expect.poll(() => worker.calls).toBe(2);
    });

    it.runIf(isPrivate(redisService))(
      'goes on by sweeps while Redis is dead, and by wake-ups once it is back',
      async () => {
        const queue = queueIn('killed');
        const sweeping = await workOn(queue, 20);
        const waiting = await workOn(queueIn('killed'));
        await service.kill();
        const before = sweeping.calls;
        await expect.poll(() => sweeping.calls).toBeGreaterThan(before + 2);
        expect((await rejectsWith('adapter-failed', queue.notify(['job']))).retryable).toBe(true);
        await service.restart();
        await expect
          .poll(
            async () => {
              await queue.notify(['job']).catch(() => {});
              return waiting.calls;
            },
            { timeout: 20_000, interval: 200 },
          )
          .toBeGreaterThan(1);
      },
      30_000,
    );
  });

  describe('redisCache', () => {
    runConformance(it, cacheCases, {
      create: ({ generateId }) => redisCache({ url: service.url, prefix: generateId() }),
      destroy: (cache) => cache.close(),
    });

    it('forgets what expired', async () => {
      const cache = keep(redisCache({ url: service.url, prefix: 'expiring' }));
      await cache.set('a', 'one', { expiresInMs: 30 });
      await cache.set('b', 'one', { expiresInMs: 0 });
      expect([await cache.get('a'), await cache.get('b')]).toEqual(['one', undefined]);
      await expect.poll(() => cache.get('a')).toBe(undefined);
    });

    it('gives every entry an end', async () => {
      const cache = keep(redisCache({ url: service.url, prefix: 'bounded', expiresInMs: 5000 }));
      await cache.set('a', 'one');
      expect(await admin.pttl('bounded:cache:a')).toBeGreaterThan(0);
    });
  });

  describe('redisRateLimiter', () => {
    runConformance(it, rateLimiterCases, {
      create: ({ generateId }) =>
        redisRateLimiter({ url: service.url, prefix: generateId(), answerMs: 2000 }),
      destroy: (limiter) => limiter.close(),
    });

    it('counts for all processes together, each asking at the same moment', async () => {
      const limiters = [1, 2, 3].map(() =>
        keep(redisRateLimiter({ url: service.url, prefix: 'shared', answerMs: 2000 })),
      );
      const rate = { limit: 7, perMs: 3_600_000 };
      const verdicts = await Promise.all(
        Array.from({ length: 60 }, (_, index) => limiters[index % 3]?.take('key', rate)),
      );
      expect(verdicts.filter((verdict) => verdict?.allowed)).toHaveLength(7);
    });

    it('lets in all of a large limit, though its share of the time is no whole number', async () => {
      const limiter = keep(redisRateLimiter({ url: service.url, prefix: 'large', answerMs: 5000 }));
      const rate = { limit: 701, perMs: 3_600_000 };
      const verdicts = await Promise.all(Array.from({ length: 720 }, () => limiter.take('key', rate)));
      expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(701);
    });

    it('leaves nothing behind when the time is over', async () => {
      const limiter = keep(redisRateLimiter({ url: service.url, prefix: 'ending' }));
      await limiter.take('key', { limit: 2, perMs: 200 });
      expect(await admin.pttl('ending:rate:key')).toBeGreaterThan(0);
      await expect.poll(() => admin.exists('ending:rate:key')).toBe(0);
    });
  });
});

describe('without Redis', () => {
  it('a rate limiter says so, soon and without the password', async () => {
    const limiter = redisRateLimiter({ url: nowhere });
    const before = Date.now();
    const error = await rejectsWith('adapter-failed', limiter.take('a', { limit: 1, perMs: 1000 }));
    for (let time = 0; time < 20; time += 1)
      await rejectsWith('adapter-failed', limiter.take('a', { limit: 1, perMs: 1000 }));
    expect(Date.now() - before).toBeLessThan(1500);
    expect(error.retryable).toBe(true);
    expect(error.message).not.toContain('secret');
    await limiter.close();
  });

  it('a queue starts, sweeps, tells of the trouble without the password, and closes', async () => {
    const heard: string[] = [];
    const queue = redisQueue({ url: nowhere, onError: ({ message }) => heard.push(message) });
    let calls = 0;
    await queue.work(
      async () => {
        calls += 1;
      },
      { sweepMs: 10 },
    );
    await expect.poll(() => calls).toBeGreaterThan(3);
    const error = await rejectsWith('adapter-failed', queue.notify(['job']));
    expect([error.context.reason, error.retryable]).toEqual(['unreachable', true]);
    expect(heard.join('\n')).toContain('Redis at 127.0.0.1:9: It does not answer.');
    expect(heard.join('\n')).not.toContain('secret');
    await queue.close();
  }, 15_000);

  it('a cache finds nothing and does not disturb', async () => {
    const cache = redisCache({ url: nowhere });
    await cache.set('a', 'one');
    expect(await cache.get('a')).toBe(undefined);
    await cache.close();
  }, 15_000);

  it('a URL that is none is refused at once', () => {
    for (const url of ['', 'http://localhost', 'localhost:6379'])
      expect(() => redisQueue({ url })).toThrow('must look like redis://host:6379');
  });
});

it.each([
  ['redis_version:7.0.15\r\nmaxmemory_policy:noeviction\r\n', '7.0.15', false, 'noeviction'],
  ['redis_version:6.0.16\r\nmaxmemory_policy:allkeys-lru\r\n', '6.0.16', true, 'allkeys-lru'],
])('reads what Redis says of itself: %j', (info, version, isTooOld, evictionPolicy) => {
  expect(readInfo(info)).toEqual({ version, isTooOld, evictionPolicy });
});

import assert from 'node:assert/strict';
import type { Rate, RateLimiter } from '../storage/rate-limiter.ts';
import { rejectsWith } from './rejects-with.ts';
import type { ConformanceCase, World } from './run-conformance.ts';

/** Long enough that nothing comes back while a case runs. */
const three: Rate = { limit: 3, perMs: 3_600_000 };

/** Time passes in the world and in reality: a limiter may live by the clock of its server. */
async function pass(world: World, milliseconds: number): Promise<void> {
  world.advance(milliseconds);
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function takeTimes(limiter: RateLimiter, key: string, times: number, rate = three) {
  const allowed: boolean[] = [];
  for (let time = 0; time < times; time += 1) allowed.push((await limiter.take(key, rate)).allowed);
  return allowed;
}

/** What every rate limiter promises. */
export const rateLimiterCases: readonly ConformanceCase<RateLimiter>[] = [
  {
    name: 'lets as many in at once as the rate says, and no more',
    async run(limiter, world) {
      assert.deepEqual(await takeTimes(limiter, world.generateId(), 5), [true, true, true, false, false]);
    },
  },
  {
    name: 'says how many more may come',
    async run(limiter, world) {
      const key = world.generateId();
      const remaining: number[] = [];
      for (let time = 0; time < 4; time += 1) remaining.push((await limiter.take(key, three)).remaining);
      assert.deepEqual(remaining, [2, 1, 0, 0]);
    },
  },
  {
    name: 'counts every key for itself',
    async run(limiter, world) {
      const [key, other] = [world.generateId(), world.generateId()];
      await takeTimes(limiter, key, 4);
      assert.deepEqual(await takeTimes(limiter, other, 4), [true, true, true, false]);
      assert.deepEqual(await takeTimes(limiter, `${other}:2`, 1), [true]);
    },
  },
  {
    name: 'lets no more in when all ask at the same moment',
    async run(limiter, world) {
      const key = world.generateId();
      const verdicts = await Promise.all(Array.from({ length: 20 }, () => limiter.take(key, three)));
      assert.equal(verdicts.filter(({ allowed }) => allowed).length, 3);
    },
  },
  {
    name: 'says when the next may come, which is a share of the time and not all of it',
    async run(limiter, world) {
      const key = world.generateId();
      const first = await limiter.take(key, three);
      await takeTimes(limiter, key, 2);
      const { retryAfterMs, resetMs } = await limiter.take(key, three);
      const [each, slack] = [three.perMs / three.limit, 60_000];
      assert.equal(first.retryAfterMs, 0, 'the first need not wait');
      assert.ok(retryAfterMs <= each && retryAfterMs > each - slack, `${retryAfterMs} of ${each}`);
      assert.ok(resetMs <= three.perMs && resetMs > three.perMs - slack, `${resetMs} of ${three.perMs}`);
    },
  },
  {
    name: 'those it does not let in make nobody wait longer',
    async run(limiter, world) {
      const key = world.generateId();
      await takeTimes(limiter, key, 3);
      const { retryAfterMs: before } = await limiter.take(key, three);
      await takeTimes(limiter, key, 10);
      const { retryAfterMs: after } = await limiter.take(key, three);
      assert.ok(after <= before, `${after} after ${before}`);
    },
  },
  {
    name: 'lets one in when the time it said has passed, and only one',
    async run(limiter, world) {
      const [key, rate] = [world.generateId(), { limit: 2, perMs: 2000 }];
      await takeTimes(limiter, key, 2, rate);
      const { allowed, retryAfterMs } = await limiter.take(key, rate);
      assert.ok(!allowed && retryAfterMs > 0 && retryAfterMs <= 1000, String(retryAfterMs));
      await pass(world, Math.ceil(retryAfterMs) + 5);
      assert.deepEqual(await takeTimes(limiter, key, 2, rate), [true, false]);
    },
  },
  {
    name: 'gives back no more than all, however long nobody came',
    async run(limiter, world) {
      const [key, rate] = [world.generateId(), { limit: 3, perMs: 150 }];
      await takeTimes(limiter, key, 3, rate);
      await pass(world, 600);
      assert.deepEqual(await limiter.take(key, { ...rate, perMs: 3_600_000 }).then((v) => v.remaining), 2);
    },
  },
  {
    name: 'refuses a rate that is none',
    async run(limiter, world) {
      const rates = [
        [0, 1000],
        [-1, 1000],
        [1.5, 1000],
        [Number.NaN, 1000],
        [1, 0],
        [1, -5],
        [1, Number.POSITIVE_INFINITY],
      ] as const;
      for (const [limit, perMs] of rates)
        await rejectsWith('invalid-input', limiter.take(world.generateId(), { limit, perMs }));
    },
  },
];

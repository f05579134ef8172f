import type { RateLimiter } from '../../storage/rate-limiter.ts';
import type { PortFault } from './storage-faults.ts';

const noOne = { allowed: false, remaining: 0, retryAfterMs: 1000, resetMs: 1000 };

export const rateLimiterFaults: readonly PortFault<RateLimiter>[] = [
  {
    fault: 'all keys are one',
    caughtBy: ['counts every key'],
    change: (good) => ({ take: (_key, rate) => good.take('all', rate) }),
  },
  {
    fault: 'one too many is let in',
    caughtBy: [
      'lets as many in',
      'says how many more',
      'counts every key',
      'lets no more in',
      'says when the next',
      'gives back no more',
    ],
    change: (good) => ({
      take: (key, rate) => good.take(key, { ...rate, limit: rate.limit > 2 ? rate.limit + 1 : rate.limit }),
    }),
  },
  {
    fault: 'it waits for all of the time to pass',
    caughtBy: ['says when the next', 'lets one in when'],
    change: (good) => ({
      async take(key, rate) {
        const verdict = await good.take(key, rate);
        return { ...verdict, retryAfterMs: verdict.retryAfterMs === 0 ? 0 : verdict.resetMs };
      },
    }),
  },
  {
    fault: 'those it refuses are counted',
    caughtBy: ['those it does not let in'],
    change(good) {
      const refused = new Map<string, number>();
      return {
        async take(key, rate) {
          const verdict = await good.take(key, rate);
          const times = (refused.get(key) ?? 0) + (verdict.allowed ? 0 : 1);
          refused.set(key, times);
          return { ...verdict, retryAfterMs: verdict.retryAfterMs + Math.max(0, times - 1) };
        },
      };
    },
  },
  {
    fault: 'nothing comes back',
    caughtBy: ['lets one in when', 'gives back no more'],
    change(good) {
      const times = new Map<string, number>();
      return {
        async take(key, rate) {
          const verdict = await good.take(key, rate);
          if (verdict.allowed) times.set(key, (times.get(key) ?? 0) + 1);
          return (times.get(key) ?? 0) > rate.limit ? noOne : verdict;
        },
      };
    },
  },
  {
    fault: 'who asks at the same moment is not seen',
    caughtBy: ['lets no more in'],
    change(good) {
      const asking = new Map<string, ReturnType<RateLimiter['take']>>();
      return {
        take(key, rate) {
          const same = asking.get(key) ?? good.take(key, rate).finally(() => asking.delete(key));
          asking.set(key, same);
          return same;
        },
      };
    },
  },
  {
    fault: 'any rate will do',
    caughtBy: ['refuses a rate'],
    change: (good) => ({ take: (key, rate) => good.take(key, rate).catch(() => noOne) }),
  },
];

import { checkRate, type RateLimiter, TicketAIError } from '@ticket-ai/core';
import { connect, type RedisConnection, redisError, requireReady } from './redis-connection.ts';

/** Settings of {@link redisRateLimiter}. */
export interface RedisRateLimiterOptions extends RedisConnection {
  /** How long a caller may be kept waiting for the verdict, in milliseconds. Default 250: it stands before every request. */
  readonly answerMs?: number;
}

/**
 * Counts for all processes together, by the clock of Redis: theirs may differ. One script per request reads, decides and writes.
 * While Redis does not answer, `take` rejects soon, and then at once for a second.
 * @throws `invalid-input` for a URL that is none
 */
export function redisRateLimiter(options: RedisRateLimiterOptions): RateLimiter {
  const { url, prefix = 'ticket-ai', answerMs = 250 } = options;
  const redis = connect(options);
  let restUntil = 0;

  async function ask(key: string, limit: number, perMs: number): Promise<readonly number[]> {
    await requireReady(redis, url);
    const reply = await redis.eval(script, 1, `${prefix}:rate:${key}`, limit, perMs * 1000);
    return Array.isArray(reply) ? reply.map(Number) : [];
  }

  return {
    async take(key, rate) {
      checkRate(rate);
      if (Date.now() < restUntil) throw redisError(new Error('The connection is closed.'), url);
      try {
        const [allowed, remaining = 0, retryAfter = 0, reset = 0] = await within(
          answerMs,
          ask(key, rate.limit, rate.perMs),
        );
        return {
          allowed: allowed === 1,
          remaining,
          retryAfterMs: retryAfter / 1000,
          resetMs: reset / 1000,
        };
      } catch (error) {
        restUntil = Date.now() + restMs;
        throw redisError(error, url);
      }
    },
    async close() {
      redis.disconnect();
    },
  };
}

/** Whoever did not answer is not asked again so soon. */
const restMs = 1000;

/** The generic cell rate algorithm of the memory limiter, in microseconds; its kit holds both to the same. */
const script = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local limit, per = tonumber(ARGV[1]), tonumber(ARGV[2])
local each = per / limit
local slack = math.min(each / 2, limit)
local owed = math.max(0, tonumber(redis.call('GET', KEYS[1]) or now) - now)
local allowed = owed + each <= per + slack
local owes = owed
if allowed then
  owes = owed + each
  redis.call('SET', KEYS[1], string.format('%.0f', now + owes), 'PX', math.max(1, math.ceil(owes / 1000)))
end
local remaining = math.max(0, math.floor((per - owes + slack) / each))
return { allowed and 1 or 0, remaining, math.max(0, math.ceil(owes + each - per - slack)), math.ceil(owes) }
`;

async function within<Result>(milliseconds: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TicketAIError('adapter-failed', lateError)), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

const lateError = {
  message: 'Redis did not answer in time. Is it running, and not overloaded?',
  context: { reason: 'unreachable' },
  retryable: true,
} as const;

import type { Cache } from '@ticket-ai/core';
import { connect, type RedisConnection, redisError, requireReady } from './redis-connection.ts';

/** Settings of {@link redisCache}. */
export interface RedisCacheOptions extends RedisConnection {
  /** How long an entry without a time of its own is kept, in milliseconds. Default a day: Redis must not grow for ever. */
  readonly expiresInMs?: number;
}

/**
 * A cache that all processes share. Redis being away is no error: nothing is found, nothing is kept, and `onError` hears of it.
 * @throws `invalid-input` for a URL that is none
 */
export function redisCache(options: RedisCacheOptions): Cache {
  const { url, prefix = 'ticket-ai', expiresInMs: standard = 86_400_000, onError } = options;
  const redis = connect(options);
  const keyOf = (key: string) => `${prefix}:cache:${key}`;

  async function attempt<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      await requireReady(redis, url);
      return await work();
    } catch (error) {
      onError?.(redisError(error, url));
      return undefined;
    }
  }

  return {
    async get(key) {
      return (await attempt(() => redis.get(keyOf(key)))) ?? undefined;
    },
    async set(key, value, { expiresInMs = standard } = {}) {
      // What cannot be replaced must go: a cache may forget, but not remember what is wrong.
      const milliseconds = Math.ceil(expiresInMs);
      if (milliseconds <= 0) await attempt(() => redis.del(keyOf(key)));
      else await attempt(() => redis.set(keyOf(key), value, 'PX', milliseconds));
    },
    async delete(key) {
      await attempt(() => redis.del(keyOf(key)));
    },
    async close() {
      redis.disconnect();
    },
  };
}

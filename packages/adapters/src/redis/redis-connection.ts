import { TicketAIError } from '@ticket-ai/core';
import { Redis } from 'ioredis';

/** Where Redis is, and what is ours in it. */
export interface RedisConnection {
  /** `redis://user:password@host:6379/0`; `rediss://` encrypts. */
  readonly url: string;
  /** What every key of ours begins with. Default `ticket-ai`. */
  readonly prefix?: string;
  /**
   * Hears of trouble with the connection, which is opened again by itself: again and again while it lasts. Default: nobody, because nothing is
   * lost meanwhile.
   */
  readonly onError?: (error: TicketAIError) => void;
}

/** Nothing is worth waiting for long: what Redis does not take, the store knows. */
const commandMs = 2000;

/**
 * Opens a connection that tries again for ever.
 * @param use `commands` fail soon while there is no connection; `waiting` blocks until something comes, however long that takes
 * @throws `invalid-input` for a URL that is none
 */
export function connect({ url, onError }: RedisConnection, use: 'commands' | 'waiting' = 'commands'): Redis {
  checkUrl(url);
  const redis = new Redis(url, {
    ...(use === 'waiting'
      ? { maxRetriesPerRequest: null }
      : { commandTimeout: commandMs, enableOfflineQueue: false, maxRetriesPerRequest: 1 }),
    retryStrategy: (attempt: number) => Math.min(100 * 2 ** Math.min(attempt, 6), 5000),
  });
  redis.on('error', (error) => onError?.(redisError(error, url)));
  return redis;
}

/** Waits for a connection that is being opened for the first time. @throws `adapter-failed` when there is none */
export async function requireReady(redis: Redis, url: string): Promise<void> {
  if (['wait', 'connecting', 'connect'].includes(redis.status))
    await atMost(
      commandMs,
      new Promise<void>((resolve) => redis.once('ready', resolve).once('close', resolve)),
    );
  if (redis.status !== 'ready') throw redisError(new Error('The connection is closed.'), url);
}

/** Waits for work that may never end, but no longer than this. */
export async function atMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** How long an end may take that needs the server. */
export const closingMs = 1000;

/** Turns an error of the client into one that says what is wrong, where, and what to do; never with the password. */
export function redisError(error: unknown, url: string): TicketAIError {
  if (TicketAIError.is(error)) return error;
  const said = error instanceof Error ? error.message : String(error);
  const known = advice.find(({ pattern }) => pattern.test(said));
  const host = URL.parse(url)?.host ?? 'an unknown host';
  return new TicketAIError('adapter-failed', {
    message: `Redis at ${host}: ${known?.text ?? `${said.replaceAll(url, host)}.`}`,
    context: { host, reason: known?.reason ?? 'unknown' },
    cause: error,
    isOutage: known?.passes ?? true,
  });
}

const advice: readonly {
  readonly pattern: RegExp;
  readonly reason: string;
  readonly text: string;
  readonly passes: boolean;
}[] = [
  {
    pattern: /^(?:WRONGPASS|NOAUTH|NOPERM|ERR AUTH)/,
    reason: 'refused',
    text: 'The user or password is wrong, or may not do that. Correct the URL.',
    passes: false,
  },
  {
    pattern: /^OOM/,
    reason: 'out-of-memory',
    text: 'Its memory is full. Give it more (maxmemory), and leave maxmemory-policy at noeviction, which BullMQ needs.',
    passes: true,
  },
  {
    pattern: /ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|ECONNRESET|timed out|isn't writeable|closed/i,
    reason: 'unreachable',
    text: 'It does not answer. Is it running, and the URL right? Work goes on meanwhile, found by sweeps instead of wake-ups.',
    passes: true,
  },
];

function checkUrl(url: string): void {
  if (/^rediss?:$/.test(URL.parse(url)?.protocol ?? '')) return;
  throw new TicketAIError('invalid-input', {
    message: 'The URL of Redis must look like redis://host:6379.',
    context: {},
  });
}

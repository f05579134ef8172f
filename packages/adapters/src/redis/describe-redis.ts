import {
  atMost,
  closingMs,
  connect,
  type RedisConnection,
  redisError,
  requireReady,
} from './redis-connection.ts';

/** A server, for whoever looks after it. */
export interface RedisServer {
  readonly version: string;
  /** Older than what BullMQ asks for: 6.2. */
  readonly isTooOld: boolean;
  /** What it does when its memory is full. Anything but `noeviction` throws wake-ups away, which sweeps then have to make up for. */
  readonly evictionPolicy: string;
}

/** Asks a server what it is; nothing is changed there. @throws `adapter-failed` when it does not answer */
export async function describeRedis(connection: RedisConnection): Promise<RedisServer> {
  const redis = connect(connection);
  try {
    await requireReady(redis, connection.url);
    return readInfo(await redis.info());
  } catch (error) {
    throw redisError(error, connection.url);
  } finally {
    await atMost(
      closingMs,
      redis.quit().catch(() => {}),
    );
    redis.disconnect();
  }
}

/** Reads the reply to `INFO`. */
export function readInfo(info: string): RedisServer {
  const of = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? '';
  const version = of('redis_version');
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return { version, isTooOld: major * 100 + minor < 602, evictionPolicy: of('maxmemory_policy') };
}

import type { Rate, RateLimiter, RateVerdict } from '@ticket-ai/core';
import type { Context } from 'hono';
import type { Log } from '../log.ts';
import type { ApiEnvironment, ApiMiddleware } from '../routes/api.ts';
import { slackPath } from '../routes/slack-path.ts';
import { clientAddress, networkOf } from './client-address.ts';
import { refuse } from './errors.ts';

/** How much one caller may ask. */
export interface RateLimits {
  readonly limiter: RateLimiter;
  /** Requests of one person or key in a minute; 0 is no limit. Sign-ins keep theirs. */
  readonly perMinute: number;
  /** Sign-ins from one address in a minute, of IPv6 from one network of 64 bits. Default 30. */
  readonly signInsPerMinute?: number;
  /** Addresses and ranges of proxies whose `X-Forwarded-For` is believed. Default: none. */
  readonly trustedProxies?: readonly string[];
}

/**
 * Holds callers to their rate, and tells them of it in the headers `RateLimit` and `RateLimit-Policy`; who is over it hears by `Retry-After` when to come
 * again. Stands behind the guard: it counts who a caller is, not what a request claims. While nobody can count, everybody is let in, and the
 * log says so: a limiter must not take the service down.
 */
export function limitRates(
  { limiter, perMinute, signInsPerMinute = 30, trustedProxies = [] }: RateLimits,
  log: Log,
): ApiMiddleware {
  const addressOf = clientAddress(trustedProxies);
  const tell = onceInAWhile(log);
  return async (c, next) => {
    const counted = whoAsks(c, { perMinute, signInsPerMinute, addressOf });
    if (counted === undefined) return next();
    const { key, rate } = counted;
    const verdict = await limiter.take(key, rate).catch(tell);
    if (verdict === undefined) return next();
    if (!verdict.allowed) {
      describe(c, rate, verdict);
      const seconds = Math.max(1, inSeconds(verdict.retryAfterMs));
      c.header('Retry-After', String(seconds));
      throw refuse('rate-limited', `These are too many requests. Come again in ${seconds} s.`);
    }
    await next();
    describe(c, rate, verdict);
  };
}

/** Under which name a request is counted; pages and health checks are not. */
function whoAsks(
  c: Context<ApiEnvironment>,
  {
    perMinute,
    signInsPerMinute,
    addressOf,
  }: {
    readonly perMinute: number;
    readonly signInsPerMinute: number;
    addressOf(c: Context<ApiEnvironment>): string;
  },
): { readonly key: string; readonly rate: Rate } | undefined {
  const { principal } = c.var as Partial<ApiEnvironment['Variables']>;
  if (principal !== undefined) {
    if (perMinute === 0) return undefined;
    const { kind, id } = principal.actor;
    return { key: `${principal.workspaceId}:${kind}:${id}`, rate: { limit: perMinute, perMs: minute } };
  }
  // Slack's requests come from few addresses, for many people; each proves itself by its signature.
  if (c.req.method !== 'POST' || c.req.path === slackPath) return undefined;
  return { key: `address:${networkOf(addressOf(c))}`, rate: { limit: signInsPerMinute, perMs: minute } };
}

const minute = 60_000;

function describe(c: Context<ApiEnvironment>, { limit, perMs }: Rate, verdict: RateVerdict): void {
  c.header('RateLimit-Policy', `"requests";q=${limit};w=${inSeconds(perMs)}`);
  c.header('RateLimit', `"requests";r=${verdict.remaining};t=${inSeconds(verdict.resetMs)}`);
}

/** Upwards: who comes when told must not come too early. */
function inSeconds(milliseconds: number): number {
  return Math.ceil(milliseconds / 1000);
}

/** Tells of trouble that comes with every request. */
function onceInAWhile(log: Log): (error: unknown) => undefined {
  let quietUntil = 0;
  return (error) => {
    if (Date.now() < quietUntil) return undefined;
    quietUntil = Date.now() + minute;
    log({ level: 'error', message: 'Requests cannot be counted; all are let in meanwhile.', error });
    return undefined;
  };
}

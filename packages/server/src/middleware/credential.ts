import type { AuthVerifier } from '@ticket-ai/core';
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';

/** What a request proves itself with. */
export type Credential = Parameters<AuthVerifier['verify']>[0];

/** With TLS the prefix makes browsers refuse the cookie from anywhere but this host. */
export function sessionCookie(secure: boolean): string {
  return secure ? '__Host-tai' : 'tai';
}

/**
 * The credential of a request. An Authorization header is the only thing looked at when there is one: a bad key never falls back to a
 * cookie, and any other scheme is no credential.
 */
export function credentialOf(c: Context, cookieName: string): Credential | undefined {
  const header = c.req.header('authorization');
  if (header !== undefined) {
    const value = /^Bearer +(\S+)$/i.exec(header)?.[1];
    return value === undefined ? undefined : { kind: 'bearer', value };
  }
  const cookie = getCookie(c, cookieName);
  return cookie === undefined ? undefined : { kind: 'cookie', value: cookie };
}

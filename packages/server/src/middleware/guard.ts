import type { AuthVerifier, TicketAI } from '@ticket-ai/core';
import { covers, unauthorized } from '../auth/roles.ts';
import type { ApiMiddleware } from '../routes/api.ts';
import type { AccessTable } from './access-table.ts';
import { credentialOf } from './credential.ts';
import { refuse } from './errors.ts';

/** What the guard needs. */
export interface GuardOptions {
  readonly auth: AuthVerifier;
  readonly desk: TicketAI;
  readonly cookieName: string;
  /** Read late: routes are added after the guard. */
  readonly table: () => AccessTable;
}

/**
 * The only door. It stands before every route and asks the same question for each kind of credential; a path under `/api` that nobody
 * declared is as closed as any other, so that it tells strangers nothing.
 */
export function guard({ auth, desk, cookieName, table }: GuardOptions): ApiMiddleware {
  return async (c, next) => {
    const access = table().accessOf(c);
    if (access === 'public' || access === 'signed') return next();
    if (access !== undefined || /^\/api(\/|$)/.test(c.req.path)) {
      const credential = credentialOf(c, cookieName);
      if (credential === undefined) throw unauthorized();
      const principal = await auth.verify(credential);
      if (access !== undefined && !covers(principal.role, access)) {
        throw refuse('forbidden', `This needs the role ${access}; yours is ${principal.role}.`);
      }
      c.set('credential', credential);
      c.set('principal', principal);
      c.set('desk', desk.as({ actor: principal.actor }));
    }
    await next();
  };
}

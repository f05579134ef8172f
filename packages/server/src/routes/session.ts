import type { Context } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import type { LocalAuth } from '../auth/local-auth.ts';
import { absoluteMs } from '../auth/sessions.ts';
import { type Api, type ApiEnvironment, errorReply, fit, jsonBody, openRoute, replies } from './api.ts';
import { principalSchema, signInSchema } from './schemas/access.ts';

const signIn = openRoute('public', {
  method: 'post',
  path: '/api/session',
  summary: 'Sign in with a one-time login token; sets the session cookie',
  request: jsonBody(signInSchema),
  responses: replies(200, principalSchema, 'Who you are now'),
});

const whoAmI = openRoute('viewer', {
  method: 'get',
  path: '/api/session',
  summary: 'Who the credential stands for',
  responses: replies(200, principalSchema, 'Who you are'),
});

const signOut = openRoute('viewer', {
  method: 'delete',
  path: '/api/session',
  summary: 'Sign out; an API key stays valid',
  responses: { 204: { description: 'The session is over' }, default: errorReply },
});

/** What the session routes need. */
export interface SessionRouteOptions {
  readonly auth: Pick<LocalAuth, 'signIn' | 'signOut' | 'verify'>;
  readonly cookieName: string;
  /** Whether browsers reach us by TLS. */
  readonly secure: boolean;
}

/** Signing in and out. */
export function addSessionRoutes(app: Api, { auth, cookieName, secure }: SessionRouteOptions): void {
  const attributes = { path: '/', httpOnly: true, sameSite: 'Strict', secure } as const;
  const keep = (c: Context<ApiEnvironment>, token: string) =>
    setCookie(c, cookieName, token, { ...attributes, maxAge: absoluteMs / 1000 });

  app.openapi(signIn, async (c) => {
    const token = await auth.signIn(c.req.valid('json').token);
    keep(c, token);
    return c.json(fit(principalSchema, await auth.verify({ kind: 'cookie', value: token })), 200);
  });
  app.openapi(whoAmI, async (c) => c.json(fit(principalSchema, c.var.principal), 200));
  app.openapi(signOut, async (c) => {
    if (c.var.credential.kind === 'cookie') await auth.signOut(c.var.credential.value);
    deleteCookie(c, cookieName, attributes);
    return c.body(null, 204);
  });
}

import type { ApiKey, AuthVerifier, SystemStore, WorkspaceId } from '@ticket-ai/core';
import { createApiKey, listApiKeys, type NewApiKey, revokeApiKey, verifyApiKey } from './api-keys.ts';
import { firstLogin, newLogin } from './first-login.ts';
import type { AuthGround } from './ground.ts';
import { endSession, exchangeLoginToken, sweepSessions, verifySession } from './sessions.ts';
import { withIdentity } from './with-identity.ts';

/** People and keys kept in our own store: what works without any service. */
export interface LocalAuth extends AuthVerifier {
  readonly keys: {
    create(key: NewApiKey): Promise<{ readonly key: string; readonly record: ApiKey }>;
    list(): Promise<readonly ApiKey[]>;
    /** @throws `not-found` */
    revoke(id: string): Promise<void>;
  };
  /** A one-time token for the very first start; `undefined` when somebody is there already. */
  firstLogin(): Promise<string | undefined>;
  /** A one-time token for the owner, whenever asked for; voids earlier ones. */
  newLogin(): Promise<string>;
  /** Turns a one-time token into the token of a session. @throws `unauthorized` */
  signIn(loginToken: string): Promise<string>;
  signOut(sessionToken: string): Promise<void>;
  /** Deletes rows that cannot be used any more. */
  sweep(): Promise<void>;
}

/** Settings of {@link localAuth}. */
export interface LocalAuthOptions {
  readonly system: Pick<SystemStore, 'members' | 'apiKeys' | 'sessions'>;
  readonly workspaceId: WorkspaceId;
  /** Asked about bearer tokens that are no API keys of ours, such as those of Firebase. Default: there are none. */
  readonly identity?: AuthVerifier;
  /** Epoch milliseconds. Default `Date.now`. */
  readonly now?: () => number;
}

/** The default {@link AuthVerifier}: API keys as bearer tokens, sessions as cookies. Of every secret only its SHA-256 is stored. */
export function localAuth({ system, workspaceId, identity, now = Date.now }: LocalAuthOptions): LocalAuth {
  const ground: AuthGround = { system, workspaceId, now };
  const own: AuthVerifier = {
    verify: ({ kind, value }) =>
      kind === 'bearer' ? verifyApiKey(ground, value) : verifySession(ground, value),
  };
  return {
    ...(identity === undefined ? own : withIdentity({ own, identity, workspaceId })),
    keys: {
      create: (key) => createApiKey(ground, key),
      list: () => listApiKeys(ground),
      revoke: (id) => revokeApiKey(ground, id),
    },
    firstLogin: () => firstLogin(ground),
    newLogin: () => newLogin(ground),
    signIn: (token) => exchangeLoginToken(ground, token),
    signOut: (token) => endSession(ground, token),
    sweep: () => sweepSessions(ground),
  };
}

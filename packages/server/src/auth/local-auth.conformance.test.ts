import { memoryStore, type WorkspaceId } from '@ticket-ai/core';
import {
  type AuthVerifierSubject,
  authVerifierCases,
  type Credential,
  runConformance,
  type World,
} from '@ticket-ai/core/conformance';
import { describe, it } from 'vitest';
import { localAuth } from './local-auth.ts';

const workspaceId = 'default' as WorkspaceId;
const bearer = (value: string): Credential => ({ kind: 'bearer', value });
const cookie = (value: string): Credential => ({ kind: 'cookie', value });

async function subject({ now, advance }: World): Promise<AuthVerifierSubject> {
  const { system } = memoryStore({ now });
  const auth = localAuth({ system, workspaceId, now });
  const foreign = localAuth({ system, workspaceId: 'other' as WorkspaceId, now });
  const create = (name: string, expiresInMs?: number) =>
    auth.keys.create({
      name,
      role: 'agent',
      ...(expiresInMs === undefined ? {} : { expiresAt: now() + expiresInMs }),
    });

  const signedIn = async (to = auth) => to.signIn(await to.newLogin());
  const [idle, expired] = [await signedIn(), await create('expired', 1000)];
  advance(13 * 3_600_000);
  const [key, dated, revoked] = [await create('key'), await create('dated', 1000), await create('revoked')];
  await auth.keys.revoke(revoked.record.id);
  const [session, signedOut] = [await signedIn(), await signedIn()];
  await auth.signOut(signedOut);

  const byKey = (id: string) =>
    ({ actor: { kind: 'key', id }, workspaceId, role: 'agent', groups: [] }) as const;
  const owner = {
    actor: { kind: 'person', id: 'owner:default' },
    workspaceId,
    role: 'admin',
    groups: [],
  } as const;
  return {
    verifier: auth,
    valid: [
      { credential: bearer(key.key), principal: byKey(key.record.id) },
      { credential: bearer(dated.key), principal: byKey(dated.record.id) },
      { credential: cookie(session), principal: owner },
    ],
    invalid: [
      bearer(expired.key),
      bearer(revoked.key),
      bearer((await foreign.keys.create({ name: 'foreign', role: 'admin' })).key),
      cookie(idle),
      cookie(signedOut),
      cookie(await signedIn(foreign)),
      // Turns into a session, but is none.
      cookie(await auth.newLogin()),
    ],
    revoke: ({ kind, value }) => (kind === 'bearer' ? auth.keys.revoke(key.record.id) : auth.signOut(value)),
  };
}

describe('localAuth', () =>
  runConformance(it, authVerifierCases, { create: subject, capabilities: ['revocation'] }));

import type { Principal, WorkspaceId } from '@ticket-ai/core';
import { rejectsWith } from '@ticket-ai/core/conformance';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FirebaseAuth, type FirebaseIdentity, firebaseAuth } from './index.ts';

/**
 * Against Google's own emulator of the users' service, on demand: it is 300 MB and signs nothing, so forged tokens are the matter of the other test.
 * How to start it is in this folder's README.
 */
const host = process.env.TICKET_AI_TEST_FIREBASE_EMULATOR;
const projectId = 'demo-ticket-ai';

interface SignedUp {
  readonly idToken: string;
  readonly localId: string;
  readonly email: string;
}

async function ask<Reply>(path: string, body: unknown): Promise<Reply> {
  const response = await fetch(`http://${host}/identitytoolkit.googleapis.com/v1/${path}?key=any`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(path.startsWith('projects/') && { authorization: 'Bearer owner' }),
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json() as Promise<Reply>;
}

let people = 0;
async function signUp(): Promise<SignedUp> {
  people += 1;
  const email = `person-${process.pid}-${Date.now()}-${people}@example.com`;
  return ask('accounts:signUp', { email, password: 'long enough', returnSecureToken: true });
}
const change = ({ localId }: SignedUp, fields: object) =>
  ask(`projects/${projectId}/accounts:update`, { localId, ...fields });

describe.skipIf(host === undefined)('firebaseAuth on the emulator (TICKET_AI_TEST_FIREBASE_EMULATOR)', () => {
  const principal = (id: string): Principal => ({
    actor: { kind: 'person', id },
    workspaceId: 'w' as WorkspaceId,
    role: 'editor',
    groups: [],
  });
  const seen: FirebaseIdentity[] = [];
  let auth: FirebaseAuth;
  const verify = (value: string) => auth.verify({ kind: 'bearer', value });

  beforeAll(() => {
    process.env.FIREBASE_AUTH_EMULATOR_HOST = host;
    auth = firebaseAuth({
      projectId,
      allowEmulator: true,
      principalOf: async (identity) => {
        seen.push(identity);
        return principal(identity.uid);
      },
    });
  });
  afterAll(async () => {
    await auth.close();
    delete process.env.FIREBASE_AUTH_EMULATOR_HOST;
  });

  it('lets in who signed up there, as often as the token is shown', async () => {
    const { idToken, localId } = await signUp();
    expect(await verify(idToken)).toEqual(principal(localId));
    expect(await verify(idToken)).toEqual(principal(localId));
  });

  it('tells an address once it is verified', async () => {
    const person = await signUp();
    await verify(person.idToken);
    expect(seen.at(-1)).toEqual({ uid: person.localId, provider: 'password' });
    await change(person, { emailVerified: true });
    const { idToken } = await ask<SignedUp>('accounts:signInWithPassword', {
      email: person.email,
      password: 'long enough',
      returnSecureToken: true,
    });
    await verify(idToken);
    expect(seen.at(-1)).toEqual({ uid: person.localId, email: person.email, provider: 'password' });
  });

  it('refuses who was disabled, whose tokens were revoked, and who is gone', async () => {
    const [disabled, revoked, gone] = [await signUp(), await signUp(), await signUp()];
    for (const { idToken } of [disabled, revoked, gone]) await verify(idToken);
    await change(disabled, { disableUser: true });
    await change(revoked, { validSince: String(Math.floor(Date.now() / 1000) + 10) });
    await ask(`projects/${projectId}/accounts:delete`, { localId: gone.localId });
    for (const { idToken } of [disabled, revoked, gone]) await rejectsWith('unauthorized', verify(idToken));
  });

  it('refuses what is no token of this project', async () => {
    const { idToken } = await signUp();
    const [head, body = ''] = idToken.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
    const foreign = Buffer.from(
      JSON.stringify({ ...claims, aud: 'other', iss: 'https://securetoken.google.com/other' }),
    );
    for (const value of ['', 'x', `${head}.${body}`, `${head}.${foreign.toString('base64url')}.`])
      await rejectsWith('unauthorized', verify(value));
  });
});

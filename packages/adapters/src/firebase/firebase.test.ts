import { createHmac, generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import type { Principal, WorkspaceId } from '@ticket-ai/core';
import { authVerifierCases, rejectsWith, runConformance } from '@ticket-ai/core/conformance';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type GoogleTwin, goodClaims, projectId, sign, startGoogleTwin } from './google-twin.fixture.ts';
import { type FirebaseAuth, type FirebaseAuthOptions, type FirebaseIdentity, firebaseAuth } from './index.ts';

let twin: GoogleTwin;
const opened: FirebaseAuth[] = [];
beforeAll(async () => {
  twin = await startGoogleTwin();
});
afterEach(async () => {
  for (const auth of opened.splice(0)) await auth.close();
});
afterAll(() => twin.close());

const principal = (id: string): Principal => ({
  actor: { kind: 'person', id },
  workspaceId: 'w' as WorkspaceId,
  role: 'editor',
  groups: [],
});
const open = (options: Partial<FirebaseAuthOptions> = {}) => {
  const auth = firebaseAuth({
    projectId,
    principalOf: async ({ uid }) => (uid.startsWith('stranger') ? undefined : principal(uid)),
    httpAgent: twin.httpAgent,
    ...options,
  });
  opened.push(auth);
  return auth;
};
const bearer = (value: string) => ({ kind: 'bearer', value }) as const;
const now = () => Math.floor(Date.now() / 1000);

/** Twenty ways to be somebody else. */
function forged(): readonly (readonly [string, string])[] {
  const { privateKey: foreign } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const [head = '', body = '', signature = ''] = twin.token().split('.');
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const hmacHead = encode({ alg: 'HS256', kid: 'key-1', typ: 'JWT' });
  const hmac = createHmac('sha256', twin.publicKey).update(`${hmacHead}.${body}`).digest('base64url');
  const { sub: _, ...nobody } = goodClaims();
  return [
    ['no algorithm', `${encode({ alg: 'none', typ: 'JWT' })}.${body}.`],
    ['no algorithm, with a key', `${encode({ alg: 'none', kid: 'key-1' })}.${body}.${signature}`],
    ['the public key as a password', `${hmacHead}.${body}.${hmac}`],
    ['the key of somebody else', sign(foreign, {}, {})],
    ['an unknown key', twin.token({}, { kid: 'key-2' })],
    ['no key', twin.token({}, { kid: undefined })],
    ['a key with a path', twin.token({}, { kid: '../key-1' })],
    ['another body', `${head}.${encode({ ...goodClaims(), sub: 'boss', user_id: 'boss' })}.${signature}`],
    ['no signature', `${head}.${body}.`],
    ['two parts', `${head}.${body}`],
    ['another project', twin.token({ aud: 'other-project' })],
    ['another issuer', twin.token({ iss: 'https://securetoken.google.com/other-project' })],
    ['an issuer that looks alike', twin.token({ iss: `https://securetoken.google.com.evil/${projectId}` })],
    ['expired', twin.token({ exp: now() - 10, iat: now() - 4000 })],
    ['issued tomorrow', twin.token({ iat: now() + 86_400, exp: now() + 90_000 })],
    ['no subject', twin.token({ ...nobody, sub: undefined })],
    ['an empty subject', twin.token({ sub: '' })],
    ['a subject that is too long', twin.token({ sub: 'x'.repeat(129) })],
    ['an anonymous user', twin.token({ firebase: { identities: {}, sign_in_provider: 'anonymous' } })],
    ['somebody who is no member', twin.token({ sub: 'stranger', user_id: 'stranger' })],
  ];
}

describe('firebaseAuth', () => {
  runConformance(it, authVerifierCases, {
    create: () => ({
      verifier: open(),
      valid: ['ann', 'ben'].map((sub) => ({
        credential: bearer(twin.token({ sub, user_id: sub })),
        principal: principal(sub),
      })),
      invalid: forged().map(([, value]) => bearer(value)),
    }),
  });

  it('takes none of 20 forged tokens, and says the same of each', async () => {
    const auth = open();
    expect(await auth.verify(bearer(twin.token()))).toEqual(principal('ann'));
    const tokens = forged();
    expect(tokens).toHaveLength(20);
    const said = new Set<string>();
    for (const [how, value] of tokens) {
      const error = await auth.verify(bearer(value)).then(
        () => Promise.reject(new Error(`accepted: ${how}`)),
        (caught: unknown) => caught as Error,
      );
      said.add(`${Reflect.get(error, 'code')} ${error.message}`);
    }
    expect([...said]).toEqual(['unauthorized The credential is not valid. Sign in again.']);
  });

  it('tells addresses that Firebase has verified, and no others', async () => {
    const seen: FirebaseIdentity[] = [];
    const auth = open({
      principalOf: async (identity) => {
        seen.push(identity);
        return principal(identity.uid);
      },
    });
    await auth.verify(bearer(twin.token()));
    await auth.verify(bearer(twin.token({ email_verified: false })));
    expect(seen).toEqual([
      { uid: 'ann', email: 'ann@example.com', provider: 'google.com' },
      { uid: 'ann', provider: 'google.com' },
    ]);
  });

  it('refuses revoked tokens and disabled users at the next request, where it may look them up', async () => {
    const auth = open({ accessToken: async () => 'access' });
    const token = bearer(twin.token());
    twin.users.set('ann', { localId: 'ann' });
    expect(await auth.verify(token)).toEqual(principal('ann'));
    twin.users.set('ann', { localId: 'ann', validSince: String(now() + 10) });
    await rejectsWith('unauthorized', auth.verify(token));
    twin.users.set('ann', { localId: 'ann', disabled: true });
    await rejectsWith('unauthorized', auth.verify(token));
    twin.users.delete('ann');
    await rejectsWith('unauthorized', auth.verify(token));
  });

  it('takes tokens of its own tenant only, and of none where none is set', async () => {
    const of = (tenant?: string) =>
      bearer(
        twin.token({
          firebase: { identities: {}, sign_in_provider: 'google.com', ...(tenant && { tenant }) },
        }),
      );
    const [none, ours] = [open(), open({ tenantId: 'ours-1' })];
    expect(await none.verify(of())).toEqual(principal('ann'));
    expect(await ours.verify(of('ours-1'))).toEqual(principal('ann'));
    await rejectsWith('unauthorized', none.verify(of('ours-1')));
    await rejectsWith('unauthorized', ours.verify(of('theirs-1')));
    await rejectsWith('unauthorized', ours.verify(of()));
  });

  it('says when Google cannot be asked: that is no fault of the token, and it is not told', async () => {
    twin.isUp = false;
    const value = twin.token();
    const error = await rejectsWith('adapter-failed', open().verify(bearer(value)));
    twin.isUp = true;
    expect([error.retryable, error.context.reason]).toEqual([true, 'unreachable']);
    expect(inspect(error, { depth: 9 })).not.toContain(value.slice(0, 40));
  });

  it('is not opened where the emulator would verify nothing', () => {
    process.env.FIREBASE_AUTH_EMULATOR_HOST = '127.0.0.1:9099';
    try {
      expect(() => open()).toThrow('FIREBASE_AUTH_EMULATOR_HOST is set');
    } finally {
      delete process.env.FIREBASE_AUTH_EMULATOR_HOST;
    }
  });
});

import assert from 'node:assert/strict';
import { TicketAIError } from '../errors.ts';
import type { AuthVerifier, Principal } from '../runtime/auth-verifier.ts';
import { rejectsWith } from './rejects-with.ts';
import type { ConformanceCase } from './run-conformance.ts';

/** What is shown to a verifier. */
export type Credential = Parameters<AuthVerifier['verify']>[0];

/** What the cases need: the verifier, credentials of its kind, and whom they stand for. */
export interface AuthVerifierSubject {
  readonly verifier: AuthVerifier;
  /** Two or more, of different principals. */
  readonly valid: readonly { readonly credential: Credential; readonly principal: Principal }[];
  /** Everything that was, looks, or might become valid: expired, revoked, not yet valid, wrongly signed, of another workspace or issuer. */
  readonly invalid: readonly Credential[];
  /** Makes one of the valid credentials worthless; needed for the capability `revocation`. */
  readonly revoke?: (credential: Credential) => Promise<void>;
}

/** `revocation`: credentials can be made worthless before their time. */
export type AuthVerifierCapability = 'revocation';

type AuthCase = ConformanceCase<AuthVerifierSubject, AuthVerifierCapability>;

const strange = [
  '',
  ' ',
  'x',
  '.',
  '..',
  'null',
  '__proto__',
  "' OR 1=1 --",
  '\u0000',
  'ü𝄞',
  'x'.repeat(100_000),
];
const otherKind = ({ kind, value }: Credential): Credential => ({
  kind: kind === 'bearer' ? 'cookie' : 'bearer',
  value,
});

/** Forgeries of valid credentials. The middle is changed, not the end: the last character of base64 may hold unused bits. */
function forgeries({ valid }: AuthVerifierSubject): readonly Credential[] {
  const forged = valid.flatMap(({ credential: { kind, value } }) => {
    const middle = value.length >> 1;
    const changed = `${value.slice(0, middle)}${value[middle] === 'a' ? 'b' : 'a'}${value.slice(middle + 1)}`;
    const values = [value.slice(0, -1), value.slice(1), `${value}0`, changed, `${value}${value}`, ...strange];
    return values.map((each) => ({ kind, value: each }));
  });
  return withoutValid(forged, valid);
}

function withoutValid(
  credentials: readonly Credential[],
  valid: AuthVerifierSubject['valid'],
): readonly Credential[] {
  return credentials.filter(
    ({ kind, value }) =>
      !valid.some(({ credential }) => credential.kind === kind && credential.value === value),
  );
}

/** What every verifier of credentials promises. */
export const authVerifierCases: readonly AuthCase[] = [
  {
    name: 'a valid credential gives its principal, as often as it is shown',
    async run({ verifier, valid }) {
      assert.ok(valid.length >= 2, 'the cases need two valid credentials');
      for (let times = 0; times < 2; times += 1)
        for (const { credential, principal } of valid)
          assert.deepEqual(await verifier.verify(credential), principal);
    },
  },
  {
    name: 'everything that was, looks, or might become valid is `unauthorized`',
    async run({ verifier, invalid }) {
      assert.ok(invalid.length > 0, 'the cases need invalid credentials');
      for (const credential of invalid) await rejectsWith('unauthorized', verifier.verify(credential));
    },
  },
  {
    name: 'forgeries, empty and strange values are `unauthorized`',
    async run(subject) {
      for (const credential of forgeries(subject))
        await rejectsWith('unauthorized', subject.verifier.verify(credential));
    },
  },
  {
    name: 'a credential of one kind, shown as the other, is `unauthorized`',
    async run({ verifier, valid }) {
      const swapped = withoutValid(
        valid.map(({ credential }) => otherKind(credential)),
        valid,
      );
      for (const credential of swapped) await rejectsWith('unauthorized', verifier.verify(credential));
    },
  },
  {
    name: 'refuses always alike: the error does not tell why, nor repeats what was shown',
    async run(subject) {
      const { verifier, valid, invalid } = subject;
      const swapped = valid.map(({ credential }) => otherKind(credential));
      const answers = new Set<string>();
      for (const credential of [...invalid, ...forgeries(subject), ...withoutValid(swapped, valid)])
        await verifier.verify(credential).catch((error: unknown) => answers.add(described(error)));
      assert.deepEqual([...answers].slice(1), [], `refused also with: ${[...answers][0]}`);
    },
  },
  {
    name: 'answers many at once, each for itself',
    async run({ verifier, valid, invalid }) {
      const shown = [...valid, ...invalid.map((credential) => ({ credential })), ...valid.toReversed()];
      const answers = await Promise.all(
        shown.map(({ credential }) => verifier.verify(credential).catch(() => undefined)),
      );
      assert.deepEqual(
        answers,
        shown.map((each) => ('principal' in each ? each.principal : undefined)),
      );
    },
  },
  {
    name: 'changing a principal that was handed out gives nobody more',
    async run({ verifier, valid }) {
      for (const { credential, principal } of valid) {
        const before = structuredClone(principal);
        const given = await verifier.verify(credential);
        Reflect.set(given, 'role', 'admin');
        Reflect.set(given.actor, 'id', 'somebody else');
        Reflect.set(given.groups, given.groups.length, 'everything');
        assert.deepEqual(await verifier.verify(credential), before);
      }
    },
  },
  {
    name: 'a revoked credential is `unauthorized` the next time, and no other',
    requires: ['revocation'],
    async run({ verifier, valid: [first, ...others], revoke }) {
      assert.ok(first !== undefined && revoke !== undefined, 'the case needs a credential and `revoke`');
      await verifier.verify(first.credential);
      await revoke(first.credential);
      await rejectsWith('unauthorized', verifier.verify(first.credential));
      for (const { credential, principal } of others)
        assert.deepEqual(await verifier.verify(credential), principal);
    },
  },
];

/** All that a caller may come to see of an error. */
function described(error: unknown): string {
  if (!TicketAIError.is(error)) return String(error);
  const { code, message, context, retryable } = error;
  return JSON.stringify({ code, message, context, retryable });
}

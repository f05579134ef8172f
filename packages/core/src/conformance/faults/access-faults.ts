import { TicketAIError } from '../../errors.ts';
import type { AuthVerifier, Principal } from '../../runtime/auth-verifier.ts';
import type { AuthVerifierSubject, Credential } from '../auth-verifier-cases.ts';
import type { PortFault } from './storage-faults.ts';

/** A fault of `verify`, which gets the good one and whom the credentials stand for. */
function verifierFault(
  fault: string,
  caughtBy: readonly string[],
  change: (good: AuthVerifier['verify'], subject: AuthVerifierSubject) => AuthVerifier['verify'],
): PortFault<AuthVerifierSubject> {
  return {
    fault,
    caughtBy,
    change: (subject) => ({ verifier: { verify: change(subject.verifier.verify, subject) } }),
  };
}

const refused = (message: string) => new TicketAIError('unauthorized', { message });

export const authVerifierFaults: readonly PortFault<AuthVerifierSubject>[] = [
  verifierFault(
    'everybody is somebody',
    ['everything that was', 'forgeries', 'a credential of one kind', 'answers many', 'a revoked'],
    (good, { valid }) =>
      (credential) =>
        good(credential).catch(() => structuredClone(valid[0]!.principal)),
  ),
  verifierFault(
    'an expired credential is valid',
    ['everything that was', 'answers many'],
    (good, { valid }) =>
      async (credential) =>
        credential.value.startsWith('expired') ? structuredClone(valid[0]!.principal) : good(credential),
  ),
  verifierFault(
    'an empty credential is valid',
    ['forgeries'],
    (good, { valid }) =>
      async (credential) =>
        credential.value === '' ? structuredClone(valid[0]!.principal) : good(credential),
  ),
  verifierFault('only the beginning is compared', ['forgeries'], (good, { valid }) => (credential) => {
    const near = valid.find(
      ({ credential: { kind, value } }) =>
        kind === credential.kind && credential.value.startsWith(value.slice(0, -1)),
    );
    return good(near?.credential ?? credential);
  }),
  verifierFault(
    'the kind is ignored',
    ['a credential of one kind'],
    (good) =>
      ({ value }) =>
        good({ kind: 'bearer', value }).catch(() => good({ kind: 'cookie', value })),
  ),
  verifierFault(
    'a refusal is an empty answer',
    ['everything that was', 'forgeries', 'a credential of one kind', 'a revoked'],
    (good) => (credential) => good(credential).catch(() => undefined as unknown as Principal),
  ),
  verifierFault(
    'strange values break it',
    ['forgeries', 'refuses always alike'],
    (good) => async (credential) => {
      if (/[^\x20-\x7e]/.test(credential.value)) throw new TypeError('Invalid character');
      return good(credential);
    },
  ),
  verifierFault(
    'an expired credential is refused in words of its own',
    ['refuses always alike'],
    (good) => async (credential) => {
      if (credential.value.startsWith('expired')) throw refused('The credential has expired.');
      return good(credential);
    },
  ),
  verifierFault(
    'the refusal repeats the credential',
    ['refuses always alike'],
    (good) => (credential) =>
      good(credential).catch(() => Promise.reject(refused(`${credential.value} is not valid.`))),
  ),
  verifierFault(
    'the refusal tells of the kind in its context',
    ['refuses always alike'],
    (good) =>
      ({ kind, value }) =>
        good({ kind, value }).catch((error: TicketAIError) =>
          Promise.reject(new TicketAIError('unauthorized', { message: error.message, context: { kind } })),
        ),
  ),
  verifierFault(
    'a credential is good for one time',
    ['a valid credential', 'answers many', 'changing a principal'],
    (good) => {
      const seen = new Set<string>();
      return async (credential) => {
        const principal = await good(credential);
        if (seen.has(credential.value)) throw refused('Show a credential that is valid.');
        seen.add(credential.value);
        return principal;
      };
    },
  ),
  verifierFault('requests at the same time share an answer', ['answers many'], (good) => {
    let last: Credential | undefined;
    return async (credential) => {
      last = credential;
      await Promise.resolve();
      return good(last);
    };
  }),
  verifierFault('everybody holds the one principal', ['changing a principal'], (good) => {
    const kept = new Map<string, Principal>();
    return async (credential) => {
      const principal = await good(credential);
      const key = JSON.stringify(credential);
      kept.set(key, kept.get(key) ?? principal);
      return kept.get(key) ?? principal;
    };
  }),
  verifierFault('answers are remembered', ['a revoked'], (good) => {
    const kept = new Map<string, Principal>();
    return async (credential) => {
      const key = JSON.stringify(credential);
      const principal = kept.get(key) ?? (await good(credential));
      kept.set(key, principal);
      return structuredClone(principal);
    };
  }),
  {
    fault: 'revoking one revokes all',
    caughtBy: ['a revoked'],
    change: ({ valid, revoke }) => ({
      revoke: async () => {
        for (const { credential } of valid) await revoke?.(credential);
      },
    }),
  },
];

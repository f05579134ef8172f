import type { Agent } from 'node:http';
import { type AuthVerifier, type Principal, TicketAIError } from '@ticket-ai/core';
import { type App, cert, deleteApp, initializeApp } from 'firebase-admin/app';
import { type DecodedIdToken, getAuth } from 'firebase-admin/auth';

/** Whom Firebase says a token stands for. */
export interface FirebaseIdentity {
  readonly uid: string;
  /** Only when Firebase has verified it. */
  readonly email?: string;
  /** How the person signed in, e.g. `google.com` or `password`. */
  readonly provider: string;
}

/** Settings of {@link firebaseAuth}. */
export interface FirebaseAuthOptions {
  /** Tokens of other projects are refused. */
  readonly projectId: string;
  /** The tenant of Identity Platform whose people these are: tokens of others are refused. Default: tokens of any tenant are refused. */
  readonly tenantId?: string;
  /**
   * What an identity may do: roles live with you, not in a token. `undefined`: nothing, this person is no member. Whoever goes by e-mail
   * gets verified addresses only.
   */
  readonly principalOf: (identity: FirebaseIdentity) => Promise<Principal | undefined>;
  /**
   * An account of the project that may read users. With it, each request finds out whether the token was revoked or the user disabled. Without it
   * a token is good until it expires, at most an hour.
   */
  readonly serviceAccount?: { readonly clientEmail: string; readonly privateKey: string };
  /** In the place of `serviceAccount`: gives access tokens for Firebase's API, as a workload identity does. */
  readonly accessToken?: () => Promise<string>;
  /**
   * Whether the variable FIREBASE_AUTH_EMULATOR_HOST may be set. The emulator signs nothing, so that everybody could be anybody: for
   * development only. Default false.
   */
  readonly allowEmulator?: boolean;
  /** For requests to Google, e.g. that of a proxy. */
  readonly httpAgent?: Agent;
}

/** People of a Firebase project. */
export interface FirebaseAuth extends AuthVerifier {
  /** Ends what the library keeps open. */
  close(): Promise<void>;
}

/** What is wrong with a token, as the library calls it; anything else is no fault of the token. */
const refusals = new Set([
  'auth/argument-error',
  'auth/id-token-expired',
  'auth/id-token-revoked',
  'auth/invalid-id-token',
  'auth/mismatching-tenant-id',
  'auth/user-disabled',
  'auth/user-not-found',
]);
/** Longer than any token of Firebase. */
const longestToken = 16_384;
let apps = 0;

/**
 * Verifies ID tokens of Firebase Authentication, sent as bearer tokens: signature by Google's keys, project, issuer, times. Anonymous users are refused.
 * @throws `invalid-input` where the emulator's variable is set without `allowEmulator`
 */
export function firebaseAuth(options: FirebaseAuthOptions): FirebaseAuth {
  const { projectId, tenantId, principalOf, allowEmulator = false } = options;
  refuseEmulator(allowEmulator);
  apps += 1;
  const app = initializeApp(appSettings(options), `ticket-ai-${apps}`);
  const looksUpUsers = options.serviceAccount !== undefined || options.accessToken !== undefined;

  return {
    async verify({ kind, value }) {
      if (kind !== 'bearer' || value.length > longestToken) throw unauthorized();
      const token = await readToken(app, value, looksUpUsers, { projectId, tenantId });
      const provider = token.firebase.sign_in_provider;
      if (token.firebase.tenant !== tenantId) throw unauthorized();
      if (provider === 'anonymous' || isFromTheFuture(token)) throw unauthorized();
      const { uid, email } = token;
      const isVerified = email !== undefined && token.email_verified === true;
      const principal = await principalOf({ uid, provider, ...(isVerified ? { email } : {}) });
      if (principal === undefined) throw unauthorized();
      return principal;
    },
    close: () => deleteApp(app),
  };
}

function refuseEmulator(isAllowed: boolean): void {
  // The library obeys this variable by itself: it must not slip in.
  if (isAllowed || process.env.FIREBASE_AUTH_EMULATOR_HOST === undefined) return;
  throw new TicketAIError('invalid-input', {
    message:
      'FIREBASE_AUTH_EMULATOR_HOST is set: tokens would not be verified, and everybody could be anybody. Unset it; for development set allowEmulator.',
    context: { variable: 'FIREBASE_AUTH_EMULATOR_HOST' },
  });
}

function appSettings({ projectId, serviceAccount, accessToken, httpAgent }: FirebaseAuthOptions) {
  return {
    projectId,
    ...(httpAgent === undefined ? {} : { httpAgent }),
    ...(serviceAccount === undefined ? {} : { credential: cert({ projectId, ...serviceAccount }) }),
    ...(accessToken === undefined
      ? {}
      : {
          credential: {
            getAccessToken: async () => ({ access_token: await accessToken(), expires_in: 300 }),
          },
        }),
  };
}

async function readToken(
  app: App,
  value: string,
  looksUpUsers: boolean,
  { projectId, tenantId }: { readonly projectId: string; readonly tenantId: string | undefined },
): Promise<DecodedIdToken> {
  try {
    const auth = getAuth(app);
    // Users of a tenant are looked up in it.
    const people = tenantId === undefined ? auth : auth.tenantManager().authForTenant(tenantId);
    return await people.verifyIdToken(value, looksUpUsers);
  } catch (error) {
    const code = codeOf(error);
    // Without Google's keys every token is an invalid argument.
    const hasKeys = !(error instanceof Error && /fetching public keys/i.test(error.message));
    if (refusals.has(code) && hasKeys) throw unauthorized();
    throw new TicketAIError('adapter-failed', {
      message: `Firebase project ${projectId}: a token could not be verified, because Google could not be asked (${code || 'no code'}). Check the network, and the rights of the service account.`,
      context: { reason: 'unreachable', projectId, code },
      // The error itself may repeat the token.
      cause: new Error(code),
      isOutage: true,
    });
  }
}

/** Clocks differ by so much, in seconds. */
const mostSkew = 300;

/** The library looks at the end of a token only. */
function isFromTheFuture({ iat, auth_time: signedInAt }: DecodedIdToken): boolean {
  const latest = Date.now() / 1000 + mostSkew;
  return !(iat <= latest && signedInAt <= latest);
}

function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : '';
}

/** Always the same: it tells nothing of what was wrong. */
function unauthorized(): TicketAIError {
  return new TicketAIError('unauthorized', { message: 'The credential is not valid. Sign in again.' });
}

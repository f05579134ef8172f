import { TicketAIError } from '../../errors.ts';
import { sha256 } from '../../text/sha256.ts';
import type { AuthVerifier, Principal } from '../auth-verifier.ts';

/** A credential and whom it stands for. */
export interface MemoryToken {
  /** Default `bearer`. */
  readonly kind?: 'bearer' | 'cookie';
  /** Not empty, and long enough that nobody guesses it: 32 random bytes, say. */
  readonly value: string;
  readonly principal: Principal;
}

/** An {@link AuthVerifier} over a fixed table. */
export interface MemoryAuthVerifier extends AuthVerifier {
  /** From now on the credential is worthless. Does nothing to an unknown one. */
  revoke(credential: Parameters<AuthVerifier['verify']>[0]): Promise<void>;
}

/**
 * Knows the credentials that it was given; keeps only their SHA-256. Every look-up compares with all of them to the last character, so its
 * time tells nothing about how near a guess came.
 *
 * @throws `invalid-input` for an empty token (an unset variable must not open the door) and for the same token twice
 */
export function memoryAuthVerifier(tokens: readonly MemoryToken[]): MemoryAuthVerifier {
  checkTokens(tokens);
  const revoked = new Set<string>();
  const table = Promise.all(
    tokens.map(async ({ kind = 'bearer', value, principal }) => ({
      digest: await digestOf(kind, value),
      principal: structuredClone(principal),
    })),
  );

  return {
    async verify({ kind, value }) {
      const digest = await digestOf(kind, value);
      let found: Principal | undefined;
      for (const row of await table) if (isSame(row.digest, digest)) found = row.principal;
      if (found === undefined || revoked.has(digest)) throw unauthorized();
      return structuredClone(found);
    },
    async revoke({ kind, value }) {
      revoked.add(await digestOf(kind, value));
    },
  };
}

function digestOf(kind: string, value: string): Promise<string> {
  return sha256(`${kind}:${value}`);
}

/** Compares texts of the same length without stopping where they differ. */
function isSame(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let at = 0; at < one.length; at += 1) difference |= one.charCodeAt(at) ^ other.charCodeAt(at);
  return difference === 0;
}

function unauthorized(): TicketAIError {
  return new TicketAIError('unauthorized', { message: 'Show a credential that is valid.' });
}

function checkTokens(tokens: readonly MemoryToken[]): void {
  const known = new Set<string>();
  for (const [index, { kind = 'bearer', value }] of tokens.entries()) {
    const isKnown = known.has(`${kind}:${value}`);
    known.add(`${kind}:${value}`);
    if (value.trim() !== '' && !isKnown) continue;
    throw new TicketAIError('invalid-input', {
      message: `Token ${index + 1} of memoryAuthVerifier is ${isKnown ? 'there twice' : 'empty'}. Give every principal a token of its own.`,
      context: { index },
    });
  }
}

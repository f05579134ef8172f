import type { AuthVerifier, WorkspaceId } from '@ticket-ai/core';
import { unauthorized } from './roles.ts';

/** Own keys and sessions, and people whom somebody else signs in. */
export interface IdentityOptions {
  /** Keys and sessions of our own. */
  readonly own: AuthVerifier;
  /** Asked about bearer tokens that are no API keys of ours. */
  readonly identity: AuthVerifier;
  readonly workspaceId: WorkspaceId;
}

/** Each credential is asked of one verifier only: what one refuses, the other cannot let in. */
export function withIdentity({ own, identity, workspaceId }: IdentityOptions): AuthVerifier {
  return {
    async verify(credential) {
      if (credential.kind === 'cookie' || credential.value.startsWith('tai_')) return own.verify(credential);
      const principal = await identity.verify(credential);
      if (principal.workspaceId !== workspaceId) throw unauthorized();
      return principal;
    },
  };
}

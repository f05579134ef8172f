import type { WorkspaceId } from '../ids.ts';
import type { Actor } from '../record.ts';
import type { Role } from './workspace.ts';

/** Who is asking. */
export interface Principal {
  readonly actor: Actor;
  readonly workspaceId: WorkspaceId;
  readonly role: Role;
  /** Groups for document access. */
  readonly groups: readonly string[];
}

/** PORT. Turns a credential into a principal. */
export interface AuthVerifier {
  /** @throws `unauthorized` for anything but a valid credential, always in the same way */
  verify(credential: { readonly kind: 'bearer' | 'cookie'; readonly value: string }): Promise<Principal>;
}

import type { RunId, WorkspaceId } from '../ids.ts';
import type { StoredRecord } from '../record.ts';
import type { EmbeddingChoice } from '../search/embedding-choice.ts';

/** A customer of the platform: all other records belong to one. */
export interface Workspace extends StoredRecord {
  readonly id: WorkspaceId;
  readonly name: string;
  /** IANA zone for days, budgets and baselines. */
  readonly timeZone: string;
  /** Whose assignments hold. */
  readonly activeRunId?: RunId;
  /** Whose vectors are searched, and whose are kept beside; absent: those of the configured embedding model. */
  readonly embedding?: EmbeddingChoice;
  /** Counts the changes of the set of intents. */
  readonly catalogueVersion: number;
  readonly createdAt: number;
}

/** What a person may do; each role includes the ones before it. */
export type Role = 'viewer' | 'agent' | 'editor' | 'admin';

/** A person in a workspace. */
export interface Member extends StoredRecord {
  readonly workspaceId: WorkspaceId;
  readonly name: string;
  readonly role: Role;
  readonly suspendedAt?: number;
}

/** An API key. The key itself is shown once and never stored. */
export interface ApiKey extends StoredRecord {
  readonly workspaceId: WorkspaceId;
  readonly name: string;
  /** SHA-256 of the key, hex. */
  readonly digest: string;
  readonly role: Role;
  readonly createdAt: number;
  readonly expiresAt?: number;
  readonly revokedAt?: number;
}

/** A signed-in person, or a one-time login token waiting to become one. */
export interface Session extends StoredRecord {
  readonly workspaceId: WorkspaceId;
  readonly kind: 'login-token' | 'session';
  readonly memberId: string;
  /** SHA-256 of the token, hex; unique. */
  readonly digest: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly usedAt?: number;
}

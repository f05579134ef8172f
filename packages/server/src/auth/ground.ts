import type { SystemStore, WorkspaceId } from '@ticket-ai/core';

/** What local sign-in stands on. */
export interface AuthGround {
  readonly system: Pick<SystemStore, 'members' | 'apiKeys' | 'sessions'>;
  /** Whose people and keys may come in. */
  readonly workspaceId: WorkspaceId;
  /** Epoch milliseconds. */
  now(): number;
}

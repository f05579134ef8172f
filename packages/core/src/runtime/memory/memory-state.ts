import { TicketAIError } from '../../errors.ts';
import type { GenerateId, WorkspaceId } from '../../ids.ts';
import { type CommitListeners, commitListeners } from '../commit-listeners.ts';
import { createLock, type Lock } from '../lock.ts';
import { storeKinds, systemKinds } from '../record-kinds.ts';
import type { AnyKind } from '../row-values.ts';
import { typedRow } from '../typed-rows.ts';
import type { Workspace } from '../workspace.ts';
import { type MemoryTable, memoryTable } from './memory-table.ts';

/** All that one memory store holds. */
export interface MemoryState {
  readonly now: () => number;
  readonly generateId: GenerateId;
  readonly listeners: CommitListeners;
  /** A table that spans workspaces. */
  systemTable(kind: AnyKind): MemoryTable;
  table(kind: AnyKind, workspaceId: WorkspaceId): MemoryTable;
  lock(workspaceId: WorkspaceId): Lock;
  /** @throws `not-found` */
  workspace(workspaceId: WorkspaceId): Workspace;
  /** Drops all rows of a workspace. */
  forget(workspaceId: WorkspaceId): void;
}

/** What a store needs from outside. */
export interface MemoryStateOptions {
  readonly now: () => number;
  readonly generateId: GenerateId;
  readonly lockWaitMs: number;
}

/** An empty state. */
export function memoryState({ now, generateId, lockWaitMs }: MemoryStateOptions): MemoryState {
  const systemTables = new Map<string, MemoryTable>();
  const workspaceTables = new Map<WorkspaceId, Map<string, MemoryTable>>();
  const locks = new Map<WorkspaceId, Lock>();
  const systemTable = (kind: AnyKind) => getOrCreate(systemTables, kind.table, () => memoryTable(kind));
  const tablesOf = (id: WorkspaceId) =>
    getOrCreate(workspaceTables, id, () => new Map<string, MemoryTable>());
  return {
    now,
    generateId,
    listeners: commitListeners(),
    systemTable,
    table: (kind, workspaceId) => getOrCreate(tablesOf(workspaceId), kind.table, () => memoryTable(kind)),
    lock: (workspaceId) => getOrCreate(locks, workspaceId, () => createLock(lockWaitMs)),
    workspace(workspaceId) {
      const row = systemTable(systemKinds.workspaces).get(workspaceId);
      if (row === undefined) throw noWorkspace(workspaceId);
      return typedRow(systemKinds.workspaces, row);
    },
    forget(workspaceId) {
      workspaceTables.delete(workspaceId);
      const jobs = systemTable(storeKinds.jobs);
      for (const id of [...jobs.idsWith('workspaceId', workspaceId)]) jobs.remove(id);
    },
  };
}

/** The error for a workspace that does not exist. */
export function noWorkspace(workspaceId: WorkspaceId): TicketAIError {
  return new TicketAIError('not-found', {
    message: `There is no workspace ${workspaceId}.`,
    context: { workspaceId },
  });
}

function getOrCreate<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const created = create();
  map.set(key, created);
  return created;
}

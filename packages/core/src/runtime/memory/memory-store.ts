import { type GenerateId, ulidGenerator } from '../../ids.ts';
import { systemKinds } from '../record-kinds.ts';
import type { AnyKind } from '../row-values.ts';
import type { Store, SystemStore } from '../store.ts';
import { typedRepository } from '../typed-rows.ts';
import { memoryJobs } from './memory-jobs.ts';
import { memoryRepository } from './memory-repository.ts';
import { type MemoryState, memoryState } from './memory-state.ts';
import { committed, draftOf } from './memory-view.ts';
import { memoryWorkspace } from './memory-workspace.ts';

/** Settings of {@link memoryStore}; every one optional. */
export interface MemoryStoreOptions {
  /** Epoch milliseconds. */
  readonly now?: () => number;
  /** Ids of events and jobs, and lease tokens. */
  readonly generateId?: GenerateId;
  /** How long a transaction waits for those before it. Default 30 s. */
  readonly lockWaitMs?: number;
}

/** A store in this process's memory: the default, and what every other store is measured by. */
export function memoryStore({
  now = Date.now,
  generateId = ulidGenerator(now, Math.random),
  lockWaitMs = 30_000,
}: MemoryStoreOptions = {}): Store {
  const state = memoryState({ now, generateId, lockWaitMs });
  return {
    workspace: (id) => memoryWorkspace(state, id),
    system: systemOf(state),
    onCommit: state.listeners.add,
    migrate: async () => {},
    close: async () => {},
  };
}

function systemOf(state: MemoryState): SystemStore {
  const repository = (kind: AnyKind) => systemRepository(state, kind);
  const workspaces = typedRepository(systemKinds.workspaces, repository(systemKinds.workspaces));
  return {
    workspaces: {
      ...workspaces,
      async delete(ids) {
        let deleted = 0;
        for (const id of new Set(ids)) {
          deleted += await state.lock(id).run(async () => {
            state.forget(id);
            return workspaces.delete([id]);
          });
        }
        return deleted;
      },
    },
    members: typedRepository(systemKinds.members, repository(systemKinds.members)),
    apiKeys: typedRepository(systemKinds.apiKeys, repository(systemKinds.apiKeys)),
    sessions: typedRepository(systemKinds.sessions, repository(systemKinds.sessions)),
    jobs: memoryJobs(state),
  };
}

function systemRepository(state: MemoryState, kind: AnyKind) {
  const table = state.systemTable(kind);
  return memoryRepository(kind, {
    read: () => committed(kind, table),
    async write(work) {
      const draft = draftOf(kind, table);
      const result = work(draft);
      draft.commit();
      return result;
    },
  });
}

import type { RunId, WorkspaceId } from '../../ids.ts';
import { dayMs, sumPerIntent, sumPerIntentAndDay } from '../count-tickets.ts';
import { discardFinishedWorkflows } from '../discard-workflows.ts';
import { type EraseAccess, eraseTexts } from '../erase-texts.ts';
import { recordKinds, storeKinds } from '../record-kinds.ts';
import { resolveAliases } from '../resolve-aliases.ts';
import { type AnyKind, copyRow, copyValue } from '../row-values.ts';
import type { Fence, WorkspaceStore } from '../store.ts';
import { buildRecords, eventsOf, jobsOf, typedRepository, typedRow, untypedRow } from '../typed-rows.ts';
import { memoryRepository } from './memory-repository.ts';
import type { MemoryState } from './memory-state.ts';
import { beginTransaction, type OpenTransaction } from './memory-transaction.ts';
import { committed, draftOf } from './memory-view.ts';

/** One workspace of a memory store. */
export function memoryWorkspace(state: MemoryState, id: WorkspaceId): WorkspaceStore {
  const repository = (kind: AnyKind) => repositoryOf(state, id, kind);
  const jobs = typedRepository(storeKinds.jobs, repository(storeKinds.jobs));
  return {
    ...buildRecords(repository),
    workspace: async () => copyValue(state.workspace(id)),
    events: eventsOf(repository(storeKinds.events)),
    jobs: jobsOf(jobs, id),
    transaction: (work, { fence } = {}) =>
      runTransaction(state, id, fence, ({ transaction }) => work(transaction)),
    ticketsPerIntent: async (runId = state.workspace(id).activeRunId) =>
      sumPerIntent(
        primaryHeads(state, id, runId).map((head) => [head.intentId, 1]),
        aliasesOf(state, id),
      ),
    async ticketsPerIntentAndDay({ from = -Infinity, below = Infinity, offset = 0 } = {}) {
      const counts = primaryHeads(state, id, state.workspace(id).activeRunId).flatMap(
        ({ intentId, ticketCreatedAt: at }) =>
          at !== undefined && at >= from && at < below
            ? [{ intentId, day: Math.floor((at + offset) / dayMs), tickets: 1 }]
            : [],
      );
      return sumPerIntentAndDay(counts, aliasesOf(state, id));
    },
    erase: (target) =>
      runTransaction(state, id, undefined, (open) => eraseTexts(eraseAccess(state, open), target)),
    discardWorkflows: (options) =>
      runTransaction(state, id, undefined, (open) =>
        discardFinishedWorkflows(eraseAccess(state, open), options),
      ),
  };
}

function repositoryOf(state: MemoryState, id: WorkspaceId, kind: AnyKind) {
  const table = () => (kind.system ? state.systemTable(kind) : state.table(kind, id));
  return memoryRepository(kind, {
    read: () => committed(kind, table()),
    write: (work) =>
      state.lock(id).run(async () => {
        state.workspace(id);
        const draft = draftOf(kind, table());
        const result = work(draft);
        draft.commit();
        return result;
      }),
  });
}

function runTransaction<Result>(
  state: MemoryState,
  id: WorkspaceId,
  fence: Fence | undefined,
  work: (open: OpenTransaction) => Promise<Result>,
): Promise<Result> {
  return state.lock(id).run(async () => {
    const open = beginTransaction(state, id, fence);
    try {
      const result = await work(open);
      open.commit();
      return result;
    } finally {
      open.end();
    }
  });
}

function eraseAccess({ now }: MemoryState, { transaction, draft }: OpenTransaction): EraseAccess {
  return {
    records: transaction,
    now,
    async rewrite(name, rows) {
      const kind = recordKinds[name];
      for (const row of rows) draft(kind).put(copyRow(kind, untypedRow(row)));
    },
    async remove(name, ids) {
      for (const id of ids) draft(recordKinds[name]).remove(id);
    },
  };
}

function primaryHeads(state: MemoryState, id: WorkspaceId, runId: RunId | undefined) {
  const kind = recordKinds.assignmentHeads;
  return [...state.table(kind, id).rows()]
    .map((row) => typedRow(kind, row))
    .filter((head) => head.role === 'primary' && head.runId === runId);
}

function aliasesOf(state: MemoryState, id: WorkspaceId) {
  const kind = recordKinds.intentAliases;
  return resolveAliases([...state.table(kind, id).rows()].map((row) => typedRow(kind, row)));
}

import { TicketAIError } from '../../errors.ts';
import type { WorkspaceId } from '../../ids.ts';
import type { JobRequest } from '../../jobs.ts';
import { checkFence } from '../job-changes.ts';
import { type EventDraft, eventRows, jobRows } from '../new-rows.ts';
import { storeKinds, systemKinds } from '../record-kinds.ts';
import { type AnyKind, copyRow, copyValue, patchRow } from '../row-values.ts';
import type { Fence, Transaction } from '../store.ts';
import { buildRecords, typedRow, untypedRow } from '../typed-rows.ts';
import { finishLeased, requireLease } from './memory-jobs.ts';
import { memoryRepository } from './memory-repository.ts';
import type { MemoryState } from './memory-state.ts';
import { draftOf, type MemoryDraft } from './memory-view.ts';

/** A transaction that was begun and must be committed or dropped. */
export interface OpenTransaction {
  readonly transaction: Transaction;
  draft(kind: AnyKind): MemoryDraft;
  /** Makes everything visible at once. @throws `stale-lease`, `conflict`; nothing is done then */
  commit(): void;
  /** Nothing can be done through the transaction any more. */
  end(): void;
}

/** Begins a transaction. The caller holds the workspace's lock. */
export function beginTransaction(
  state: MemoryState,
  workspaceId: WorkspaceId,
  fence?: Fence,
): OpenTransaction {
  const before = state.workspace(workspaceId);
  checkFence(fence, workspaceId);
  if (fence !== undefined) requireLease(state, fence.lease);
  const drafts = new Map<string, MemoryDraft>();
  const events: EventDraft[] = [];
  const jobs: JobRequest[] = [];
  let workspace = before;
  let open = true;

  function draft(kind: AnyKind): MemoryDraft {
    if (!open) throw ended();
    const known = drafts.get(kind.table);
    if (known !== undefined) return known;
    const created = draftOf(kind, state.table(kind, workspaceId));
    drafts.set(kind.table, created);
    return created;
  }

  function commit(): void {
    if (workspace !== before && state.workspace(workspaceId).version !== before.version)
      throw workspaceChanged(workspaceId);
    if (fence?.finish) finishLeased(state, fence.lease);
    else if (fence !== undefined) requireLease(state, fence.lease);
    for (const each of drafts.values()) each.commit();
    if (workspace !== before) state.systemTable(systemKinds.workspaces).put(untypedRow(workspace));
    state.listeners.announce(...appendRows(state, workspaceId, events, jobs));
  }

  const records = buildRecords((kind) =>
    memoryRepository(kind, {
      read: () => draft(kind),
      write: async (work) => draft(kind).batch(() => work(draft(kind))),
    }),
  );
  const transaction: Transaction = {
    ...records,
    get workspace() {
      return copyValue(workspace);
    },
    async updateWorkspace(patch) {
      if (!open) throw ended();
      workspace = typedRow(
        systemKinds.workspaces,
        patchRow(systemKinds.workspaces, untypedRow(workspace), patch),
      );
      return copyValue(workspace);
    },
    async append(appended) {
      if (!open) throw ended();
      events.push(...copyValue(appended.events ?? []));
      jobs.push(...copyValue(appended.jobs ?? []));
    },
  };
  return {
    transaction,
    draft,
    commit,
    end() {
      open = false;
    },
  };
}

/** Writes the rows of an append; the sequence is drawn here, at the commit, so that it has no gaps and becomes visible in order. */
function appendRows(
  state: MemoryState,
  workspaceId: WorkspaceId,
  events: readonly EventDraft[],
  requests: readonly JobRequest[],
) {
  const origin = { workspaceId, now: state.now(), generateId: state.generateId };
  const eventTable = state.table(storeKinds.events, workspaceId);
  const rows = eventRows(events, eventTable.size + 1, origin);
  for (const row of rows) eventTable.put(copyRow(storeKinds.events, untypedRow(row)));
  const jobs = jobRows(requests, waitingKeys(state, workspaceId, requests), origin);
  for (const job of jobs) state.systemTable(storeKinds.jobs).put(untypedRow(job));
  return [rows, jobs.map((job) => job.id)] as const;
}

function waitingKeys(
  state: MemoryState,
  workspaceId: WorkspaceId,
  requests: readonly JobRequest[],
): ReadonlySet<string> {
  const table = state.systemTable(storeKinds.jobs);
  const waits = (id: string) => {
    const job = table.get(id);
    return job?.status === 'waiting' && job.workspaceId === workspaceId;
  };
  return new Set(
    requests.flatMap(({ key }) =>
      key !== undefined && [...table.idsWith('key', key)].some(waits) ? [key] : [],
    ),
  );
}

function ended(): TicketAIError {
  return new TicketAIError('invalid-transition', {
    message: 'This transaction has ended. Await everything that is done in it.',
  });
}

function workspaceChanged(workspaceId: WorkspaceId): TicketAIError {
  return new TicketAIError('conflict', {
    message: `Workspace ${workspaceId} was changed meanwhile. Repeat the transaction.`,
    context: { workspaceId },
  });
}

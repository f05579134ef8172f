import type { RunId } from '../ids.ts';
import type { Transaction, WorkspaceStore } from '../runtime/store.ts';

/** The records of a workspace, inside a transaction or outside. */
export type WorkspaceRecords = WorkspaceStore | Transaction;

/** The run whose assignments hold, as a store or a transaction sees it now; nothing before the first discovery. */
export async function activeRunOf(records: Pick<WorkspaceRecords, 'workspace'>): Promise<RunId | undefined> {
  const workspace = typeof records.workspace === 'function' ? await records.workspace() : records.workspace;
  return workspace.activeRunId;
}

/** The condition for assignment heads that hold now: every run has heads of its own, and those of other runs are what-ifs or history. */
export async function inActiveRun(
  records: Pick<WorkspaceRecords, 'workspace'>,
): Promise<{ readonly runId: RunId | readonly RunId[] }> {
  return { runId: (await activeRunOf(records)) ?? [] };
}

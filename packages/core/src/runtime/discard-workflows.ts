import type { WorkflowRunId } from '../ids.ts';
import { collectAll } from '../record.ts';
import type { EraseAccess } from './erase-texts.ts';
import type { WorkspaceStore } from './store.ts';

/**
 * Carries out {@link WorkspaceStore.discardWorkflows} on any store. A run that is done or given up is looked at by nobody: what it made is in records
 * of its own, and those say that it is made.
 */
export async function discardFinishedWorkflows(
  { records, remove }: Pick<EraseAccess, 'records' | 'remove'>,
  { startedBefore, limit }: Parameters<WorkspaceStore['discardWorkflows']>[0],
): Promise<number> {
  const discarded: WorkflowRunId[] = [];
  for (const status of ['done', 'failed'] as const) {
    const { items } = await records.workflowRuns.find({
      where: { status, startedAt: { below: startedBefore } },
      orderBy: { field: 'startedAt' },
      limit,
    });
    discarded.push(...items.map(({ id }) => id));
  }
  const ids = discarded.slice(0, limit);
  for (const runId of ids) {
    const steps = await collectAll(records.workflowSteps, { where: { runId } });
    await remove(
      'workflowSteps',
      steps.map(({ id }) => id),
    );
  }
  await remove('workflowRuns', ids);
  return ids.length;
}

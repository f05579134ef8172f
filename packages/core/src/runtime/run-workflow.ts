import type { Workflow, WorkflowOptions } from '../context.ts';
import type { GenerateId, WorkflowRunId } from '../ids.ts';
import { collectAll } from '../record.ts';
import type { WorkflowRun, WorkflowStep } from './job.ts';
import type { Transaction, WorkspaceStore } from './store.ts';

/** What the step runner stands on; a part of Context. */
export interface WorkflowGround {
  readonly store: WorkspaceStore;
  now(): number;
  readonly generateId: GenerateId;
  transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
}

/**
 * Runs work as journaled steps. A step's writes and its journal row are one transaction (fenced inside a job), so a process may die
 * anywhere: the next one skips what is journaled and goes on. Work between steps is repeated after a crash and must have no effect.
 */
export async function runWorkflow(
  ground: WorkflowGround,
  options: WorkflowOptions,
  work: (workflow: Workflow) => Promise<void>,
): Promise<void> {
  const run = await openRun(ground, options);
  if (run.status === 'done') return;
  const journal = new Map<string, string>();
  for (const row of await collectAll(ground.store.workflowSteps, { where: { runId: run.id } })) {
    journal.set(row.step, row.output);
  }
  await work({
    async step<Output>(
      name: string,
      perform: () => Promise<{ output: Output; write?: (transaction: Transaction) => Promise<void> }>,
    ) {
      const recorded = journal.get(name);
      if (recorded !== undefined) return JSON.parse(recorded) as Output;
      const { output, write } = await perform();
      await ground.transaction(async (transaction) => {
        await transaction.workflowSteps.insert([journalRow(ground, run, name, output)]);
        await write?.(transaction);
      });
      return output;
    },
  });
  await ground.transaction(async (transaction) => {
    await transaction.workflowRuns.update(run.id, run.version, { status: 'done', finishedAt: ground.now() });
  });
}

async function openRun(
  ground: WorkflowGround,
  { name, version, subject }: WorkflowOptions,
): Promise<WorkflowRun> {
  return ground.transaction(async (transaction) => {
    const known = await transaction.workflowRuns.find({ where: { name, subject } });
    if (known.items[0] !== undefined) return known.items[0];
    const run: WorkflowRun = {
      id: ground.generateId() as WorkflowRunId,
      version: 1,
      name,
      workflowVersion: version,
      status: 'running',
      subject,
      startedAt: ground.now(),
    };
    await transaction.workflowRuns.insert([run]);
    return run;
  });
}

function journalRow(ground: WorkflowGround, run: WorkflowRun, step: string, output: unknown): WorkflowStep {
  return {
    id: `${run.id}:${step}`,
    runId: run.id,
    step,
    output: JSON.stringify(output ?? null),
    at: ground.now(),
  };
}

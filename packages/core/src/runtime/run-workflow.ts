import type { Workflow, WorkflowOptions } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { GenerateId, WorkflowRunId } from '../ids.ts';
import { collectAll } from '../record.ts';
import type { WorkflowRun, WorkflowStep } from './job.ts';
import type { Transaction, WorkspaceStore } from './store.ts';

/** What the step runner stands on; a part of Context. */
export interface WorkflowGround {
  readonly store: WorkspaceStore;
  now(): number;
  readonly generateId: GenerateId;
  transaction<Result>(
    work: (transaction: Transaction) => Promise<Result>,
    options?: { readonly final?: boolean },
  ): Promise<Result>;
}

/** Which run. */
export interface RunOptions extends WorkflowOptions {
  /** Starts a new run although an earlier one of this subject has finished. Default: a finished subject has nothing left to do. */
  readonly again?: boolean;
}

/**
 * Runs work as journaled steps. A step's writes and its journal row are one transaction (fenced inside a job), so a process may die
 * anywhere: the next one skips what is journaled and goes on. Work between steps is repeated after a crash and must have no effect.
 * @throws `invalid-transition` when the unfinished run was begun with another version of the steps
 */
export async function runWorkflow(
  ground: WorkflowGround,
  options: RunOptions,
  work: (workflow: Workflow) => Promise<void>,
): Promise<void> {
  const run = await openRun(ground, options);
  if (run.status === 'done') return;
  const journal = new Map<string, string>();
  for (const row of await collectAll(ground.store.workflowSteps, { where: { runId: run.id } })) {
    journal.set(row.step, row.output);
  }
  let ended = false;
  const end = <Output>(
    patch: Pick<WorkflowRun, 'status'> & { waitingFor?: string; finishedAt?: number },
    write: (transaction: Transaction) => Promise<Output>,
  ): Promise<Output> => {
    ended = true;
    return ground.transaction(
      async (transaction) => {
        await transaction.workflowRuns.update(run.id, run.version, patch);
        return write(transaction);
      },
      { final: true },
    );
  };
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
    finish: (write) => end({ status: 'done', finishedAt: ground.now() }, write),
    pause: (waitingFor, write) => end({ status: 'waiting', waitingFor }, write),
  });
  if (ended) return;
  await ground.transaction(async (transaction) => {
    await transaction.workflowRuns.update(run.id, run.version, { status: 'done', finishedAt: ground.now() });
  });
}

async function openRun(
  ground: WorkflowGround,
  { name, version, subject, edition, again = edition !== undefined }: RunOptions,
): Promise<WorkflowRun> {
  return ground.transaction(async (transaction) => {
    const known = await collectAll(transaction.workflowRuns, { where: { name, subject } });
    const unfinished = known.find(({ status }) => status === 'running' || status === 'waiting');
    if (unfinished !== undefined) {
      if (edition === undefined) return ofVersion(unfinished, version);
      if (unfinished.edition === edition && unfinished.workflowVersion === version) return unfinished;
      const givenUp = { status: 'failed', finishedAt: ground.now() } as const;
      await transaction.workflowRuns.update(unfinished.id, unfinished.version, givenUp);
    }
    const finished = known.find(({ status }) => status === 'done');
    if (finished !== undefined && !again) return finished;
    const run: WorkflowRun = {
      id: ground.generateId() as WorkflowRunId,
      version: 1,
      name,
      workflowVersion: version,
      status: 'running',
      subject,
      ...(edition === undefined ? {} : { edition }),
      startedAt: ground.now(),
    };
    await transaction.workflowRuns.insert([run]);
    return run;
  });
}

/** Steps of another version have other names and outputs: going on from them would skip or repeat work. */
function ofVersion(run: WorkflowRun, version: number): WorkflowRun {
  if (run.workflowVersion === version) return run;
  throw new TicketAIError('invalid-transition', {
    message: `The unfinished run of ${run.name} on ${run.subject} was begun with version ${run.workflowVersion} of its steps; this program has version ${version}. Finish it with the program that began it, or begin anew with another subject.`,
    context: { runId: run.id, stored: run.workflowVersion, wanted: version },
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

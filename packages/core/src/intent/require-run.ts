import { TicketAIError } from '../errors.ts';
import type { RunId } from '../ids.ts';
import { findAll } from '../record.ts';
import type { WorkspaceStore } from '../runtime/store.ts';
import type { Run } from './intent.ts';

/** A re-clustering, and the run it was made beside. */
export type Recluster = Run & Required<Pick<Run, 'basedOn'>>;

/** A re-clustering in one of these states. @throws `not-found`, `invalid-transition` */
export async function requireRun(
  { runs }: Pick<WorkspaceStore, 'runs'>,
  runId: RunId | undefined,
  ...statuses: readonly Run['status'][]
): Promise<Recluster> {
  const run = runId === undefined ? undefined : await runs.get(runId);
  if (run === undefined) {
    throw new TicketAIError('not-found', {
      message:
        runId === undefined
          ? 'There is no run yet. Run a discovery first (`cluster`).'
          : `There is no run ${runId}. \`runs list\` shows them.`,
      context: { runId },
    });
  }
  const { basedOn } = run;
  if (basedOn === undefined || !statuses.includes(run.status)) {
    throw new TicketAIError('invalid-transition', {
      message: `Run ${run.id} ${basedOn === undefined ? asDiscovery : asRecluster[run.status]}`,
      context: { runId: run.id, status: run.status },
    });
  }
  return { ...run, basedOn };
}

const asDiscovery =
  'is a discovery: it holds as it is, so there is nothing to compare, promote or give up. `recluster` makes a run for which there is.';

/** What to do with a re-clustering that is not in the state that is needed. */
const asRecluster: Readonly<Record<Run['status'], string>> = {
  running: 'is still at work. `jobs run` goes on with it.',
  candidate: 'was not promoted. `runs promote` lets it hold, `runs drop` gives it up.',
  done: 'was promoted already. `runs rollback` goes back from the latest that was.',
  failed: 'failed. `runs show` says why; `recluster` looks again.',
  dropped: 'was given up. `recluster` looks again.',
};

/** The re-clustering that holds. @throws `invalid-transition` when none was promoted */
export async function requirePromoted(
  store: Pick<WorkspaceStore, 'runs'>,
  activeRunId: RunId | undefined,
): Promise<Recluster> {
  const run = activeRunId === undefined ? undefined : await store.runs.get(activeRunId);
  if (run?.basedOn === undefined) {
    throw new TicketAIError('invalid-transition', {
      message:
        'No re-clustering holds, so there is nothing to go back to. `intents undo` takes back changes of intents; `runs list` shows the runs.',
    });
  }
  return requireRun(store, run.id, 'done');
}

const structural = ['intents-merged', 'intent-split'] as const;

/** @throws `conflict` when intents were merged or split after the run was promoted, and that is not undone */
export async function requireNoLaterChange(
  { events }: Pick<WorkspaceStore, 'events'>,
  { id }: Pick<Run, 'id'>,
): Promise<void> {
  const undone = new Set<string>();
  const later = findAll(events, {
    where: { type: [...structural, 'change-undone', 'run-promoted'] },
    orderBy: { field: 'sequence', direction: 'descending' },
  });
  for await (const { id: eventId, event } of later) {
    if (event.type === 'run-promoted' && event.runId === id) return;
    if (event.type === 'change-undone') undone.add(event.eventId);
    else if (event.type !== 'run-promoted' && !undone.has(eventId)) {
      throw new TicketAIError('conflict', {
        message: `Intents were merged or split since the run was promoted (change ${eventId}). Take that back first: \`intents undo ${eventId}\`.`,
        context: { eventId },
      });
    }
  }
}

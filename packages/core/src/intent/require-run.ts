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
      message: `There is no run ${runId ?? 'yet'}. \`runs list\` shows them.`,
      context: { runId },
    });
  }
  const { basedOn } = run;
  if (basedOn === undefined || !statuses.includes(run.status)) {
    const what = basedOn === undefined ? 'a discovery, not a re-clustering' : `"${run.status}"`;
    throw new TicketAIError('invalid-transition', {
      message: `Run ${run.id} is ${what}. This can be done with re-clusterings that are ${statuses.map((status) => `"${status}"`).join(' or ')}.`,
      context: { runId: run.id, status: run.status },
    });
  }
  return { ...run, basedOn };
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

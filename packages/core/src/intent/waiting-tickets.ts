import type { RunId, TicketId } from '../ids.ts';
import { collectAll } from '../record.ts';
import type { WorkspaceRecords } from './active-run.ts';
import { carryOverName } from './carry-over.ts';
import type { Assignment, Decision } from './intent.ts';
import { headId } from './write-assignments.ts';

/** Why a ticket waits that no discovery has looked at: a discovery gives its own reasons to all that it leaves over. */
const unseenCodes = new Set([
  'ambiguous',
  'too-unlike',
  'none-fits',
  'abstained',
  'stays',
  'carried-over',
  'intent-gone',
  'undo',
]);

type WaitingRecords = Pick<WorkspaceRecords, 'assignmentHeads' | 'assignments'>;

/** The tickets that wait for a model's word, with the decision that left them waiting. */
export function undecidedTickets(records: WaitingRecords, runId: RunId): Promise<readonly Assignment[]> {
  return latest(records, runId, 'provisional');
}

/** Those of these tickets that wait for a model's word. */
export async function undecidedAmong(
  { assignmentHeads, assignments }: WaitingRecords,
  runId: RunId,
  ticketIds: readonly TicketId[],
): Promise<readonly Assignment[]> {
  const heads = await assignmentHeads.getMany(
    ticketIds.map((ticketId) => headId(runId, { ticketId, role: 'primary' })),
  );
  const undecided = heads.filter(({ decision }) => decision === 'provisional');
  return assignments.getMany(undecided.map(({ assignmentId }) => assignmentId));
}

/**
 * The tickets that wait for an intent that fits; those of which a person said that none fits are not among them. For intents that a discovery
 * made, without those that it left over: it knew them.
 */
export async function sweptTickets(
  records: WaitingRecords,
  runId: RunId,
  { discovered }: { readonly discovered: boolean },
): Promise<readonly TicketId[]> {
  const waiting = await latest(records, runId, 'unassigned');
  return waiting
    .filter(({ trace }) => !discovered || unseenCodes.has(trace.code))
    .map(({ ticketId }) => ticketId);
}

/**
 * The tickets that are to be matched anew when a run takes over: those it took over without an intent that it knows, and those that waited for a
 * model's word about the intents of the run that is left.
 */
export async function homelessTickets(records: WaitingRecords, runId: RunId): Promise<readonly TicketId[]> {
  const unplaced = await latest(records, runId, 'unassigned');
  const undecided = await undecidedTickets(records, runId);
  return [...unplaced.filter(({ trace }) => trace.decidedBy === carryOverName), ...undecided].map(
    ({ ticketId }) => ticketId,
  );
}

async function latest(
  { assignmentHeads, assignments }: WaitingRecords,
  runId: RunId,
  decision: Decision,
): Promise<readonly Assignment[]> {
  const heads = await collectAll(assignmentHeads, { where: { runId, role: 'primary', decision } });
  return assignments.getMany(heads.map(({ assignmentId }) => assignmentId));
}

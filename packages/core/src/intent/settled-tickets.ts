import type { TicketId } from '../ids.ts';
import { findAll } from '../record.ts';
import { activeRunOf, type WorkspaceRecords } from './active-run.ts';
import { headId } from './write-assignments.ts';

/** The tickets (of these, or of all) that have an intent, or of which a person said that none fits. */
export async function settledTickets(
  records: Pick<WorkspaceRecords, 'assignmentHeads' | 'workspace'>,
  ticketIds?: readonly TicketId[],
): Promise<ReadonlySet<TicketId>> {
  const settled = new Set<TicketId>();
  const runId = await activeRunOf(records);
  if (runId === undefined) return settled;
  const heads =
    ticketIds === undefined
      ? findAll(records.assignmentHeads, { where: { runId, role: 'primary' } })
      : await records.assignmentHeads.getMany(
          ticketIds.map((ticketId) => headId(runId, { ticketId, role: 'primary' })),
        );
  for await (const { decision, ticketId } of heads) {
    if (decision !== 'unassigned' && decision !== 'provisional') settled.add(ticketId);
  }
  return settled;
}

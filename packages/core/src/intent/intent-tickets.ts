import type { IntentId, TicketId } from '../ids.ts';
import { collectAll } from '../record.ts';
import type { Records } from '../runtime/store.ts';
import { inActiveRun, type WorkspaceRecords } from './active-run.ts';

/** This intent's id and every id that was merged into it, directly or through others. */
export async function intentIdsUnder(
  records: Pick<Records, 'intentAliases'>,
  intentId: IntentId,
): Promise<IntentId[]> {
  const ids: IntentId[] = [intentId];
  for (let position = 0; position < ids.length; position += 1) {
    const target = ids[position];
    if (target === undefined) break;
    ids.push(...(await collectAll(records.intentAliases, { where: { target } })).map(({ id }) => id));
  }
  return ids;
}

/** The tickets whose primary intent this is, most certain first. */
export async function ticketsOfIntent(
  records: Pick<WorkspaceRecords, 'intentAliases' | 'assignmentHeads' | 'workspace'>,
  intentId: IntentId,
): Promise<TicketId[]> {
  const intentIds = await intentIdsUnder(records, intentId);
  const heads = await collectAll(records.assignmentHeads, {
    where: { ...(await inActiveRun(records)), intentId: intentIds, role: 'primary' },
  });
  return heads
    .toSorted((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1))
    .map(({ ticketId }) => ticketId);
}

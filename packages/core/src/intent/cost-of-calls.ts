import { collectAll } from '../record.ts';
import type { WorkspaceStore } from '../runtime/store.ts';

/** What the calls of this moment that one ticket was part of cost each of their tickets, in US dollars. */
export async function costOfCalls(
  { modelCalls }: Pick<WorkspaceStore, 'modelCalls'>,
  from: number,
  tickets: number,
  ticketId: string | undefined,
): Promise<number> {
  if (ticketId === undefined) return 0;
  const calls = await collectAll(modelCalls, { where: { purpose: 'adjudicate', at: { from } } });
  const own = calls.filter((call) => call.ticketIds.includes(ticketId));
  return own.reduce((sum, { costUsd }) => sum + costUsd, 0) / tickets;
}

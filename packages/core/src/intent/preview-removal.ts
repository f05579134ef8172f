import type { Context } from '../context.ts';
import type { IntentId, TicketId } from '../ids.ts';
import { collectAll } from '../record.ts';
import { resolveAliases } from '../runtime/resolve-aliases.ts';
import { activeRunOf } from './active-run.ts';
import { headId } from './write-assignments.ts';

/** What an intent loses with tickets that go. */
export interface IntentLoss {
  readonly intentId: IntentId;
  readonly name: string;
  /** Its tickets that go, of so many. */
  readonly tickets: number;
  readonly ticketsToday: number;
  /** Tickets it is learned from that go, of so many. */
  readonly exemplars: number;
  readonly exemplarsToday: number;
}

const batchSize = 500;

/** Which active intents would lose tickets, or what they are learned from, most tickets first. Nothing is changed. */
export async function lossesOfIntents(
  { store }: Pick<Context, 'store'>,
  ticketIds: readonly TicketId[],
): Promise<readonly IntentLoss[]> {
  const runId = await activeRunOf(store);
  const resolve = resolveAliases(await collectAll(store.intentAliases));
  const lost = new Map<IntentId, number>();
  for (let start = 0; runId !== undefined && start < ticketIds.length; start += batchSize) {
    const ids = ticketIds.slice(start, start + batchSize);
    const heads = await store.assignmentHeads.getMany(
      ids.map((ticketId) => headId(runId, { ticketId, role: 'primary' })),
    );
    for (const { intentId } of heads) {
      if (intentId === undefined) continue;
      const today = resolve(intentId);
      lost.set(today, (lost.get(today) ?? 0) + 1);
    }
  }
  const going = new Set(ticketIds);
  const counts = await store.ticketsPerIntent();
  const intents = await collectAll(store.intents, { where: { status: 'active' } });
  return intents
    .map(({ id, name, exemplars }) => ({
      intentId: id,
      name,
      tickets: lost.get(id) ?? 0,
      ticketsToday: counts.get(id) ?? 0,
      exemplars: exemplars.filter((ticketId) => going.has(ticketId)).length,
      exemplarsToday: exemplars.length,
    }))
    .filter(({ tickets, exemplars }) => tickets + exemplars > 0)
    .sort((a, b) => b.tickets - a.tickets || (a.name < b.name ? -1 : 1));
}

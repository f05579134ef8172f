import type { TicketId } from '../ids.ts';
import type { Transaction } from '../runtime/store.ts';
import type { Intent } from './intent.ts';

/** Tickets that intents were learned from and that were erased while that went on: it has to be learned anew, without them. */
export async function erasedMeanwhile(
  { tickets }: Pick<Transaction, 'tickets'>,
  learned: readonly Pick<Intent, 'exemplars'>[],
): Promise<readonly TicketId[]> {
  return erasedAmong({ tickets }, [...new Set(learned.flatMap(({ exemplars }) => exemplars))]);
}

/** Those of the tickets that are erased. */
export async function erasedAmong(
  { tickets }: Pick<Transaction, 'tickets'>,
  ids: readonly TicketId[],
): Promise<readonly TicketId[]> {
  return (await tickets.getMany(ids)).filter(({ erasedAt }) => erasedAt !== undefined).map(({ id }) => id);
}

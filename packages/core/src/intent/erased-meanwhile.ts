import type { TicketId } from '../ids.ts';
import type { Transaction } from '../runtime/store.ts';
import type { Intent } from './intent.ts';

/** Tickets that intents were learned from and that were erased while that went on: it has to be learned anew, without them. */
export async function erasedMeanwhile(
  { tickets }: Pick<Transaction, 'tickets'>,
  learned: readonly Pick<Intent, 'exemplars'>[],
): Promise<readonly TicketId[]> {
  const ids = [...new Set(learned.flatMap(({ exemplars }) => exemplars))];
  return (await tickets.getMany(ids)).filter(({ erasedAt }) => erasedAt !== undefined).map(({ id }) => id);
}

import type { Context } from '../context.ts';
import type { RunId, TicketId } from '../ids.ts';
import type { JobPayloads } from '../jobs.ts';
import { collectAll } from '../record.ts';
import type { Assignment } from './intent.ts';
import { ticketsPerCall } from './model/adjudicate.ts';

/** Calls that are shared out and not made yet, at most: what stops them, such as a spent budget, is noticed before many more are. */
const mostAhead = 32;

/** The tickets that jobs of one call each have taken on. A job that died has given its tickets back. */
export async function sharedOut({ store }: Pick<Context, 'store'>): Promise<ReadonlySet<TicketId>> {
  const jobs = await collectAll(store.jobs, {
    where: { name: 'adjudicate-batch', status: ['waiting', 'leased'] },
  });
  return new Set(
    jobs.flatMap(({ payload }) => (JSON.parse(payload) as JobPayloads['adjudicate-batch']).ticketIds),
  );
}

/** Those that probably need a new intent first; among each, likely duplicates side by side, so that they meet in one call. */
export function inOrderOfAsking(waiting: readonly Assignment[]): readonly Assignment[] {
  const key = ({ trace, ticketId }: Assignment) => `${trace.candidates[0]?.intentId ?? '~'} ${ticketId}`;
  return waiting.toSorted(
    (a, b) => Number(hasLikelyIntent(a)) - Number(hasLikelyIntent(b)) || (key(a) < key(b) ? -1 : 1),
  );
}

/**
 * Leaves calls about tickets that probably have an intent to jobs of their own, so that several workers ask at a time; gives the tickets of these
 * jobs. What probably needs a new intent stays: calls side by side would each make it, and all but one would have to ask again.
 */
export async function shareOut(
  context: Context,
  runId: RunId,
  waiting: readonly Assignment[],
): Promise<ReadonlySet<TicketId>> {
  const likely = waiting.filter(hasLikelyIntent).map(({ ticketId }) => ticketId);
  const ahead = Math.ceil((await sharedOut(context)).size / ticketsPerCall);
  const calls = Math.min(Math.floor(likely.length / ticketsPerCall), mostAhead - ahead);
  if (calls <= 0) return new Set();
  const batches = Array.from({ length: calls }, (_, at) =>
    likely.slice(at * ticketsPerCall, (at + 1) * ticketsPerCall),
  );
  await context.transaction((transaction) =>
    context.commit(transaction, [{ type: 'tickets-shared-out', runId, batches }]),
  );
  return new Set(batches.flat());
}

/** Whether a known intent is likelier than none, as far as the matcher knows. */
function hasLikelyIntent({ trace }: Assignment): boolean {
  return trace.candidates.reduce((sum, { score }) => sum + score, 0) > 0.5;
}

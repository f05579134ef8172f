import type { Context } from '../context.ts';
import type { TicketId } from '../ids.ts';
import { throttledYield } from '../text/parallel.ts';
import type { TicketDraft } from './ticket.ts';
import { prepareBatch, type RejectedDraft, writeBatch } from './ticket-batch.ts';

/** Tickets per transaction. */
const batchSize = 500;

/** What became of the tickets handed in. */
export interface IngestResult {
  readonly created: readonly TicketId[];
  readonly updated: readonly TicketId[];
  /** Drafts that say nothing new, and those of tickets whose text was erased. */
  readonly unchanged: number;
  readonly rejected: readonly RejectedDraft[];
}

/**
 * STAGE. Validates, recognises known tickets by (source, external id), stores the rest. Bad drafts are reported; the good ones are kept.
 * A known ticket gets the draft's fields and the messages it lacks. A draft that changes the text of a stored message is reported in
 * `rejected`, again each time it comes: the stored text stays, everything else of it is taken over (then it stands in `updated` too).
 */
export async function ingestTickets(context: Context, drafts: readonly TicketDraft[]): Promise<IngestResult> {
  const created: TicketId[] = [];
  const updated: TicketId[] = [];
  const rejected: RejectedDraft[] = [];
  let unchanged = 0;
  const giveWay = throttledYield(context.abortSignal);
  for (let start = 0; start < drafts.length; start += batchSize) {
    await giveWay();
    const batch = await prepareBatch(context, drafts.slice(start, start + batchSize));
    await context.transaction((transaction) => writeBatch(context, transaction, batch));
    created.push(...batch.created.map(({ ticket }) => ticket.id));
    updated.push(...batch.updates.map(({ change }) => change.id));
    unchanged += batch.unchanged;
    rejected.push(...batch.rejected.map(({ index, reason }) => ({ index: index + start, reason })));
    context.onProgress?.({
      stage: 'ingest',
      done: Math.min(start + batchSize, drafts.length),
      total: drafts.length,
    });
  }
  return { created, updated, unchanged, rejected };
}

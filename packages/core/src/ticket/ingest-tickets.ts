import type { Context } from '../context.ts';
import type { TicketId } from '../ids.ts';
import { throttledYield } from '../text/parallel.ts';
import { type ParsedDrafts, parseDrafts, type RejectedDraft } from './parse-drafts.ts';
import type { TicketDraft } from './ticket.ts';
import { prepareBatch, writeBatch } from './ticket-batch.ts';

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
  const read = (start: number) => parseDrafts(drafts.slice(start, start + batchSize));
  const prepare = (batch: ParsedDrafts, after?: Promise<void>) => {
    const preparing = Promise.resolve(after).then(() => prepareBatch(context, batch));
    // Nobody asks for it when the work stops before.
    preparing.catch(() => {});
    return preparing;
  };
  let parsed = read(0);
  let prepared = prepare(parsed);
  for (let start = 0; start < drafts.length; start += batchSize) {
    await giveWay();
    const batch = await prepared;
    const written = context.transaction((transaction) => writeBatch(context, transaction, batch));
    // While the database is busy with one batch, the next one is made ready.
    const next = read(start + batchSize);
    prepared = prepare(next, shareTickets(parsed, next) ? written : undefined);
    parsed = next;
    await written;
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

/** Then what one batch writes has to be known before the other is made ready. */
const shareTickets = (some: ParsedDrafts, others: ParsedDrafts): boolean =>
  [...others.parsed.keys()].some((key) => some.parsed.has(key));

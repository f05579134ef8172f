import type { Context } from '../context.ts';
import type { TicketId } from '../ids.ts';
import { collectAll } from '../record.ts';
import { forgetFiles } from './import-files.ts';
import type { ImportRecord } from './ticket.ts';

/** How many tickets are erased at a time. */
const batchSize = 500;

/** STAGE. Asks for tickets to be erased for good; many are many jobs. @returns the ids of the requests, one for each job */
export async function requestTicketErasure(
  context: Context,
  { ticketIds }: { readonly ticketIds: readonly TicketId[] },
): Promise<readonly string[]> {
  const batches = Array.from({ length: Math.ceil(ticketIds.length / batchSize) }, (_, at) =>
    ticketIds.slice(at * batchSize, (at + 1) * batchSize),
  );
  const requests = batches.map((batch) => ({
    type: 'ticket-erasure-requested' as const,
    erasureId: context.generateId(),
    ticketIds: batch,
  }));
  await context.transaction((transaction) => context.commit(transaction, requests));
  return requests.map(({ erasureId }) => erasureId);
}

/**
 * STAGE. Erases what customers wrote in tickets, everywhere: in the records, and with what is kept of imports: their files, and the rows that were
 * refused. Nothing tells which of them hold a ticket: all go. Which intent a ticket had stays, so that no count changes; no later import brings its text back.
 * A file that is still being imported is looked for again later. Articles that rest on erased replies are told of.
 */
export async function eraseTickets(
  context: Context,
  { ticketIds }: { readonly ticketIds: readonly TicketId[] },
): Promise<void> {
  const { store } = context;
  await store.erase({ ticketIds });
  const imports = await collectAll(store.imports);
  const isOver = ({ status }: ImportRecord) => status !== 'running';
  await forgetFiles(context, imports.filter(isOver));
  const filesRemain = imports.some((record) => !isOver(record));
  await context.transaction(
    (transaction) => context.commit(transaction, [{ type: 'tickets-erased', ticketIds, filesRemain }]),
    { final: true },
  );
}

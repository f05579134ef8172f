import { TicketAIError } from '../errors.ts';
import type { TicketId } from '../ids.ts';
import type { Records } from '../runtime/store.ts';
import type { Ticket } from './ticket.ts';

/** By our id, else by the id in the system it came from. @throws `not-found` */
export async function findTicket({ tickets }: Pick<Records, 'tickets'>, id: string): Promise<Ticket> {
  const ticket =
    (await tickets.get(id as TicketId)) ??
    (await tickets.find({ where: { externalId: id }, limit: 1 })).items[0];
  if (ticket === undefined) throw noTicket(id);
  return ticket;
}

/** That there is no such ticket, and how to see which there are. */
export function noTicket(id: string): TicketAIError {
  return new TicketAIError('not-found', {
    message: `There is no ticket ${id}. \`tickets list\` shows them.`,
    context: { id },
  });
}

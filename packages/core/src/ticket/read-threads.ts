import type { TicketId } from '../ids.ts';
import { collectAll, type Journal, type Repository } from '../record.ts';
import { conversationOrder } from './conversation-order.ts';
import type { Message, Ticket, TicketThread } from './ticket.ts';

/** Tickets read at a time. */
const batchSize = 500;

/** Yields tickets with their messages in conversation order, in the order of `ticketIds`; what does not exist is left out. */
export async function* readThreads(
  records: {
    readonly tickets: Pick<Repository<Ticket>, 'getMany'>;
    readonly messages: Pick<Journal<Message>, 'find'>;
  },
  ticketIds: readonly TicketId[],
): AsyncGenerator<TicketThread, void, undefined> {
  for (let start = 0; start < ticketIds.length; start += batchSize) {
    const ids = ticketIds.slice(start, start + batchSize);
    const tickets = await records.tickets.getMany(ids);
    const messages = Map.groupBy(
      await collectAll(records.messages, { where: { ticketId: ids } }),
      (message) => message.ticketId,
    );
    for (const ticket of tickets) {
      const thread = messages.get(ticket.id) ?? [];
      yield { ticket, messages: conversationOrder(thread) };
    }
  }
}

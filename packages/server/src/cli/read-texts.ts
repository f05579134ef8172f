import { findAll, type TicketAI, type TicketId } from '@ticket-ai/core';

/** What customers wrote first, by ticket. */
export async function readFirstTexts(desk: TicketAI): Promise<ReadonlyMap<TicketId, string>> {
  const texts = new Map<TicketId, string>();
  for await (const { ticketId, text } of findAll((await desk.store()).messages, {
    where: { role: 'customer' },
    orderBy: { field: 'position' },
  })) {
    if (!texts.has(ticketId)) texts.set(ticketId, text);
  }
  return texts;
}

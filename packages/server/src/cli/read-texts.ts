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

/** Everything that was written in a ticket, by ticket: what discovery reads. */
export async function readWholeTexts(desk: TicketAI): Promise<ReadonlyMap<TicketId, string>> {
  const texts = new Map<TicketId, string>();
  for await (const { ticketId, text } of findAll((await desk.store()).messages, {
    orderBy: { field: 'position' },
  }))
    texts.set(ticketId, `${texts.get(ticketId) ?? ''}\n${text}`);
  return texts;
}

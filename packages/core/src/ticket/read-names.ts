import type { TicketId } from '../ids.ts';
import { namesIn, namesOfPerson } from '../text/names-in-message.ts';
import { readThreads } from './read-threads.ts';
import type { TicketThread } from './ticket.ts';

/** The names of people that each ticket tells: of who asked, and of those its messages greet and are signed with. */
export async function readNames(
  records: Parameters<typeof readThreads>[0],
  ticketIds: readonly TicketId[],
): Promise<ReadonlyMap<TicketId, readonly string[]>> {
  const told = new Map<TicketId, readonly string[]>();
  for await (const { ticket, messages } of readThreads(records, ticketIds)) {
    told.set(ticket.id, namesInThread({ ticket, messages }));
  }
  return told;
}

/** The names of people that one ticket tells, as {@link readNames} gives them. */
export function namesInThread({
  ticket,
  messages,
}: Pick<TicketThread, 'ticket' | 'messages'>): readonly string[] {
  const names = [...namesOfPerson(ticket.requester ?? ''), ...messages.flatMap(({ text }) => namesIn(text))];
  return [...new Set(names)];
}

import type { TicketId } from '../ids.ts';
import { namesIn, namesOfPerson } from '../text/names-in-message.ts';
import { readThreads } from './read-threads.ts';

/** The names of people that tickets tell: of who asked, and of those their messages greet and are signed with. */
export async function readNames(
  records: Parameters<typeof readThreads>[0],
  ticketIds: readonly TicketId[],
): Promise<readonly string[]> {
  const names = new Set<string>();
  for await (const { ticket, messages } of readThreads(records, ticketIds)) {
    for (const name of namesOfPerson(ticket.requester ?? '')) names.add(name);
    for (const { text } of messages) for (const name of namesIn(text)) names.add(name);
  }
  return [...names];
}

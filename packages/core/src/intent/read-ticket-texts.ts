import type { Context } from '../context.ts';
import type { TicketId } from '../ids.ts';
import { readThreads } from '../ticket/read-threads.ts';
import { customerText, replyText } from '../ticket/thread-text.ts';
import type { TicketText } from './clusterer.ts';

/** The tickets as clusterers read them, in the order of `ticketIds`. */
export async function readTicketTexts(
  context: Pick<Context, 'store'>,
  ticketIds: readonly TicketId[],
): Promise<TicketText[]> {
  const texts: TicketText[] = [];
  for await (const thread of readThreads(context.store, ticketIds)) {
    const { id, language, createdAt } = thread.ticket;
    texts.push({
      ticketId: id,
      text: customerText(thread),
      replies: replyText(thread),
      language,
      ...(createdAt === undefined ? {} : { createdAt }),
    });
  }
  return texts;
}

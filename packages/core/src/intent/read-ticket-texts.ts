import type { Context } from '../context.ts';
import type { TicketId } from '../ids.ts';
import { throttledYield } from '../text/parallel.ts';
import { namesInThread } from '../ticket/read-names.ts';
import { readThreads } from '../ticket/read-threads.ts';
import { customerText, replyText } from '../ticket/thread-text.ts';
import type { TicketText } from './clusterer.ts';

const toldEvery = 1000;

/** The tickets as clusterers read them, in the order of `ticketIds`. `onProgress` hears the share read, now and then. */
export async function readTicketTexts(
  context: Pick<Context, 'store' | 'abortSignal'>,
  ticketIds: readonly TicketId[],
  onProgress?: (share: number) => void,
): Promise<TicketText[]> {
  const giveWay = throttledYield(context.abortSignal);
  const texts: TicketText[] = [];
  for await (const thread of readThreads(context.store, ticketIds)) {
    const { id, language, createdAt } = thread.ticket;
    texts.push({
      ticketId: id,
      text: customerText(thread),
      replies: replyText(thread),
      people: namesInThread(thread),
      language,
      ...(createdAt === undefined ? {} : { createdAt }),
    });
    if (texts.length % toldEvery !== 0) continue;
    onProgress?.(texts.length / ticketIds.length);
    await giveWay();
  }
  return texts;
}

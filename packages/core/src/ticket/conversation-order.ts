import type { Message } from './ticket.ts';

/**
 * The messages of one ticket as they were said: by `at`, then in the order they came in. A message without time stays behind the one it
 * came in after.
 */
export function conversationOrder<Said extends Pick<Message, 'position' | 'at'>>(
  messages: readonly Said[],
): Said[] {
  let latest = Number.NEGATIVE_INFINITY;
  return messages
    .toSorted((a, b) => a.position - b.position)
    .map((message) => {
      latest = message.at ?? latest;
      return { message, at: latest };
    })
    .sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1))
    .map(({ message }) => message);
}

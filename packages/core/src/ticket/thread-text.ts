import { cleanMessage } from '../text/clean-message.ts';
import type { TicketThread } from './ticket.ts';

/** Longest text handed on per ticket, in characters; the rest of a long ticket says nothing new. */
const longestText = 8000;

/**
 * What the customer asks, in the customer's words: subject and customer messages, without quoted mail, greetings and signatures. Threads in
 * which nobody is marked as customer count whole. Empty when there is no text.
 */
export function customerText({ ticket, messages }: TicketThread): string {
  const customers = messages.filter((message) => message.role === 'customer');
  const spoken = customers.length > 0 ? customers : messages;
  const cleaned = spoken.map((message) => cleanMessage(message.text)).filter((text) => text !== '');
  const subject = cleanSubject(ticket.subject);
  const parts =
    subject === '' || cleaned[0]?.toLowerCase().startsWith(subject.toLowerCase())
      ? cleaned
      : [subject, ...cleaned];
  return parts.join('\n').slice(0, longestText);
}

/** Without `Re:`, `Fwd:`, `AW:`, `WG:`, `RV:` and ticket numbers in brackets. */
function cleanSubject(subject: string): string {
  return subject.replace(/^\s*((re|fwd?|aw|wg|rv|antw)\s*:\s*|\[[^\]]{1,40}\]\s*)+/i, '').trim();
}

/** What agents answered, cleaned like {@link customerText}. Empty when nobody is marked as customer: then all is the customer's. */
export function replyText({ messages }: TicketThread): string {
  if (!messages.some((message) => message.role === 'customer')) return '';
  const replies = messages
    .filter((message) => message.role === 'agent')
    .map((message) => cleanMessage(message.text));
  return replies
    .filter((text) => text !== '')
    .join('\n')
    .slice(0, longestText);
}

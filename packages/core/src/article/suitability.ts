import type { Intent } from '../intent/intent.ts';
import { tokenise } from '../text/tokenise.ts';
import type { TicketThread } from '../ticket/ticket.ts';
import { repliesOf } from './gather-evidence.ts';
import { replySentences } from './reply-sentences.ts';

/** Whether an intent can have an article, and if not, why. */
export interface Suitability {
  readonly suitable: boolean;
  readonly reasons: readonly string[];
}

const leastTickets = 3;
/** The share of tickets that must use one of the intent's words: below it the tickets have no topic in common. */
const leastCoherence = 0.3;

/**
 * The gate before any draft: enough tickets, one of them solved by a person, tickets that speak of the same thing, and replies that state an
 * answer which is for everybody and lasts. What an agent did for one customer ("I have refunded you", "until Friday") is none.
 */
export function assessSuitability(
  intent: Intent,
  tickets: number,
  threads: readonly TicketThread[],
): Suitability {
  const reasons: string[] = [];
  if (tickets < leastTickets)
    reasons.push(`The intent has ${tickets} ticket(s); an article needs at least ${leastTickets}.`);
  if (threads.length === 0) reasons.push('No ticket of this intent has been solved by an agent yet.');
  else {
    const coherent = threads.filter((thread) => speaksOf(thread, intent)).length / threads.length;
    if (coherent < leastCoherence)
      reasons.push(
        `Only ${Math.round(coherent * 100)} % of its solved tickets use any of the intent's words: they may ask for different things.`,
      );
    if (!threads.some(statesAnswer))
      reasons.push(
        'No reply says what a customer can do: agents did it themselves, asked back, or wrote about one case only.',
      );
  }
  return { suitable: reasons.length === 0, reasons };
}

function speaksOf({ ticket, messages }: TicketThread, intent: Intent): boolean {
  const words = wordsOf([intent.name, ...intent.terms].join('\n'));
  if (words.size === 0) return true;
  const text = wordsOf([ticket.subject, ...messages.map((message) => message.text)].join('\n'));
  return [...words].some((word) => text.has(word));
}

const wordsOf = (text: string): ReadonlySet<string> => new Set(tokenise(text, { withoutStopWords: true }));

const statesAnswer = (thread: TicketThread): boolean =>
  repliesOf(thread).some((reply) => replySentences(reply).some(({ role }) => role !== 'symptom'));

import type { Intent } from '../intent/intent.ts';
import { tokenise } from '../text/tokenise.ts';
import type { TicketThread } from '../ticket/ticket.ts';
import { chooseDiverse } from './choose-diverse.ts';

/** After so long a procedure is worth half as much as today's. */
const halfLifeMs = 365 * 24 * 3_600_000;
/** What a ticket that was reopened before it was solved for good is worth: its first replies did not help. */
const reopenedWorth = 0.7;

/**
 * The threads an article is best written from, best first: by maximal marginal relevance to the intent, relevance weighted by what resolved
 * and how recently. The newest is always among them, because procedures change.
 */
export function chooseThreads(
  threads: readonly TicketThread[],
  intent: Intent,
  most: number,
): readonly TicketThread[] {
  const terms = threads.map(({ ticket, messages }) => {
    const text = [ticket.subject, ...messages.map((message) => message.text)].join('\n').slice(0, 4000);
    return new Set(tokenise(text, { withoutStopWords: true }));
  });
  const topic = new Set(
    tokenise([intent.name, intent.description, ...intent.terms].join('\n'), { withoutStopWords: true }),
  );
  const cosine = (left: ReadonlySet<string>, right: ReadonlySet<string>) =>
    [...left].filter((term) => right.has(term)).length /
    Math.sqrt(Math.max(1, left.size) * Math.max(1, right.size));
  const exemplars = new Set(intent.exemplars);
  const newest = Math.max(0, ...threads.map(solvedAt));
  const worth = threads.map(
    (thread) =>
      (thread.ticket.reopenedAt === undefined ? 1 : reopenedWorth) *
      0.5 ** ((newest - solvedAt(thread)) / halfLifeMs),
  );
  const chosen = chooseDiverse({
    size: threads.length,
    most,
    relevance: (index) =>
      worth[index]! *
      Math.min(1, cosine(terms[index]!, topic) + (exemplars.has(threads[index]!.ticket.id) ? 0.2 : 0)),
    similarity: (left, right) => cosine(terms[left]!, terms[right]!),
  });
  const latest = threads.findIndex((thread) => solvedAt(thread) === newest);
  const withLatest = latest < 0 || chosen.includes(latest) ? chosen : [...chosen.slice(0, -1), latest];
  return withLatest.map((index) => threads[index]!);
}

const solvedAt = ({ ticket }: TicketThread): number => ticket.resolvedAt ?? ticket.createdAt ?? 0;

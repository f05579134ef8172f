import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { AnswerId } from '../ids.ts';
import type { Records } from '../runtime/store.ts';
import { wordDistance } from '../text/word-distance.ts';
import type { Answer, Feedback } from './answer.ts';
import { outcomesOf, replyText } from './outcomes.ts';

/** What somebody says became of a suggested reply. */
export type Outcome =
  | { readonly verdict: 'sent' }
  /** `text`: what was sent instead. Only how much it differs is kept. */
  | { readonly verdict: 'edited'; readonly text: string }
  | { readonly verdict: 'rejected'; readonly reason: string }
  /** The customer came back: what was sent did not help. */
  | { readonly verdict: 'reopened'; readonly reason?: string };

const longestText = 20_000;
const longestReason = 2000;

/** What may follow on what. */
const next: Readonly<Record<Feedback['verdict'] | 'open', readonly Feedback['verdict'][]>> = {
  open: ['sent', 'edited', 'rejected'],
  sent: ['reopened'],
  edited: ['reopened'],
  rejected: [],
  reopened: [],
};

/**
 * STAGE. Records what became of a suggested reply: sent as it is, sent with changes, rejected, or sent and the ticket came back. An edit that
 * changes no word counts as sent as it is. The same again changes nothing.
 * @throws `not-found`; `invalid-input` for an answer that belongs to no ticket, an empty or too long text or reason; `invalid-transition` for one
 * that is settled otherwise, has nothing to send, or whose ticket was erased
 */
export async function recordOutcome(
  context: Context,
  { answerId, outcome }: { readonly answerId: AnswerId; readonly outcome: Outcome },
): Promise<Feedback> {
  return context.transaction(
    async (transaction) => {
      const answer = await transaction.answers.get(answerId);
      if (answer === undefined)
        throw new TicketAIError('not-found', { message: `There is no answer ${answerId}.` });
      const ticketId = await openTicket(transaction, answer);
      const row: Feedback = {
        id: context.generateId(),
        answerId,
        ...describe(answer, outcome),
        at: context.now(),
        actor: context.actor,
      };
      const last = (await outcomesOf(transaction, [answerId])).at(-1);
      if (last?.verdict === row.verdict) return last;
      checkMove(last?.verdict ?? 'open', row.verdict);
      await transaction.feedback.insert([row]);
      await context.commit(transaction, [
        { type: 'reply-settled', answerId, ticketId, verdict: row.verdict },
      ]);
      return row;
    },
    { final: true },
  );
}

/** What is said of an erased ticket would outlive it. */
async function openTicket({ tickets }: Pick<Records, 'tickets'>, { id, ticketId, sentences }: Answer) {
  if (ticketId === undefined) {
    throw new TicketAIError('invalid-input', {
      message: `Answer ${id} belongs to no ticket. Answer a ticket to suggest a reply to it.`,
    });
  }
  const ticket = await tickets.get(ticketId);
  if (sentences.length > 0 && ticket !== undefined && ticket.erasedAt === undefined) return ticketId;
  throw new TicketAIError('invalid-transition', {
    message: 'There is nothing to send: the sources did not say, or it was erased.',
    context: { answerId: id },
  });
}

function describe(answer: Answer, outcome: Outcome): Pick<Feedback, 'verdict' | 'note' | 'distance'> {
  if (outcome.verdict === 'edited') {
    const distance = wordDistance(replyText(answer), written(outcome.text, 'text', longestText));
    return distance === 0 ? { verdict: 'sent' } : { verdict: 'edited', distance };
  }
  if (outcome.verdict === 'sent' || outcome.reason === undefined) return { verdict: outcome.verdict };
  return { verdict: outcome.verdict, note: written(outcome.reason, 'reason', longestReason) };
}

function written(text: string, name: string, longest: number): string {
  const trimmed = text.trim();
  if (trimmed !== '' && trimmed.length <= longest) return trimmed;
  throw new TicketAIError('invalid-input', {
    message: `The ${name} must have 1 to ${longest} characters; it has ${trimmed.length}.`,
  });
}

function checkMove(from: Feedback['verdict'] | 'open', to: Feedback['verdict']): void {
  if (next[from].includes(to)) return;
  const possible = next[from].length === 0 ? 'nothing' : next[from].join(', ');
  throw new TicketAIError('invalid-transition', {
    message: `A suggested reply that is "${from}" cannot be ${to}. Possible now: ${possible}.`,
    context: { from, to },
  });
}

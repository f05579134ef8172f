import { answerTicket } from './answer/answer-ticket.ts';
import { countOutcomes } from './answer/count-outcomes.ts';
import { listReplies } from './answer/list-replies.ts';
import { recordOutcome } from './answer/record-outcome.ts';
import { streamAnswer } from './answer/stream-answer.ts';
import type { DeskGround } from './desk-work.ts';
import { findTicket } from './ticket/find-ticket.ts';
import type { TicketAI } from './ticket-ai.ts';

/** The verbs about answers as they are made, and about what becomes of those that are suggested replies. */
export function deskAnswers({ work, call }: DeskGround): TicketAI['answers'] {
  const context = () => work.context(call);
  return {
    stream: (question, { filter = {} } = {}) =>
      streamAnswer(async ({ onSentence, abortSignal }) => {
        const signals = [abortSignal, ...(call.abortSignal === undefined ? [] : [call.abortSignal])];
        return answerTicket(await work.context({ ...call, abortSignal: AbortSignal.any(signals) }), {
          ...(typeof question === 'string' ? { question } : question),
          filter,
          onSentence,
        });
      }),
    async list(ticketId, options) {
      const opened = await context();
      const { id } = await findTicket(opened.store, ticketId);
      return listReplies(opened, { ticketId: id, ...options });
    },
    async record(answerId, outcome) {
      const row = await recordOutcome(await context(), { answerId, outcome });
      await work.settleInline({ abortSignal: call.abortSignal });
      return row;
    },
    async counts(range) {
      return countOutcomes(await context(), range);
    },
  };
}

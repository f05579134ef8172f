import type { Context } from '../context.ts';
import type { TicketId } from '../ids.ts';
import { collectAll } from '../record.ts';
import type { Feedback } from './answer.ts';
import { outcomesOf } from './outcomes.ts';

/**
 * STAGE. Tickets came back: what was sent to them before did not help. Records that of their suggested replies, so that nobody has to say it. Doing
 * it twice changes nothing.
 */
export async function noteReopened(
  context: Context,
  { ticketIds }: { readonly ticketIds: readonly TicketId[] },
): Promise<readonly Feedback[]> {
  return context.transaction(
    async (transaction) => {
      const tickets = await transaction.tickets.getMany(ticketIds);
      const reopenedAt = new Map(
        tickets.flatMap(({ id, reopenedAt: at, erasedAt }) =>
          at === undefined || erasedAt !== undefined ? [] : [[id, at] as const],
        ),
      );
      const answers = await collectAll(transaction.answers, { where: { ticketId: [...reopenedAt.keys()] } });
      const ids = answers.map(({ id }) => id);
      const outcomes = Map.groupBy(await outcomesOf(transaction, ids), ({ answerId }) => answerId);
      const rows: Feedback[] = [];
      const events = answers.flatMap(({ id: answerId, ticketId }) => {
        const last = outcomes.get(answerId)?.at(-1);
        const isSent = last?.verdict === 'sent' || last?.verdict === 'edited';
        if (ticketId === undefined || !isSent || last.at > (reopenedAt.get(ticketId) ?? 0)) return [];
        const { actor } = context;
        const verdict = 'reopened' as const;
        rows.push({ id: context.generateId(), answerId, verdict, at: context.now(), actor });
        return [{ type: 'reply-settled' as const, answerId, ticketId, verdict }];
      });
      await transaction.feedback.insert(rows);
      await context.commit(transaction, events);
      return rows;
    },
    { final: true },
  );
}

import type { Context } from '../context.ts';
import type { TicketId } from '../ids.ts';
import { activeRunOf } from './active-run.ts';
import { askAboutTickets, requestModelsWord } from './ask-about-tickets.ts';
import { undecidedAmong } from './waiting-tickets.ts';
import { leaveProvisional } from './write-adjudications.ts';

/**
 * STAGE. One call of those that were shared out: lets a model decide about tickets that wait for its word, beside other calls. Those that nobody
 * could decide on are asked about once more with what comes; what a budget or a model that is down stops stays provisional.
 */
export async function adjudicateBatch(
  context: Context,
  { ticketIds }: { readonly ticketIds: readonly TicketId[] },
): Promise<void> {
  const { models, store } = context;
  const runId = await activeRunOf(store);
  if (models === undefined || runId === undefined) return;
  const batch = await undecidedAmong(store, runId, ticketIds);
  const { stopped, unheard } = await askAboutTickets(context, models, runId, batch);
  if (stopped !== undefined) await leaveProvisional(context, runId, batch, stopped);
  await context.transaction(
    async (transaction) => {
      const left =
        transaction.workspace.activeRunId === runId
          ? await undecidedAmong(
              transaction,
              runId,
              unheard.map(({ ticketId }) => ticketId),
            )
          : [];
      if (left.length > 0)
        await requestModelsWord(context, transaction, runId, left, context.matching.batchWaitMs);
    },
    { final: true },
  );
}

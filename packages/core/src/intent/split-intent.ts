import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { IntentId } from '../ids.ts';
import { collectAll } from '../record.ts';
import type { Intent } from './intent.ts';
import { exemplarsOf, newIntent } from './new-intent.ts';
import { planSplit } from './plan-split.ts';
import { resolveIntent } from './resolve-intent.ts';
import { type NewAssignment, writeAssignments } from './write-assignments.ts';

/** STAGE. Divides an intent. The largest part keeps the id (links and articles hold); the others become intents of their own in the same category. */
export async function splitIntent(
  context: Context,
  {
    intentId,
    parts = 2,
    seed = 1,
    reason,
  }: {
    readonly intentId: IntentId;
    readonly parts?: number;
    readonly seed?: number;
    readonly reason?: string;
  },
): Promise<{ readonly kept: Intent; readonly created: readonly Intent[] }> {
  const intent = await resolveIntent(context.store, intentId);
  const { catalogueVersion, activeRunId } = await context.store.workspace();
  if (activeRunId === undefined) throw noRun();
  const { largest, others } = await planSplit(context, intent, { parts, seed });
  return context.transaction(
    async (transaction) => {
      if (transaction.workspace.catalogueVersion !== catalogueVersion) {
        throw new TicketAIError('conflict', {
          message: 'Intents were changed during the split. Try again.',
          retryable: true,
        });
      }
      const taken = new Set(
        (await collectAll(transaction.intents, { where: { status: 'active' } })).map(
          (other) => other.nameKey,
        ),
      );
      const created = others.map((proposal) => ({
        ...newIntent(context, { id: activeRunId }, proposal, taken),
        ...(intent.categoryId === undefined ? {} : { categoryId: intent.categoryId }),
      }));
      await transaction.intents.insert(created);
      const moves = others.flatMap(({ members }, position) =>
        members.map(
          ({ ticketId, confidence }): NewAssignment => ({
            ticketId,
            role: 'primary',
            decision: 'discovered',
            confidence,
            ...(created[position] === undefined ? {} : { intentId: created[position].id }),
            trace: {
              code: 'split',
              reason: `Split off from "${intent.name}".`,
              candidates: [],
              decidedBy: context.clusterer.name,
            },
          }),
        ),
      );
      await writeAssignments(context, transaction, activeRunId, moves);
      const kept = await transaction.intents.update(intent.id, intent.version, {
        terms: largest.terms,
        exemplars: exemplarsOf(largest),
      });
      await transaction.updateWorkspace({ catalogueVersion: catalogueVersion + 1 });
      await context.commit(transaction, [
        {
          type: 'intent-split',
          intentId: intent.id,
          ...(reason === undefined ? {} : { reason }),
          created: created.map(({ id }) => id),
          before: { terms: intent.terms, exemplars: intent.exemplars },
        },
      ]);
      return { kept, created };
    },
    { final: true },
  );
}

function noRun(): TicketAIError {
  return new TicketAIError('invalid-transition', {
    message: 'There are no intents yet. Run a discovery first (`ticket-ai cluster`).',
  });
}

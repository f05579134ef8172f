import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { IntentId } from '../ids.ts';
import type { Intent } from './intent.ts';
import { resolveIntent } from './resolve-intent.ts';

/** STAGE. Makes several intents one. The winner's id stays; the others' ids become aliases of it for ever, so no assignment is touched. */
export async function mergeIntents(
  context: Context,
  {
    winner,
    losers,
    reason,
  }: { readonly winner: IntentId; readonly losers: readonly IntentId[]; readonly reason?: string },
): Promise<Intent> {
  return context.transaction(
    async (transaction) => {
      const kept = await resolveIntent(transaction, winner);
      const given = new Map<IntentId, Intent>();
      for (const id of losers) {
        const intent = await resolveIntent(transaction, id);
        if (intent.id !== kept.id) given.set(intent.id, intent);
      }
      if (given.size === 0) {
        throw new TicketAIError('invalid-input', {
          message: 'Name at least one other intent to merge: these are one already.',
          context: { winner, losers },
        });
      }
      for (const intent of given.values()) {
        await transaction.intents.update(intent.id, intent.version, {
          status: 'merged',
          mergedInto: kept.id,
        });
      }
      await transaction.intentAliases.insert(
        [...given.keys()].map((id) => ({ id, version: 1, target: kept.id })),
      );
      await transaction.updateWorkspace({ catalogueVersion: transaction.workspace.catalogueVersion + 1 });
      await context.commit(transaction, [
        {
          type: 'intents-merged',
          winner: kept.id,
          losers: [...given.keys()],
          ...(reason === undefined ? {} : { reason }),
        },
      ]);
      return kept;
    },
    { final: true },
  );
}

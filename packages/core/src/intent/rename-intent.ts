import type { Context } from '../context.ts';
import type { IntentId } from '../ids.ts';
import type { Intent } from './intent.ts';
import { nameKey } from './name-key.ts';
import { refuseTakenName, requireName } from './refuse-taken-name.ts';
import { resolveIntent } from './resolve-intent.ts';

/** STAGE. Gives an intent a name that a person chose: it is pinned, automation never changes it again. */
export async function renameIntent(
  context: Context,
  {
    intentId,
    name,
    reason,
  }: { readonly intentId: IntentId; readonly name: string; readonly reason?: string },
): Promise<Intent> {
  const trimmed = requireName(name);
  return context.transaction(
    async (transaction) => {
      const intent = await resolveIntent(transaction, intentId);
      await refuseTakenName(transaction, intent.id, trimmed);
      const renamed = await transaction.intents.update(intent.id, intent.version, {
        name: trimmed,
        nameKey: nameKey(trimmed),
        nameSource: 'person',
        pins: [...new Set([...intent.pins, 'name' as const])],
      });
      await transaction.updateWorkspace({ catalogueVersion: transaction.workspace.catalogueVersion + 1 });
      await context.commit(transaction, [
        {
          type: 'intent-renamed',
          intentId: intent.id,
          from: intent.name,
          to: trimmed,
          ...(reason === undefined ? {} : { reason }),
          before: { nameSource: intent.nameSource, pins: intent.pins },
        },
      ]);
      return renamed;
    },
    { final: true },
  );
}

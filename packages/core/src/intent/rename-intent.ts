import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { IntentId } from '../ids.ts';
import type { Transaction } from '../runtime/store.ts';
import type { Intent } from './intent.ts';
import { nameKey } from './name-key.ts';
import { resolveIntent } from './resolve-intent.ts';

/** STAGE. Gives an intent a name that a person chose: it is pinned, automation never changes it again. */
export async function renameIntent(
  context: Context,
  { intentId, name }: { readonly intentId: IntentId; readonly name: string },
): Promise<Intent> {
  const trimmed = name.trim();
  if (nameKey(trimmed) === '')
    throw new TicketAIError('invalid-input', { message: 'A name needs at least one letter or digit.' });
  return context.transaction(
    async (transaction) => {
      const intent = await resolveIntent(transaction, intentId);
      await refuseTakenName(transaction, intent, trimmed);
      const renamed = await transaction.intents.update(intent.id, intent.version, {
        name: trimmed,
        nameKey: nameKey(trimmed),
        nameSource: 'person',
        pins: [...new Set([...intent.pins, 'name' as const])],
      });
      await transaction.updateWorkspace({ catalogueVersion: transaction.workspace.catalogueVersion + 1 });
      await context.commit(transaction, [
        { type: 'intent-renamed', intentId: intent.id, from: intent.name, to: trimmed },
      ]);
      return renamed;
    },
    { final: true },
  );
}

async function refuseTakenName(transaction: Transaction, intent: Intent, name: string): Promise<void> {
  const { items } = await transaction.intents.find({ where: { status: 'active', nameKey: nameKey(name) } });
  const other = items.find(({ id }) => id !== intent.id);
  if (other !== undefined) {
    throw new TicketAIError('conflict', {
      message: `Intent ${other.id} is already called "${other.name}". Merge the two, or choose another name.`,
      context: { intentId: other.id },
    });
  }
}

import { TicketAIError } from '../errors.ts';
import type { IntentId } from '../ids.ts';
import type { Transaction } from '../runtime/store.ts';
import { nameKey } from './name-key.ts';

/** Names are unique among active intents. @throws `conflict` when another one has it */
export async function refuseTakenName(
  transaction: Transaction,
  intentId: IntentId,
  name: string,
): Promise<void> {
  const { items } = await transaction.intents.find({ where: { status: 'active', nameKey: nameKey(name) } });
  const other = items.find(({ id }) => id !== intentId);
  if (other !== undefined) {
    throw new TicketAIError('conflict', {
      message: `Intent ${other.id} is called "${other.name}" already. Merge the two, or choose another name.`,
      context: { intentId: other.id },
    });
  }
}

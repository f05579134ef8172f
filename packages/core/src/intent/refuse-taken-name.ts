import { TicketAIError } from '../errors.ts';
import type { IntentId } from '../ids.ts';
import type { Records } from '../runtime/store.ts';
import { nameKey } from './name-key.ts';

/** A person's name for an intent, trimmed. @throws `invalid-input` when there is nothing to read in it */
export function requireName(text: string): string {
  const name = text.trim();
  if (nameKey(name) === '')
    throw new TicketAIError('invalid-input', { message: 'A name needs at least one letter or digit.' });
  return name;
}

/** Names are unique among active intents. @throws `conflict` when another one has it */
export async function refuseTakenName(
  records: Pick<Records, 'intents'>,
  intentId: IntentId,
  name: string,
): Promise<void> {
  const { items } = await records.intents.find({ where: { status: 'active', nameKey: nameKey(name) } });
  const other = items.find(({ id }) => id !== intentId);
  if (other !== undefined) {
    throw new TicketAIError('conflict', {
      message: `Intent ${other.id} is called "${other.name}" already. Merge the two, or choose another name.`,
      context: { intentId: other.id },
    });
  }
}

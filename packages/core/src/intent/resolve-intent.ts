import { TicketAIError } from '../errors.ts';
import type { IntentId } from '../ids.ts';
import type { Repository } from '../record.ts';
import type { Intent } from './intent.ts';

/** The intent an id stands for today: ids of merged intents lead to the winner, however often merged. @throws `not-found` */
export async function resolveIntent(
  records: { readonly intents: Pick<Repository<Intent>, 'get'> },
  id: IntentId,
): Promise<Intent> {
  let intent = await records.intents.get(id);
  while (intent?.mergedInto !== undefined) intent = await records.intents.get(intent.mergedInto);
  if (intent === undefined) {
    throw new TicketAIError('not-found', {
      message: `There is no intent ${id}. \`intents list\` shows them all.`,
      context: { intentId: id },
    });
  }
  return intent;
}

import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { ProposedIntent } from './clusterer.ts';
import type { Intent } from './intent.ts';
import { ticketsOfIntent } from './intent-tickets.ts';
import { readTicketTexts } from './read-ticket-texts.ts';
import { clustererModels } from './run-models.ts';

/** An intent's tickets in parts, largest first. Same tickets and seed: same parts. @throws `invalid-transition` when they are too few or too alike */
export async function planSplit(
  context: Context,
  intent: Pick<Intent, 'id' | 'name'>,
  { parts, seed }: { readonly parts: number; readonly seed: number },
): Promise<{ readonly largest: ProposedIntent; readonly others: readonly ProposedIntent[] }> {
  const tickets = await readTicketTexts(context, await ticketsOfIntent(context.store, intent.id));
  const plan = await context.clusterer.discover({
    tickets,
    intentCount: parts,
    seed,
    parallel: context.parallel,
    ...clustererModels(context),
    ...(context.abortSignal === undefined ? {} : { abortSignal: context.abortSignal }),
  });
  const [largest, ...others] = plan.intents.toSorted((a, b) => b.members.length - a.members.length);
  if (largest === undefined || others.length === 0) {
    throw new TicketAIError('invalid-transition', {
      message: `The ${tickets.length} tickets of "${intent.name}" are too few or too alike to be split. Move single tickets instead.`,
      context: { intentId: intent.id },
    });
  }
  return { largest, others };
}

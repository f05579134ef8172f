import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { Suggestion } from '../intent/intent.ts';
import { changeTree } from './change-tree.ts';
import { operationIn } from './suggestion.ts';

/**
 * STAGE. A person's word on a suggestion. Accepted, its operation is done in the person's name; rejected, it is never raised again.
 * @throws `not-found`; `conflict` when it was settled already; `invalid-input` or `limit-exceeded` when it cannot be done any more
 */
export async function settleSuggestion(
  context: Context,
  { id, decision }: { readonly id: string; readonly decision: 'accepted' | 'rejected' },
): Promise<Suggestion> {
  return context.transaction(
    async (transaction) => {
      const suggestion = await transaction.suggestions.get(id);
      if (suggestion === undefined)
        throw new TicketAIError('not-found', {
          message: `There is no suggestion ${id}.`,
          context: { id },
        });
      if (suggestion.status !== 'open')
        throw new TicketAIError('conflict', {
          message: `The suggestion was ${suggestion.status} already.`,
          context: { id },
        });
      const changes =
        decision === 'accepted' ? await changeTree(context, transaction, [operationIn(suggestion)]) : [];
      const settled = await transaction.suggestions.update(id, suggestion.version, {
        status: decision,
        settledBy: context.actor,
      });
      await context.commit(transaction, [
        ...changes,
        { type: 'suggestion-settled', suggestionId: id, decision },
      ]);
      return settled;
    },
    { final: true },
  );
}

import { TicketAIError } from '../errors.ts';
import type { IntentId } from '../ids.ts';
import { collectAll } from '../record.ts';
import type { WorkspaceStore } from '../runtime/store.ts';
import type { Intent } from './intent.ts';
import { resolveIntent } from './resolve-intent.ts';

/** Which intent should stay in a merge, and why. */
export interface SuggestedWinner {
  readonly intent: Intent;
  readonly because: 'pinned' | 'approved-article' | 'older' | 'larger';
}

/**
 * Of several intents the one whose id should stay: one that a person fixed before others, then one whose article was approved, then the
 * oldest, then the one with most tickets.
 * @throws `invalid-input` without any intent
 */
export async function suggestWinner(
  store: WorkspaceStore,
  ids: readonly IntentId[],
): Promise<SuggestedWinner> {
  const intents = new Map<IntentId, Intent>();
  for (const id of ids) {
    const intent = await resolveIntent(store, id);
    intents.set(intent.id, intent);
  }
  const articles = await collectAll(store.articles, { where: { intentId: [...intents.keys()] } });
  const approved = new Set(
    articles
      .filter(({ status }) => status === 'approved' || status === 'published')
      .map(({ intentId }) => intentId),
  );
  const counts = await store.ticketsPerIntent();
  const rules: readonly (readonly [SuggestedWinner['because'], (intent: Intent) => number])[] = [
    ['pinned', ({ pins }) => (pins.length > 0 ? 1 : 0)],
    ['approved-article', ({ id }) => (approved.has(id) ? 1 : 0)],
    ['older', ({ createdAt }) => -createdAt],
    ['larger', ({ id }) => counts.get(id) ?? 0],
  ];
  let left = [...intents.values()];
  for (const [because, worth] of rules) {
    const best = Math.max(...left.map(worth));
    left = left.filter((intent) => worth(intent) === best);
    const [only, second] = left;
    if (only !== undefined && second === undefined) return { intent: only, because };
  }
  const [first] = left;
  if (first === undefined)
    throw new TicketAIError('invalid-input', { message: 'Name the intents that shall become one.' });
  return { intent: first, because: 'larger' };
}

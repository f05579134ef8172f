import type { DeskGround } from './desk-work.ts';
import { collectAll } from './record.ts';
import { changeCategories } from './taxonomy/change-categories.ts';
import { listSuggestions } from './taxonomy/list-suggestions.ts';
import { planOutline } from './taxonomy/plan-outline.ts';
import { previewOperations } from './taxonomy/preview-operations.ts';
import { reviewTree } from './taxonomy/review-tree.ts';
import { settleSuggestion } from './taxonomy/settle-suggestion.ts';
import { readTree } from './taxonomy/store-operations.ts';
import { outlineOf } from './taxonomy/taxonomy-outline.ts';
import { defaultPolicy } from './taxonomy/taxonomy-policy.ts';
import type { TicketAI } from './ticket-ai.ts';

/** The verbs about categories and suggestions. */
export function deskTaxonomy({ work, call }: DeskGround): Pick<TicketAI, 'categories' | 'suggestions'> {
  const context = () => work.context(call);
  return {
    categories: {
      async preview(operations) {
        return previewOperations(await context(), operations);
      },
      async change(operations) {
        await changeCategories(await context(), { operations });
      },
      async outline() {
        const { store } = await context();
        return outlineOf((await readTree(store)).tree, await collectAll(store.intents));
      },
      async plan(outline) {
        const { store, generateId, now, actor } = await context();
        const { tree, pinnedIntents } = await readTree(store);
        const policy = defaultPolicy;
        return planOutline(tree, await collectAll(store.intents), outline, {
          policy,
          generateId,
          now,
          actor,
          pinnedIntents,
        });
      },
      async review() {
        return reviewTree((await readTree((await context()).store)).tree, defaultPolicy);
      },
    },
    suggestions: {
      async list(options) {
        return listSuggestions(await context(), options);
      },
      async accept(id) {
        return settleSuggestion(await context(), { id, decision: 'accepted' });
      },
      async reject(id) {
        return settleSuggestion(await context(), { id, decision: 'rejected' });
      },
    },
  };
}

import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { IntentId } from '../ids.ts';
import type { Intent } from '../intent/intent.ts';
import { readTicketTexts } from '../intent/read-ticket-texts.ts';
import { collectAll } from '../record.ts';
import { readTree, storeOperations } from './store-operations.ts';
import type { IntentToFile } from './taxonomy.ts';
import type { TaxonomyOperation } from './taxonomy-operation.ts';
import { defaultPolicy } from './taxonomy-policy.ts';

/** Example texts a taxonomy gets per intent. */
const exampleCount = 12;
const attempts = 3;

/**
 * STAGE. Files the given intents, and any other active one without a place, in the taxonomy. What people filed stays where it is; a
 * proposal against that becomes a suggestion.
 */
export async function fileIntents(
  context: Context,
  _request: { readonly intentIds: readonly IntentId[] },
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const unfiled = await collectAll(context.store.intents, {
      where: { status: 'active', categoryId: null },
    });
    if (unfiled.length === 0) return;
    const operations = await propose(context, unfiled);
    try {
      await store(context, unfiled, operations);
      return;
    } catch (error) {
      if (attempt === attempts || !TicketAIError.is(error, 'conflict')) throw error;
    }
  }
}

async function propose(context: Context, unfiled: readonly Intent[]): Promise<readonly TaxonomyOperation[]> {
  const { tree } = await readTree(context.store);
  return context.taxonomy.propose({
    tree,
    intents: await describe(context, unfiled),
    policy: defaultPolicy,
    ...(context.models === undefined ? {} : { models: context.models }),
    ...(context.abortSignal === undefined ? {} : { abortSignal: context.abortSignal }),
  });
}

/** Intents with their words and weight, those with most tickets first: where room is short, they get it. */
async function describe(context: Context, intents: readonly Intent[]): Promise<readonly IntentToFile[]> {
  const counts = await context.store.ticketsPerIntent();
  const wanted = intents.flatMap(({ exemplars }) => exemplars.slice(0, exampleCount));
  const texts = new Map(
    (await readTicketTexts(context, [...new Set(wanted)])).map(({ ticketId, text, replies }) => [
      ticketId,
      `${text}\n${replies}`.trim(),
    ]),
  );
  return intents
    .map((intent) => ({
      intent,
      ticketCount: counts.get(intent.id) ?? 0,
      examples: intent.exemplars.slice(0, exampleCount).flatMap((id) => texts.get(id) || []),
    }))
    .sort((a, b) => b.ticketCount - a.ticketCount || (a.intent.id < b.intent.id ? -1 : 1));
}

/**
 * Operations are applied to the tree of this moment, not to the one they were proposed for: a category that somebody made meanwhile is
 * used, and an intent that somebody filed, merged or retired meanwhile is left alone.
 */
async function store(
  context: Context,
  unfiled: readonly Intent[],
  operations: readonly TaxonomyOperation[],
): Promise<void> {
  await context.transaction(
    async (transaction) => {
      const present = await transaction.intents.getMany(unfiled.map(({ id }) => id));
      const open = new Set(
        present
          .filter(({ status, categoryId }) => status === 'active' && categoryId === undefined)
          .map(({ id }) => id),
      );
      const { placements } = await storeOperations(
        context,
        transaction,
        operations.filter((operation) => operation.type !== 'place' || open.has(operation.intentId)),
      );
      const filed = unfiled.map(({ id }) => id).filter((id) => placements.has(id));
      await context.commit(
        transaction,
        filed.length === 0 ? [] : [{ type: 'intents-filed', intentIds: filed }],
      );
    },
    { final: true },
  );
}

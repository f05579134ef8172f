import type { Context } from '../context.ts';
import type { IntentId, TicketId } from '../ids.ts';
import { type Change, collectAll } from '../record.ts';
import { activeRunOf } from './active-run.ts';
import { describeIntent } from './describe-intent.ts';
import type { Intent } from './intent.ts';
import { readTicketTexts } from './read-ticket-texts.ts';

/** Members that are looked at for each exemplar that went: some of them say nothing. */
const spare = 2;

/**
 * STAGE. Intents forget tickets whose text is gone: others of their tickets take the place of exemplars, and a description that quoted a customer is
 * written from what remains. Matchers build what they know anew from that. An intent of which nothing remains is known by its name and terms.
 * @throws `conflict` (retryable) when an intent changed meanwhile
 */
export async function renewExemplars(
  context: Context,
  { ticketIds }: { readonly ticketIds: readonly TicketId[] },
): Promise<void> {
  const gone = new Set(ticketIds);
  const affected = (await collectAll(context.store.intents)).filter(({ exemplars }) =>
    exemplars.some((id) => gone.has(id)),
  );
  const changes: Change<Intent>[] = [];
  for (const intent of affected) changes.push(await renew(context, intent, gone));
  await context.transaction(
    async (transaction) => {
      if (changes.length === 0) return;
      await transaction.intents.updateMany(changes);
      await transaction.updateWorkspace({ catalogueVersion: transaction.workspace.catalogueVersion + 1 });
    },
    { final: true },
  );
}

async function renew(context: Context, intent: Intent, gone: ReadonlySet<TicketId>): Promise<Change<Intent>> {
  const kept = intent.exemplars.filter((id) => !gone.has(id));
  const missing = intent.exemplars.length - kept.length;
  const others = await surestMembers(context, intent.id, new Set([...intent.exemplars, ...gone]));
  const texts = await readTicketTexts(context, [...kept, ...others.slice(0, spare * missing)]);
  const telling = texts.filter(({ text }) => text !== '').slice(0, intent.exemplars.length);
  const { id, version, name, nameSource, pins } = intent;
  const isQuote = (nameSource === 'lexical' || nameSource === 'person') && !pins.includes('description');
  return {
    id,
    version,
    patch: {
      exemplars: telling.map(({ ticketId }) => ticketId),
      ...(isQuote ? { description: describeIntent(name, telling) } : {}),
    },
  };
}

/** Tickets that have the intent today, the surest first. */
async function surestMembers(
  { store }: Context,
  intentId: IntentId,
  without: ReadonlySet<TicketId>,
): Promise<readonly TicketId[]> {
  const runId = await activeRunOf(store);
  if (runId === undefined) return [];
  const heads = await collectAll(store.assignmentHeads, { where: { runId, role: 'primary', intentId } });
  return heads
    .filter(({ ticketId, decision }) => decision !== 'provisional' && !without.has(ticketId))
    .sort((a, b) => b.confidence - a.confidence || (a.ticketId < b.ticketId ? -1 : 1))
    .map(({ ticketId }) => ticketId);
}

import type { Context } from '../context.ts';
import type { IntentId, TicketId } from '../ids.ts';
import { type Change, collectAll } from '../record.ts';
import { activeRunOf } from './active-run.ts';
import type { TicketText } from './clusterer.ts';
import { describeIntent } from './describe-intent.ts';
import type { Intent, RunIntent } from './intent.ts';
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
  const faces = await renewFaces(context, gone);
  await context.transaction(
    async (transaction) => {
      if (changes.length + faces.length === 0) return;
      await transaction.intents.updateMany(changes);
      await transaction.runIntents.updateMany(faces);
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
  return { id: intent.id, version: intent.version, patch: learnedFrom(intent, telling) };
}

/** What intents become when another run takes over must not bring back what is gone. */
async function renewFaces(context: Context, gone: ReadonlySet<TicketId>): Promise<Change<RunIntent>[]> {
  const affected = (await collectAll(context.store.runIntents)).filter(({ exemplars }) =>
    exemplars.some((id) => gone.has(id)),
  );
  const intents = new Map(
    (await context.store.intents.getMany([...new Set(affected.map(({ intentId }) => intentId))])).map(
      (intent) => [intent.id, intent],
    ),
  );
  const changes: Change<RunIntent>[] = [];
  for (const { id, version, intentId, exemplars } of affected) {
    const intent = intents.get(intentId);
    if (intent === undefined) continue;
    const kept = exemplars.filter((ticketId) => !gone.has(ticketId));
    changes.push({ id, version, patch: learnedFrom(intent, await readTicketTexts(context, kept)) });
  }
  return changes;
}

/** A description that a model or a person wrote quotes nobody, and stays. */
function learnedFrom(
  { name, nameSource, pins }: Intent,
  texts: readonly TicketText[],
): Partial<Pick<Intent, 'exemplars' | 'description'>> {
  const isQuote = (nameSource === 'lexical' || nameSource === 'person') && !pins.includes('description');
  return {
    exemplars: texts.map(({ ticketId }) => ticketId),
    ...(isQuote ? { description: describeIntent(name, texts) } : {}),
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

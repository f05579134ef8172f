import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { TicketAIEvent } from '../events.ts';
import type { RunId, TicketId } from '../ids.ts';
import type { JobPayloads } from '../jobs.ts';
import { collectAll } from '../record.ts';
import type { Transaction } from '../runtime/store.ts';
import { readCatalogue } from './catalogue.ts';
import { checkDecisions } from './check-decisions.ts';
import type { Catalogue, MatchDecision, TicketText } from './clusterer.ts';
import { decideMatch } from './decide-match.ts';
import { exemplarChanges } from './grow-exemplars.ts';
import { thresholdNow } from './matching-policy.ts';
import { readTicketTexts } from './read-ticket-texts.ts';
import { settledTickets } from './settled-tickets.ts';
import { sweptTickets } from './waiting-tickets.ts';
import { type NewAssignment, writeAssignments } from './write-assignments.ts';

/**
 * STAGE. Assigns new tickets to known intents. What fits none with enough certainty is left to a model when there is one, else it waits for
 * the next discovery: matching never makes an intent. Does nothing before the first discovery.
 */
export async function matchTickets(
  context: Context,
  { ticketIds }: { readonly ticketIds: readonly TicketId[] },
): Promise<void> {
  await match(
    context,
    async () => ticketIds,
    () => true,
  );
}

/**
 * STAGE. Looks again at tickets that wait, because there are new intents. Only what now has one of them as its best candidate changes its
 * state. When a discovery made the intents, what it left over is not looked at: it knew it.
 */
export async function sweepWaiting(
  context: Context,
  { intentIds, discovered = false }: JobPayloads['sweep-waiting'],
): Promise<void> {
  const isNew = new Set(intentIds);
  await match(
    context,
    (runId) => sweptTickets(context.store, runId, { discovered }),
    ({ candidates: [best], noneScore }) =>
      best !== undefined && isNew.has(best.intentId) && best.score > noneScore,
  );
}

/** Others change intents, or let another run take over, while tickets are matched; then it is done again, here and not by a new attempt of the job. */
const mostTries = 5;

async function match(...about: Parameters<typeof matchOnce>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await matchOnce(...about);
    } catch (error) {
      if (!TicketAIError.is(error, 'conflict') || attempt === mostTries) throw error;
    }
  }
}

async function matchOnce(
  context: Context,
  ticketsOf: (runId: RunId) => Promise<readonly TicketId[]>,
  isOfInterest: (decision: MatchDecision) => boolean,
): Promise<void> {
  const { activeRunId: runId } = await context.store.workspace();
  if (runId === undefined) return;
  const ticketIds = await ticketsOf(runId);
  const settled = await settledTickets(context.store, ticketIds);
  const open = ticketIds.filter((ticketId) => !settled.has(ticketId));
  if (open.length === 0) return;
  const catalogue = await readCatalogue(context);
  const texts = await readTicketTexts(context, open);
  const assignments = await decide(context, catalogue, texts, isOfInterest);
  await context.transaction(
    async (transaction) => {
      if (transaction.workspace.activeRunId !== runId || !(await isOfToday(transaction, catalogue))) {
        throw new TicketAIError('conflict', {
          message: 'Intents were changed during the matching; it is done again.',
          retryable: true,
        });
      }
      const meanwhile = await settledTickets(transaction, open);
      const still = assignments.filter(({ ticketId }) => !meanwhile.has(ticketId));
      const written = new Set(await writeAssignments(context, transaction, runId, still));
      const events = eventsOf(
        context,
        runId,
        still.filter(({ ticketId }) => written.has(ticketId)),
      );
      await teachUntaught(transaction, still);
      if (events.length > 0) await context.commit(transaction, events);
    },
    { final: true },
  );
}

/**
 * Whether the intents are those of the catalogue. That some of them have learned since does not matter: where models decide about many tickets they
 * learn all the time, and matching would come to no end.
 */
async function isOfToday(transaction: Transaction, { version, intents }: Catalogue): Promise<boolean> {
  if (transaction.workspace.catalogueVersion === version) return true;
  const active = await collectAll(transaction.intents, { where: { status: 'active' } });
  const known = new Set(intents.map(({ intentId }) => intentId));
  return active.length === known.size && active.every(({ id }) => known.has(id));
}

/** An intent of which nothing remained (its tickets were erased, say) is learned from what is matched to it by its name and words. */
async function teachUntaught(transaction: Transaction, assignments: readonly NewAssignment[]): Promise<void> {
  const matched = assignments.flatMap(({ ticketId, intentId, role, decision }) =>
    role === 'primary' && decision === 'matched' && intentId !== undefined ? [{ ticketId, intentId }] : [],
  );
  const intents = await transaction.intents.getMany([...new Set(matched.map(({ intentId }) => intentId))]);
  const untaught = new Map(
    intents.filter(({ exemplars }) => exemplars.length === 0).map((intent) => [intent.id, intent]),
  );
  const placed = matched.flatMap(({ ticketId, intentId }) => {
    const intent = untaught.get(intentId);
    return intent === undefined ? [] : [{ intent, ticketId, isSurprise: false }];
  });
  if (placed.length === 0) return;
  await transaction.intents.updateMany(exemplarChanges(placed));
  await transaction.updateWorkspace({ catalogueVersion: transaction.workspace.catalogueVersion + 1 });
}

async function decide(
  context: Context,
  catalogue: Catalogue,
  tickets: readonly TicketText[],
  isOfInterest: (decision: MatchDecision) => boolean,
): Promise<NewAssignment[]> {
  const learned = await context.store.clustererStates.get(context.clusterer.name);
  const { decisions } = await context.clusterer.assign({
    tickets,
    catalogue,
    ...(learned?.state === undefined ? {} : { state: learned.state }),
    ...(context.models === undefined ? {} : { models: context.models }),
    ...(context.abortSignal === undefined ? {} : { abortSignal: context.abortSignal }),
  });
  checkDecisions(decisions, tickets, catalogue);
  const threshold = thresholdNow(context.matching, learned?.certificate, context.models !== undefined);
  return decisions.flatMap((decision, position) => {
    const ticket = tickets[position];
    return ticket !== undefined && isOfInterest(decision)
      ? decideMatch(context, decision, ticket, threshold)
      : [];
  });
}

function eventsOf(
  { matching: { batchWaitMs } }: Context,
  runId: RunId,
  assignments: readonly NewAssignment[],
): TicketAIEvent[] {
  const ids = (isUndecided: boolean) => [
    ...new Set(
      assignments
        .filter(({ role, decision }) => role === 'primary' && (decision === 'provisional') === isUndecided)
        .map(({ ticketId }) => ticketId),
    ),
  ];
  const [matched, undecided] = [ids(false), ids(true)];
  return [
    ...(matched.length === 0 ? [] : [{ type: 'tickets-matched', runId, ticketIds: matched } as const]),
    ...(undecided.length === 0
      ? []
      : [{ type: 'tickets-undecided', runId, ticketIds: undecided, waitMs: batchWaitMs } as const]),
  ];
}

import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { RunId, TicketId } from '../ids.ts';
import type { Models } from '../model/models.ts';
import { collectAll } from '../record.ts';
import type { Job } from '../runtime/job.ts';
import type { Transaction } from '../runtime/store.ts';
import { activeRunOf } from './active-run.ts';
import type { TicketText } from './clusterer.ts';
import { costOfCalls } from './cost-of-calls.ts';
import type { Assignment } from './intent.ts';
import { adjudicate, ticketsPerCall } from './model/adjudicate.ts';
import type { NamedIntent } from './model/show-catalogue.ts';
import { readNamedIntents } from './named-intents.ts';
import { readTicketTexts } from './read-ticket-texts.ts';
import { stillUndecided, undecidedTickets } from './waiting-tickets.ts';
import { type AdjudicatedTicket, leaveProvisional, writeAdjudications } from './write-adjudications.ts';

/** How often tickets that need a new intent are asked about again because others made intents meanwhile. */
const mostTries = 3;
/** When a job that left its tickets to another looks whether they are decided, in milliseconds. */
const lookAgainMs = 30_000;

/**
 * STAGE. Lets a model decide about the tickets that matching left to it, many in one call, those that lie near each other together. Its word is a
 * judgement: it teaches the matcher and certifies its threshold.
 *
 * One job at a time asks in a workspace: of several, one goes on and the others leave their tickets to it. What came meanwhile, or belongs to a run
 * that took over, is the work of a further job.
 *
 * An intent is only made when it has been compared with every other one: where others were made during the call, the tickets that need a new one are
 * asked about again with those in view, at most three times. A budget that is spent, or a model that is down, leaves tickets provisional; the
 * next time this stage runs it goes on with them. A dry run writes nothing.
 */
export async function adjudicateTickets(
  context: Context,
  { onlyFull = false }: { readonly onlyFull?: boolean },
): Promise<void> {
  const { models } = context;
  const runId = await activeRunOf(context.store);
  const done = new Set<TicketId>();
  const waitMs =
    models === undefined || runId === undefined
      ? undefined
      : await askAll(context, models, runId, { onlyFull, done });
  await context.transaction(
    async (transaction) => {
      const { activeRunId } = transaction.workspace;
      if (waitMs === undefined || activeRunId === undefined) return;
      const undecided = await undecidedTickets(transaction, activeRunId);
      const left = undecided.filter(({ ticketId }) => activeRunId !== runId || !done.has(ticketId));
      if (left.length >= (onlyFull ? ticketsPerCall : 1))
        await askFor(context, transaction, activeRunId, left, waitMs);
    },
    { final: true },
  );
}

/** STAGE. Asks for the model's word about tickets that still wait for it. Nothing happens when none do. */
export async function resumeAdjudication(context: Context): Promise<void> {
  const runId = await activeRunOf(context.store);
  if (runId === undefined || context.models === undefined) return;
  const waiting = await undecidedTickets(context.store, runId);
  if (waiting.length === 0) return;
  await context.transaction((transaction) => askFor(context, transaction, runId, waiting, 0), {
    final: true,
  });
}

function askFor(
  context: Context,
  transaction: Transaction,
  runId: RunId,
  waiting: readonly Assignment[],
  waitMs: number,
): Promise<void> {
  const ticketIds = waiting.map(({ ticketId }) => ticketId);
  return context.commit(transaction, [{ type: 'tickets-undecided', runId, ticketIds, waitMs }]);
}

/** Asks about the tickets that wait now; `done` gets those asked about. Gives how long what is left may wait, nothing when nobody is to ask about it. */
async function askAll(
  context: Context,
  models: Models,
  runId: RunId,
  { onlyFull, done }: { readonly onlyFull: boolean; readonly done: Set<TicketId> },
): Promise<number | undefined> {
  const all = byCandidate(await undecidedTickets(context.store, runId));
  const waiting = onlyFull ? all.slice(0, all.length - (all.length % ticketsPerCall)) : all;
  for (let from = 0; from < waiting.length; from += ticketsPerCall) {
    const { isAsking, isToAsk } = await othersThatAsk(context);
    // The other one does the rest; should it die, a later job does.
    if (isAsking)
      return onlyFull || isToAsk ? undefined : Math.max(context.matching.batchWaitMs, lookAgainMs);
    if ((await activeRunOf(context.store)) !== runId) break;
    const batch = waiting.slice(from, from + ticketsPerCall);
    const stopped = await adjudicateBatch(context, models, runId, await stillUndecided(context.store, batch));
    for (const { ticketId } of batch) done.add(ticketId);
    if (stopped === undefined) continue;
    await leaveProvisional(context, runId, waiting.slice(from), stopped);
    return undefined;
  }
  return models.isDryRun === true ? undefined : context.matching.batchWaitMs;
}

/**
 * Whether another job of this kind is at work and goes before this one: one that asks about all tickets before one that fills calls only, then the
 * one that was due first. A job whose worker is gone counts no longer than its lease. And whether one that asks about all tickets is to come.
 */
async function othersThatAsk({ store, jobId, now }: Context) {
  const unfinished = { name: 'adjudicate-tickets', status: ['waiting', 'leased'] } as const;
  const jobs = await collectAll(store.jobs, { where: unfinished });
  const asksAll = ({ payload }: Job) => !payload.includes('onlyFull');
  const rank = (job: Job) => [asksAll(job) ? 0 : 1, String(job.dueAt).padStart(16, '0'), job.id].join();
  const own = jobs.find(({ id }) => id === jobId);
  const time = now();
  const isAsking = jobs.some(
    (job) => own !== undefined && (job.leasedUntil ?? 0) > time && rank(job) < rank(own),
  );
  return { isAsking, isToAsk: jobs.some((job) => job.status === 'waiting' && asksAll(job)) };
}

/** Likely duplicates meet in one call: otherwise each call would make the same new intent. */
function byCandidate(waiting: readonly Assignment[]): readonly Assignment[] {
  const key = ({ trace, ticketId }: Assignment) => `${trace.candidates[0]?.intentId ?? '~'} ${ticketId}`;
  return waiting.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Gives why it has to stop: the budget, or the model. */
async function adjudicateBatch(
  context: Context,
  models: Models,
  runId: RunId,
  batch: readonly Assignment[],
): Promise<'over-budget' | 'model-down' | undefined> {
  const waiting = new Map(batch.map((row) => [row.ticketId, row]));
  let texts: readonly TicketText[] = await readTicketTexts(context, [...waiting.keys()]);
  for (let attempt = 1; texts.length > 0; attempt += 1) {
    const shown = await readNamedIntents(context.store);
    const asked = await askModel(context, models, shown, texts, waiting).catch(stopReason);
    if (typeof asked === 'string') return asked;
    if (models.isDryRun === true) return undefined;
    const again = await writeAdjudications(context, {
      runId,
      shown,
      ...asked,
      isLast: attempt === mostTries,
    });
    texts = texts.filter(({ ticketId }) => again.has(ticketId));
  }
  return undefined;
}

async function askModel(
  context: Context,
  models: Models,
  shown: readonly NamedIntent[],
  texts: readonly TicketText[],
  waiting: ReadonlyMap<string, Assignment>,
) {
  const started = context.now();
  const isShown = new Set(shown.map(({ intentId }) => intentId));
  const { decisions, newIntents, prompt } = await adjudicate({
    models,
    catalogue: shown,
    tickets: texts.map((text) => ({
      ...text,
      hints: (waiting.get(text.ticketId)?.trace.candidates ?? [])
        .map(({ intentId }) => intentId)
        .filter((intentId) => isShown.has(intentId)),
    })),
    ...(context.abortSignal === undefined ? {} : { abortSignal: context.abortSignal }),
  });
  const costUsd = await costOfCalls(context.store, started, texts.length, decisions[0]?.ticketId);
  const tickets = decisions.flatMap((decision, position): AdjudicatedTicket[] => {
    const [text, before] = [texts[position], waiting.get(decision.ticketId)];
    return text === undefined || before === undefined ? [] : [{ decision, text, before, costUsd }];
  });
  return { tickets, newIntents, decidedBy: { model: models.name, prompt } };
}

function stopReason(error: unknown): 'over-budget' | 'model-down' {
  if (TicketAIError.is(error, 'budget-exhausted')) return 'over-budget';
  if (TicketAIError.is(error, 'model-failed')) return 'model-down';
  throw error;
}

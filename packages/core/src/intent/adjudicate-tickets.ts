import type { Context } from '../context.ts';
import type { RunId, TicketId } from '../ids.ts';
import type { Models } from '../model/models.ts';
import { collectAll } from '../record.ts';
import type { Job } from '../runtime/job.ts';
import { activeRunOf } from './active-run.ts';
import { askAboutTickets, requestModelsWord } from './ask-about-tickets.ts';
import { ticketsPerCall } from './model/adjudicate.ts';
import { inOrderOfAsking, sharedOut, shareOut } from './share-out.ts';
import { undecidedAmong, undecidedTickets } from './waiting-tickets.ts';
import { leaveProvisional } from './write-adjudications.ts';

/** When a job that left its tickets to another looks whether they are decided, in milliseconds. */
const lookAgainMs = 30_000;

/**
 * STAGE. Lets a model decide about the tickets that matching left to it, many in one call, those that lie near each other together. Its word is a
 * judgement: it teaches the matcher and certifies its threshold.
 *
 * One job at a time does so in a workspace: of several, one goes on and the others leave their tickets to it. It asks about what probably needs a new
 * intent, one call after the other, and shares out full calls about the rest, which other workers make meanwhile. What came since, or belongs to a
 * run that took over, is the work of a further job.
 *
 * A budget that is spent, or a model that is down, leaves tickets provisional; the next time this stage runs it goes on with them. A dry run writes
 * nothing.
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
  for (const ticketId of await sharedOut(context)) done.add(ticketId);
  await context.transaction(
    async (transaction) => {
      const { activeRunId } = transaction.workspace;
      if (waitMs === undefined || activeRunId === undefined) return;
      const undecided = await undecidedTickets(transaction, activeRunId);
      const left = undecided.filter(({ ticketId }) => activeRunId !== runId || !done.has(ticketId));
      if (left.length >= (onlyFull ? ticketsPerCall : 1))
        await requestModelsWord(context, transaction, activeRunId, left, waitMs);
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
  await context.transaction((transaction) => requestModelsWord(context, transaction, runId, waiting, 0), {
    final: true,
  });
}

/**
 * Asks about the tickets that wait now, or shares them out; `done` gets those that need no further job. Gives how long what is left may wait, nothing
 * when nobody is to ask about it.
 */
async function askAll(
  context: Context,
  models: Models,
  runId: RunId,
  { onlyFull, done }: { readonly onlyFull: boolean; readonly done: Set<TicketId> },
): Promise<number | undefined> {
  const taken = await sharedOut(context);
  const undecided = await undecidedTickets(context.store, runId);
  let waiting = inOrderOfAsking(undecided.filter(({ ticketId }) => !taken.has(ticketId)));
  while (waiting.length >= (onlyFull ? ticketsPerCall : 1)) {
    const { isAsking, isToAsk } = await othersThatAsk(context);
    // The other one does the rest; should it die, a later job does.
    if (isAsking)
      return onlyFull || isToAsk ? undefined : Math.max(context.matching.batchWaitMs, lookAgainMs);
    if ((await activeRunOf(context.store)) !== runId) break;
    const [batch, rest] = [waiting.slice(0, ticketsPerCall), waiting.slice(ticketsPerCall)];
    const shared = models.isDryRun === true ? new Set<TicketId>() : await shareOut(context, runId, rest);
    waiting = rest.filter(({ ticketId }) => !shared.has(ticketId));
    const ids = batch.map(({ ticketId }) => ticketId);
    for (const ticketId of [...ids, ...shared]) done.add(ticketId);
    const still = await undecidedAmong(context.store, runId, ids);
    const { stopped, unheard } = await askAboutTickets(context, models, runId, still);
    for (const { ticketId } of unheard) done.delete(ticketId);
    if (stopped === undefined) continue;
    await leaveProvisional(context, runId, [...still, ...waiting], stopped);
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

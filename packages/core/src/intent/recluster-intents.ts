import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { RunId, TicketId } from '../ids.ts';
import { findAll } from '../record.ts';
import type { Transaction } from '../runtime/store.ts';
import { checkPlan } from './check-decisions.ts';
import type { ClusterPlan, Granularity, TicketText } from './clusterer.ts';
import type { Run } from './intent.ts';
import { planRecluster } from './plan-recluster.ts';
import { readTicketTexts } from './read-ticket-texts.ts';
import { readToday, type Today } from './read-today.ts';
import { runModels } from './run-models.ts';
import { writeCandidate } from './write-candidate.ts';

/** How to look at all tickets anew. */
export interface ReclusterRequest {
  /** How fine. Default: as fine as today. */
  readonly granularity?: Granularity;
  /** Wanted number of intents; overrides `granularity`. */
  readonly intentCount?: number;
  /** Same tickets, same seed: same result. Default 1. */
  readonly seed?: number;
  /** Share of the tickets with an intent that may get another one before the run is marked as a great change. Default .05. */
  readonly churnBudget?: number;
}

const defaultChurnBudget = 0.05;

/**
 * STAGE. Asks for a look at all tickets anew, as a what-if: nothing that holds today changes until the run is promoted.
 * @throws `invalid-transition` before the first discovery
 */
export async function requestRecluster(context: Context, request: ReclusterRequest = {}): Promise<RunId> {
  const id = context.generateId() as RunId;
  await context.transaction(async (transaction) => {
    const { activeRunId } = transaction.workspace;
    if (activeRunId === undefined) {
      throw new TicketAIError('invalid-transition', {
        message: 'There are no intents yet that a re-clustering could change. Run a discovery first.',
      });
    }
    const run: Run = {
      id,
      version: 1,
      kind: 'recluster',
      status: 'running',
      basedOn: activeRunId,
      seed: request.seed ?? 1,
      granularity: request.granularity ?? 'default',
      holdsGranularity: request.granularity === undefined && request.intentCount === undefined,
      ...(request.intentCount === undefined ? {} : { intentCount: request.intentCount }),
      churnBudget: request.churnBudget ?? defaultChurnBudget,
      fingerprint: context.clusterer.name,
      startedAt: context.now(),
      startedBy: context.actor,
      notes: [],
    };
    await transaction.runs.insert([run]);
    await context.commit(transaction, [{ type: 'recluster-requested', runId: id }]);
  });
  return id;
}

/**
 * STAGE. Looks at all tickets anew, finds today's intents again among what it sees, and writes where each ticket would be as assignments of its
 * own run. One transaction writes all of it; what changes meanwhile is carried over when the run is promoted.
 */
export async function reclusterIntents(
  context: Context,
  { runId }: { readonly runId: RunId },
): Promise<void> {
  const run = await context.store.runs.get(runId);
  if (run?.status !== 'running' || run.basedOn === undefined) return;
  const today = await readToday(context.store, run.basedOn);
  const tickets = await readTicketTexts(context, await allTickets(context));
  const looks = await lookTwice(context, run, tickets, today);
  const plan = planRecluster(looks, today);
  await context.transaction(
    (transaction: Transaction) => writeCandidate(context, transaction, { run, today, tickets, looks, plan }),
    { final: true },
  );
}

async function allTickets({ store }: Context): Promise<TicketId[]> {
  const ids: TicketId[] = [];
  for await (const { id } of findAll(store.tickets)) ids.push(id);
  return ids;
}

/**
 * Twice, because what one look sees may be chance. Unless a person asked for another granularity, the second look is held to today's number
 * of intents: what shows up both ways is news, and not just a finer or coarser cut.
 */
async function lookTwice(
  context: Context,
  run: Run,
  tickets: readonly TicketText[],
  { intentOf }: Today,
): Promise<readonly ClusterPlan[]> {
  const known = new Set(intentOf.values()).size;
  const asked = run.intentCount === undefined ? {} : { intentCount: run.intentCount };
  const held = run.holdsGranularity === true && known > 0 ? { intentCount: known } : asked;
  const looks: ClusterPlan[] = [];
  for (const [look, count] of [asked, held].entries()) {
    const plan = await context.clusterer.discover({
      tickets,
      granularity: run.granularity,
      ...count,
      seed: run.seed + look,
      parallel: context.parallel,
      ...runModels(context, run.id),
      ...(context.abortSignal === undefined ? {} : { abortSignal: context.abortSignal }),
      onProgress: ({ done, step }) =>
        context.onProgress?.({ stage: 'recluster', step, done: (look + done) / 2, total: 1 }),
    });
    checkPlan(plan, tickets);
    looks.push(plan);
  }
  return looks;
}

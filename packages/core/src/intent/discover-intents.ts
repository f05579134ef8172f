import type { Context } from '../context.ts';
import type { RunId, TicketId } from '../ids.ts';
import { findAll } from '../record.ts';
import type { Transaction } from '../runtime/store.ts';
import { throttledYield } from '../text/parallel.ts';
import { checkPlan } from './check-decisions.ts';
import type { ClusterPlan, Granularity, TicketText } from './clusterer.ts';
import type { Run } from './intent.ts';
import { placeProposals } from './place-proposals.ts';
import { planDecisions, withoutTickets } from './plan-decisions.ts';
import { readTicketTexts } from './read-ticket-texts.ts';
import { settledTickets } from './settled-tickets.ts';
import { type NewAssignment, writeAssignments } from './write-assignments.ts';

/** Decisions written at a time: what is in memory twice. */
const batchSize = 2000;
/** Where reading and grouping end in what is told of the progress. */
const [readingEnds, groupingEnds] = [0.1, 0.85];

/** How to look for intents. */
export interface DiscoveryRequest {
  readonly granularity?: Granularity;
  /** Wanted number of intents; overrides `granularity`. */
  readonly intentCount?: number;
  /** Same tickets, same seed: same result. Default 1. */
  readonly seed?: number;
}

/** STAGE. Asks for a discovery; the run's row says how it goes. */
export async function requestDiscovery(context: Context, request: DiscoveryRequest = {}): Promise<RunId> {
  const run: Run = {
    id: context.generateId() as RunId,
    version: 1,
    kind: 'discover',
    status: 'running',
    seed: request.seed ?? 1,
    granularity: request.granularity ?? 'default',
    ...(request.intentCount === undefined ? {} : { intentCount: request.intentCount }),
    fingerprint: context.clusterer.name,
    startedAt: context.now(),
    startedBy: context.actor,
    notes: [],
  };
  await context.transaction(async (transaction) => {
    await transaction.runs.insert([run]);
    await context.commit(transaction, [{ type: 'discovery-requested', runId: run.id }]);
  });
  return run.id;
}

/**
 * STAGE. Finds intents among the tickets that have none yet, and assigns those tickets. One transaction writes all of it: after a crash
 * there is either the whole result or none, and the job does it again. Tickets that got an intent meanwhile (matched, moved, found by another
 * discovery) keep it, and an intent that has none left is not made: two discoveries at once make no duplicates.
 */
export async function discoverIntents(context: Context, { runId }: { readonly runId: RunId }): Promise<void> {
  const run = await context.store.runs.get(runId);
  if (run?.status !== 'running') return;
  const tell = (step: string, done: number) =>
    context.onProgress?.({ stage: 'discover', step, done, total: 1 });
  const tickets = await readTicketTexts(context, await ticketsWithoutIntent(context), (share) =>
    tell('read', readingEnds * share),
  );
  const plan = await context.clusterer.discover({
    tickets,
    granularity: run.granularity,
    ...(run.intentCount === undefined ? {} : { intentCount: run.intentCount }),
    seed: run.seed,
    parallel: context.parallel,
    ...(context.models === undefined ? {} : { models: context.models }),
    ...(context.abortSignal === undefined ? {} : { abortSignal: context.abortSignal }),
    onProgress: ({ done, step }) => tell(step, readingEnds + (groupingEnds - readingEnds) * done),
  });
  checkPlan(plan, tickets);
  const mapKey = await keepMap(context, run, tickets, plan);
  await context.transaction(
    async (transaction) => {
      await writePlan(context, transaction, run, plan, tickets, mapKey, (share) =>
        tell('write', groupingEnds + (1 - groupingEnds) * share),
      );
    },
    { final: true },
  );
}

/** STAGE. Notes that a discovery or re-clustering came to nothing, so that nobody waits for it. */
export async function failRun(
  context: Context,
  { runId, error }: { readonly runId: RunId; readonly error: string },
): Promise<void> {
  await context.transaction(async (transaction) => {
    const run = await transaction.runs.get(runId);
    if (run?.status === 'running')
      await transaction.runs.update(run.id, run.version, {
        status: 'failed',
        error,
        finishedAt: context.now(),
      });
  });
}

async function ticketsWithoutIntent(context: Context): Promise<TicketId[]> {
  const settled = await settledTickets(context.store);
  const ids: TicketId[] = [];
  for await (const { id } of findAll(context.store.tickets)) if (!settled.has(id)) ids.push(id);
  return ids;
}

async function writePlan(
  context: Context,
  transaction: Transaction,
  run: Run,
  plan: ClusterPlan,
  tickets: readonly TicketText[],
  mapKey: string | undefined,
  onProgress: (share: number) => void,
): Promise<void> {
  const target = transaction.workspace.activeRunId ?? run.id;
  const open = withoutTickets(plan, await settledTickets(transaction));
  const intents = await placeProposals(context, transaction, run, open.intents);
  const giveWay = throttledYield(context.abortSignal);
  let batch: NewAssignment[] = [];
  let written = 0;
  const flush = async () => {
    await writeAssignments(context, transaction, target, batch);
    written += batch.length;
    batch = [];
    onProgress(Math.min(1, written / Math.max(1, tickets.length)));
    await giveWay();
  };
  for (const decision of planDecisions(context, open, intents, tickets)) {
    batch.push(decision);
    if (batch.length === batchSize) await flush();
  }
  await flush();
  await transaction.runs.update(run.id, run.version, {
    status: 'done',
    target,
    notes: plan.notes,
    finishedAt: context.now(),
    ...(mapKey === undefined ? {} : { mapKey }),
  });
  await transaction.updateWorkspace({
    activeRunId: target,
    catalogueVersion: transaction.workspace.catalogueVersion + 1,
  });
  await context.commit(transaction, [
    { type: 'intents-discovered', runId: run.id, intentIds: intents.map(({ id }) => id) },
  ]);
}

/** The layout is drawn in reports; a blob, because nothing is ever computed with it. */
async function keepMap(
  context: Context,
  run: Run,
  tickets: readonly TicketText[],
  { map }: ClusterPlan,
): Promise<string | undefined> {
  if (map === undefined) return undefined;
  const key = `${context.workspaceId}/runs/${run.id}/map.json`;
  const points = tickets.map(({ ticketId }, row) => [
    ticketId,
    round(map.x[row] ?? 0),
    round(map.y[row] ?? 0),
  ]);
  const bytes = new TextEncoder().encode(JSON.stringify({ method: map.method, seed: map.seed, points }));
  await context.blobs.put({ key, bytes, mediaType: 'application/json' });
  return key;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { RunId, TicketId } from '../ids.ts';
import { findAll } from '../record.ts';
import type { Transaction } from '../runtime/store.ts';
import { readCatalogue } from './catalogue.ts';
import { checkPlan } from './check-decisions.ts';
import type { ClusterPlan, Granularity, ProposedIntent, TicketText } from './clusterer.ts';
import { erasedMeanwhile } from './erased-meanwhile.ts';
import type { Run } from './intent.ts';
import { placeProposals } from './place-proposals.ts';
import { planDecisions, withoutTickets } from './plan-decisions.ts';
import { readTicketTexts } from './read-ticket-texts.ts';
import { recogniseKnown } from './recognise-known.ts';
import { runModels } from './run-models.ts';
import { settledTickets } from './settled-tickets.ts';
import { writeInBatches } from './write-in-batches.ts';

/** Where reading and grouping end in what is told of the progress. */
const [readingEnds, groupingEnds] = [0.1, 0.85];

/** How often a discovery is compared anew with intents that others stored meanwhile. */
const attempts = 5;

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
 * discovery) keep it, an intent that has none left is not made, and one that somebody stored meanwhile is joined: discoveries at once make no
 * duplicates.
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
    catalogue: await readCatalogue(context, { withPlaces: true }),
    granularity: run.granularity,
    ...(run.intentCount === undefined ? {} : { intentCount: run.intentCount }),
    seed: run.seed,
    parallel: context.parallel,
    ...runModels(context, run.id),
    ...(context.abortSignal === undefined ? {} : { abortSignal: context.abortSignal }),
    onProgress: ({ done, step }) => tell(step, readingEnds + (groupingEnds - readingEnds) * done),
  });
  checkPlan(plan, tickets);
  const mapKey = await keepMap(context, run, tickets, plan);
  for (let attempt = 1; ; attempt += 1) {
    const catalogue = await readCatalogue(context);
    const proposals = await recogniseKnown(context, plan.intents, tickets, catalogue);
    const onProgress = (share: number) => tell('write', groupingEnds + (1 - groupingEnds) * share);
    const found = { run, plan, proposals, tickets, mapKey, seen: catalogue.version, onProgress };
    try {
      await context.transaction((transaction) => writePlan(context, transaction, found), { final: true });
      return;
    } catch (error) {
      if (attempt === attempts || !TicketAIError.is(error, 'conflict')) throw error;
    }
  }
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

interface FoundIntents {
  readonly run: Run;
  readonly plan: ClusterPlan;
  /** The plan's, compared with the catalogue. */
  readonly proposals: readonly ProposedIntent[];
  readonly tickets: readonly TicketText[];
  readonly mapKey: string | undefined;
  /** The catalogue that the plan was compared with. */
  readonly seen: number;
  onProgress(share: number): void;
}

async function writePlan(
  context: Context,
  transaction: Transaction,
  { run, plan, proposals, tickets, mapKey, seen, onProgress }: FoundIntents,
): Promise<void> {
  if (transaction.workspace.catalogueVersion !== seen) {
    throw new TicketAIError('conflict', {
      message: 'Intents were changed during the discovery; what it found is compared with them again.',
      retryable: true,
    });
  }
  const target = transaction.workspace.activeRunId ?? run.id;
  const settled = await settledTickets(transaction);
  const open = withoutTickets({ intents: proposals, unassigned: plan.unassigned }, settled);
  const fresh = open.intents.filter(({ known }) => known === undefined);
  const made = await placeProposals(context, transaction, run, fresh);
  const unplaced = [...made];
  const intents = open.intents.map(({ known }) => (known === undefined ? unplaced.shift() : { id: known }));
  const decisions = planDecisions(context, open, intents, tickets);
  await writeInBatches(context, transaction, target, decisions, (written) =>
    onProgress(Math.min(1, written / Math.max(1, tickets.length))),
  );
  await transaction.runs.update(run.id, run.version, {
    status: 'done',
    target,
    notes: plan.notes,
    finishedAt: context.now(),
    ...(mapKey === undefined ? {} : { mapKey }),
  });
  const late = await ticketsThatCame(transaction, tickets);
  const erasedIds = await erasedMeanwhile(transaction, made);
  await transaction.updateWorkspace({
    activeRunId: target,
    catalogueVersion: transaction.workspace.catalogueVersion + 1,
  });
  await context.commit(transaction, [
    {
      type: 'intents-discovered',
      runId: run.id,
      intentIds: made.map(({ id }) => id),
      ...(late.length === 0 ? {} : { ticketIds: late }),
      ...(erasedIds.length === 0 ? {} : { erasedIds }),
    },
  ]);
}

/** Tickets that came while the first discovery worked. Later on those that come are matched at once. */
async function ticketsThatCame(
  { workspace, tickets }: Transaction,
  known: readonly TicketText[],
): Promise<readonly TicketId[]> {
  if (workspace.activeRunId !== undefined) return [];
  const seen = new Set(known.map(({ ticketId }) => ticketId));
  const came: TicketId[] = [];
  for await (const { id } of findAll(tickets)) if (!seen.has(id)) came.push(id);
  return came;
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

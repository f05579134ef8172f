import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { RunId, TicketId } from '../ids.ts';
import { collectAll } from '../record.ts';
import type { Transaction } from '../runtime/store.ts';
import type { ClusterPlan, Granularity, TicketText } from './clusterer.ts';
import type { Intent, Run } from './intent.ts';
import { newIntent } from './new-intent.ts';
import { readTicketTexts } from './read-ticket-texts.ts';
import { type NewAssignment, writeAssignments } from './write-assignments.ts';

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
 * there is either the whole result or none, and the job does it again.
 */
export async function discoverIntents(context: Context, { runId }: { readonly runId: RunId }): Promise<void> {
  const run = await context.store.runs.get(runId);
  if (run?.status !== 'running') return;
  const { catalogueVersion } = await context.store.workspace();
  const tickets = await readTicketTexts(context, await ticketsWithoutIntent(context));
  const plan = await context.clusterer.discover({
    tickets,
    granularity: run.granularity,
    ...(run.intentCount === undefined ? {} : { intentCount: run.intentCount }),
    seed: run.seed,
    parallel: context.parallel,
    ...(context.abortSignal === undefined ? {} : { abortSignal: context.abortSignal }),
    onProgress: ({ done, step }) => context.onProgress?.({ stage: 'discover', step, done, total: 1 }),
  });
  checkPlan(plan, tickets);
  const mapKey = await keepMap(context, run, tickets, plan);
  await context.transaction(
    async (transaction) => {
      if (transaction.workspace.catalogueVersion !== catalogueVersion) {
        throw new TicketAIError('conflict', {
          message: 'Intents were changed during the discovery; it is done again.',
          retryable: true,
        });
      }
      await writePlan(context, transaction, run, plan, tickets, mapKey);
    },
    { final: true },
  );
}

/** A clusterer may be anybody's: what it returns must place every ticket, once. */
function checkPlan(plan: ClusterPlan, tickets: readonly TicketText[]): void {
  const open = new Set(tickets.map(({ ticketId }) => ticketId));
  const placed = [
    ...plan.intents.flatMap(({ members }) => members.filter(({ secondary }) => secondary !== true)),
    ...plan.unassigned,
  ];
  for (const { ticketId } of placed) {
    if (!open.delete(ticketId)) {
      throw new TicketAIError('invalid-input', {
        message: `The clusterer placed ticket ${ticketId} twice, or was never given it.`,
        context: { ticketId },
      });
    }
  }
  if (open.size > 0) {
    throw new TicketAIError('invalid-input', {
      message: `The clusterer left out ${open.size} tickets. Tickets without an intent belong in \`unassigned\`.`,
      context: { count: open.size },
    });
  }
}

async function ticketsWithoutIntent(context: Context): Promise<TicketId[]> {
  const settled = new Set<string>();
  for (const head of await collectAll(context.store.assignmentHeads, { where: { role: 'primary' } })) {
    if (head.decision !== 'unassigned' && head.decision !== 'provisional') settled.add(head.ticketId);
  }
  const ids: TicketId[] = [];
  for (const { id } of await collectAll(context.store.tickets)) if (!settled.has(id)) ids.push(id);
  return ids;
}

async function writePlan(
  context: Context,
  transaction: Transaction,
  run: Run,
  plan: ClusterPlan,
  tickets: readonly TicketText[],
  mapKey: string | undefined,
): Promise<void> {
  const target = transaction.workspace.activeRunId ?? run.id;
  const takenNames = new Set(
    (await collectAll(transaction.intents, { where: { status: 'active' } })).map((intent) => intent.nameKey),
  );
  const intents = plan.intents.map((proposal) => newIntent(context, run, proposal, takenNames));
  await transaction.intents.insert(intents);
  await writeAssignments(context, transaction, target, decisionsOf(context, plan, intents, tickets));
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

function decisionsOf(
  context: Context,
  plan: ClusterPlan,
  intents: readonly Intent[],
  tickets: readonly TicketText[],
): NewAssignment[] {
  const dates = new Map(tickets.map(({ ticketId, createdAt }) => [ticketId, createdAt]));
  const dated = (ticketId: TicketId) => {
    const ticketCreatedAt = dates.get(ticketId);
    return ticketCreatedAt === undefined ? {} : { ticketCreatedAt };
  };
  const decidedBy = context.clusterer.name;
  const found = plan.intents.flatMap(({ members, terms }, position) => {
    const intentId = intents[position]?.id;
    if (intentId === undefined) return [];
    return members.map(
      ({ ticketId, confidence, secondary }): NewAssignment => ({
        ticketId,
        role: secondary === true ? 'secondary' : 'primary',
        intentId,
        decision: 'discovered',
        confidence,
        trace: {
          code: 'near-neighbours',
          reason: `One of ${members.length} tickets alike in words such as ${terms.slice(0, 3).join(', ')}.`,
          candidates: [{ intentId, score: confidence }],
          decidedBy,
        },
        ...dated(ticketId),
      }),
    );
  });
  const left = plan.unassigned.map(
    ({ ticketId, code, reason }): NewAssignment => ({
      ticketId,
      role: 'primary',
      decision: 'unassigned',
      confidence: 0,
      trace: { code, reason, candidates: [], decidedBy },
      ...dated(ticketId),
    }),
  );
  return [...found, ...left];
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

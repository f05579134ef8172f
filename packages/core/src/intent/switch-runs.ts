import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { RunId, TicketId } from '../ids.ts';
import { collectAll, findAll } from '../record.ts';
import type { Transaction } from '../runtime/store.ts';
import type { WorkspaceRecords } from './active-run.ts';
import { carryOver, decidedSince, type Passage, unknownBefore } from './carry-over.ts';
import type { Run } from './intent.ts';
import { planFaces } from './plan-faces.ts';
import { requireNoLaterChange, requirePromoted, requireRun } from './require-run.ts';
import { homelessTickets } from './waiting-tickets.ts';
import { wearFaces } from './wear-faces.ts';
import { type NewAssignment, writeAssignments } from './write-assignments.ts';

/** From the run that holds to another one. */
interface Switch {
  readonly from: RunId;
  readonly to: RunId;
  readonly isBehind: Passage['isBehind'];
  /** What must hold besides, as the intents are: it throws, or holds until they change. */
  check?(): Promise<void>;
  /** What else changes in the flip's transaction: the runs' rows and the event. */
  finish(transaction: Transaction, homeless: readonly TicketId[]): Promise<void>;
}

/**
 * STAGE. Makes a candidate the run that holds: one pointer is flipped. What was decided since the candidate looked is carried over first, in
 * small transactions; what comes even later, in the flip's own. Counts are right at every moment.
 * @throws `invalid-transition` when it is no candidate, or was made beside a run that does not hold any more
 */
export async function promoteRun(context: Context, { runId }: { readonly runId: RunId }): Promise<Run> {
  const run = await requireRun(context.store, runId, 'candidate');
  return switchRuns(context, {
    from: run.basedOn,
    to: run.id,
    isBehind: decidedSince,
    async finish(transaction, ticketIds) {
      await transaction.runs.update(run.id, run.version, { status: 'done' });
      await context.commit(transaction, [
        { type: 'run-promoted', runId: run.id, from: run.basedOn, ticketIds },
      ]);
    },
  });
}

/**
 * STAGE. Goes back to the run that held before the active re-clustering, which becomes a candidate again. Tickets go back to where they were;
 * those that came since, and what people decided since, are carried over.
 * @throws `invalid-transition` when no re-clustering holds; `conflict` when intents were merged or split since: undo that first
 */
export async function rollBackRun(context: Context): Promise<Run> {
  const { activeRunId } = await context.store.workspace();
  const run = await requirePromoted(context.store, activeRunId);
  return switchRuns(context, {
    from: run.id,
    to: run.basedOn,
    isBehind: unknownBefore,
    check: () => requireNoLaterChange(context.store, run),
    async finish(transaction, ticketIds) {
      await transaction.runs.update(run.id, run.version, { status: 'candidate' });
      await context.commit(transaction, [
        { type: 'run-rolled-back', runId: run.id, to: run.basedOn, ticketIds },
      ]);
    },
  });
}

/** STAGE. Gives up a candidate. Its new intents are retired, its heads go; its assignments stay as history. */
export async function dropRun(context: Context, { runId }: { readonly runId: RunId }): Promise<Run> {
  const run = await requireRun(context.store, runId, 'candidate', 'dropped');
  if (run.status === 'candidate') {
    await context.transaction(async (transaction) => {
      const ids = (await collectAll(transaction.runIntents, { where: { runId } })).map(
        ({ intentId }) => intentId,
      );
      const own = (await transaction.intents.getMany(ids)).filter(({ status }) => status === 'candidate');
      await transaction.intents.updateMany(
        own.map(({ id, version }) => ({ id, version, patch: { status: 'retired' } })),
      );
      await transaction.runs.update(run.id, run.version, { status: 'dropped' });
      await context.commit(transaction, [{ type: 'run-dropped', runId }]);
    });
  }
  await removeProjection(context, runId);
  return requireRun(context.store, runId, 'dropped');
}

async function switchRuns(context: Context, { from, to, isBehind, check, finish }: Switch): Promise<Run> {
  await check?.();
  const pass = async (
    records: WorkspaceRecords,
    write: (decisions: readonly NewAssignment[]) => Promise<unknown>,
  ) => {
    const plan = await planFaces(records, from, to);
    await carryOver(records, { from, to, isBehind, translate: plan.translate }, write);
  };
  const assignmentsSeen = await context.store.assignments.count({ runId: from });
  await pass(context.store, (decisions) =>
    context.transaction((transaction) =>
      writeAssignments(context, transaction, to, decisions, { overPerson: true }),
    ),
  );
  const catalogueSeen = (await context.store.workspace()).catalogueVersion;
  await check?.();
  await context.transaction(async (transaction) => {
    const { activeRunId, catalogueVersion } = transaction.workspace;
    if (activeRunId !== from) throw notBasedOn(to, from);
    if (check !== undefined && catalogueVersion !== catalogueSeen) throw changedMeanwhile();
    const isNews = (await transaction.assignments.count({ runId: from })) !== assignmentsSeen;
    if (isNews)
      await pass(transaction, (decisions) =>
        writeAssignments(context, transaction, to, decisions, { overPerson: true }),
      );
    await wearFaces(transaction, await planFaces(transaction, from, to), from);
    await transaction.updateWorkspace({ activeRunId: to, catalogueVersion: catalogueVersion + 1 });
    await finish(transaction, await homelessTickets(transaction, to));
  });
  const run = await context.store.runs.get(to);
  if (run === undefined) throw new TicketAIError('not-found', { message: `There is no run ${to}.` });
  return run;
}

/** In small transactions: nothing reads the heads of a dropped run, and a second call finds what a crash left. */
async function removeProjection({ store }: Context, runId: RunId): Promise<void> {
  for (const records of [store.assignmentHeads, store.runIntents]) {
    let ids: string[] = [];
    for await (const { id } of findAll<{ readonly id: string }>(records, { where: { runId } } as never))
      ids.push(id);
    while (ids.length > 0) {
      await records.delete(ids.slice(0, 500));
      ids = ids.slice(500);
    }
  }
}

function changedMeanwhile(): TicketAIError {
  return new TicketAIError('conflict', {
    message: 'Intents were changed while the run was left. Try again.',
    retryable: true,
  });
}

function notBasedOn(runId: RunId, from: RunId): TicketAIError {
  return new TicketAIError('invalid-transition', {
    message: `Run ${runId} was made beside run ${from}, which does not hold any more. Re-cluster again.`,
    context: { runId, from },
  });
}

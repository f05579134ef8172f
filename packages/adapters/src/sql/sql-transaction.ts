import {
  type AnyKind,
  buildRecords,
  checkFence,
  copyValue,
  type EventDraft,
  type Fence,
  type JobRequest,
  patchRow,
  systemKinds,
  TicketAIError,
  type Transaction,
  typedRow,
  untypedRow,
  type WorkspaceId,
} from '@ticket-ai/core';
import { sql } from 'kysely';
import { type Appended, appendRows } from './append-rows.ts';
import { requireWorkspace, type SqlContext, systemScope } from './sql-context.ts';
import type { SqlExecutor } from './sql-database.ts';
import { finishLeased, requireLease } from './sql-jobs.ts';
import { sqlRepository } from './sql-repository.ts';
import { fromRecord, tableOf } from './sql-table.ts';
import { changedRow, replaceRecord } from './write-records.ts';

/** A transaction under way, with the connection for what only the store may do. */
export interface OpenTransaction {
  readonly transaction: Transaction;
  readonly db: SqlExecutor;
}

/** Runs a transaction of a workspace, and tells the listeners once it is committed. */
export async function runTransaction<Result>(
  context: SqlContext,
  workspaceId: WorkspaceId,
  fence: Fence | undefined,
  work: (open: OpenTransaction) => Promise<Result>,
): Promise<Result> {
  const { result, appended } = await context.database.write(async (db) => {
    const open = await beginTransaction(context, db, workspaceId, fence);
    const done = await work({ transaction: open.transaction, db }).finally(open.end);
    return { result: done, appended: await open.finish() };
  });
  context.listeners.announce(appended.events, appended.jobIds);
  return result;
}

async function beginTransaction(
  context: SqlContext,
  db: SqlExecutor,
  workspaceId: WorkspaceId,
  fence: Fence | undefined,
) {
  const kind = systemKinds.workspaces;
  let workspace = typedRow(
    kind,
    fromRecord(tableOf(kind), await requireWorkspace(context, db, workspaceId, { lock: true })),
  );
  checkFence(fence, workspaceId);
  if (fence !== undefined) await requireLease(context, db, fence.lease);
  const { run, batch, end } = connectionInTurns(db);
  const jobs: JobRequest[] = [];
  const events: EventDraft[] = [];

  const access = { dialect: context.database.dialect, workspaceId, read: run, write: batch };
  const transaction: Transaction = {
    ...buildRecords((each: AnyKind) => sqlRepository(each, access)),
    get workspace() {
      return copyValue(workspace);
    },
    updateWorkspace: (patch) =>
      batch(async () => {
        const next = patchRow(kind, untypedRow(workspace), patch);
        if (!(await replaceRecord(db, systemScope(context.database, kind), next, workspace.version)))
          throw changedRow(kind.table, workspaceId);
        workspace = typedRow(kind, next);
        return copyValue(workspace);
      }),
    append: (appended) =>
      run(async () => {
        jobs.push(...copyValue(appended.jobs ?? []));
        events.push(...copyValue(appended.events ?? []));
      }),
  };

  async function finish(): Promise<Appended> {
    if (fence?.finish) await finishLeased(context, db, fence.lease);
    else if (fence !== undefined) await requireLease(context, db, fence.lease);
    return appendRows(context, db, workspaceId, jobs, events);
  }
  return { transaction, end, finish };
}

/** Lets the statements of one transaction run in turn, so that parallel calls do not mix up each other's savepoints. */
function connectionInTurns(db: SqlExecutor) {
  let last: Promise<unknown> = Promise.resolve();
  let open = true;

  function run<Result>(work: (db: SqlExecutor) => Promise<Result>): Promise<Result> {
    if (!open) return Promise.reject(ended());
    const result = last.then(() => work(db));
    last = result.catch(() => {});
    return result;
  }

  const batch = <Result>(work: (db: SqlExecutor) => Promise<Result>) => run(() => withSavepoint(db, work));

  async function end(): Promise<void> {
    open = false;
    await last;
  }
  return { run, batch, end };
}

/** A caller may catch a failed batch and go on with the transaction: nothing of the batch may remain. */
async function withSavepoint<Result>(
  db: SqlExecutor,
  work: (db: SqlExecutor) => Promise<Result>,
): Promise<Result> {
  await sql`savepoint batch`.execute(db);
  try {
    const result = await work(db);
    await sql`release savepoint batch`.execute(db);
    return result;
  } catch (error) {
    // When the database has given up the whole transaction (disk full), there is no savepoint any more; the first error tells why.
    await sql`rollback to savepoint batch`.execute(db).catch(() => {});
    await sql`release savepoint batch`.execute(db).catch(() => {});
    throw error;
  }
}

function ended(): TicketAIError {
  return new TicketAIError('invalid-transition', {
    message: 'This transaction has ended. Await everything that is done in it.',
  });
}

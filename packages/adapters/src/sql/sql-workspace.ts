import {
  buildRecords,
  collectAll,
  copyRow,
  dayMs,
  discardFinishedWorkflows,
  type EraseAccess,
  eraseTexts,
  eventsOf,
  type IntentId,
  jobsOf,
  type RunId,
  recordKinds,
  resolveAliases,
  storeKinds,
  sumPerIntent,
  sumPerIntentAndDay,
  systemKinds,
  typedRepository,
  typedRow,
  untypedRow,
  type WorkspaceId,
  type WorkspaceStore,
} from '@ticket-ai/core';
import { type SqlBool, sql } from 'kysely';
import { requireWorkspace, type SqlContext, standaloneRepository } from './sql-context.ts';
import type { SqlExecutor, SqlValue } from './sql-database.ts';
import { fromRecord, tableOf } from './sql-table.ts';
import { type OpenTransaction, runTransaction } from './sql-transaction.ts';
import { deleteRecords, replaceRecord } from './write-records.ts';

/** One workspace of an SQL store. */
export function sqlWorkspace(context: SqlContext, id: WorkspaceId): WorkspaceStore {
  const records = buildRecords((kind) => standaloneRepository(context, kind, id));
  const aliases = async () => resolveAliases(await collectAll(records.intentAliases));
  return {
    ...records,
    workspace: () =>
      context.database.read(async (db) =>
        typedRow(
          systemKinds.workspaces,
          fromRecord(tableOf(systemKinds.workspaces), await requireWorkspace(context, db, id)),
        ),
      ),
    events: eventsOf(standaloneRepository(context, storeKinds.events, id)),
    jobs: jobsOf(typedRepository(storeKinds.jobs, standaloneRepository(context, storeKinds.jobs)), id),
    transaction: (work, { fence } = {}) =>
      runTransaction(context, id, fence, ({ transaction }) => work(transaction)),
    async ticketsPerIntent(runId) {
      const counts = await context.database.read(async (db) =>
        countHeads(db, id, runId ?? (await activeRun(context, db, id))),
      );
      return sumPerIntent(
        counts.map(({ intent_id, tickets }) => [intentIdOf(intent_id), Number(tickets)]),
        await aliases(),
      );
    },
    async ticketsPerIntentAndDay(range = {}) {
      const counts = await context.database.read(async (db) =>
        countHeadsPerDay(db, id, await activeRun(context, db, id), range),
      );
      return sumPerIntentAndDay(
        counts.map(({ intent_id, day, tickets }) => ({
          intentId: intentIdOf(intent_id),
          day: Number(day),
          tickets: Number(tickets),
        })),
        await aliases(),
      );
    },
    erase: (target) =>
      runTransaction(context, id, undefined, (open) => eraseTexts(eraseAccess(context, id, open), target)),
    discardWorkflows: (options) =>
      runTransaction(context, id, undefined, (open) =>
        discardFinishedWorkflows(eraseAccess(context, id, open), options),
      ),
  };
}

const heads = recordKinds.assignmentHeads.table;

async function activeRun(context: SqlContext, db: SqlExecutor, id: WorkspaceId): Promise<RunId | undefined> {
  return typedRow(
    systemKinds.workspaces,
    fromRecord(tableOf(systemKinds.workspaces), await requireWorkspace(context, db, id)),
  ).activeRunId;
}

function countHeads(db: SqlExecutor, workspaceId: WorkspaceId, runId: RunId | undefined) {
  return db
    .selectFrom(heads)
    .select((builder) => ['intent_id', builder.fn.countAll<number>().as('tickets')])
    .where('workspace_id', '=', workspaceId)
    .where('run_id', '=', runId ?? '')
    .where('role', '=', 'primary')
    .groupBy('intent_id')
    .execute();
}

function countHeadsPerDay(
  db: SqlExecutor,
  workspaceId: WorkspaceId,
  runId: RunId | undefined,
  { from, below, offset = 0 }: { readonly from?: number; readonly below?: number; readonly offset?: number },
) {
  const at = sql.ref<number>('ticket_created_at');
  const time = sql<number>`(${at} + ${sql.lit(Math.trunc(offset))})`;
  // Division rounds towards zero in one database and not at all in another: take the rest off first, also before 1970.
  const day = sql<number>`(${time} - ((${time} % ${sql.lit(dayMs)}) + ${sql.lit(dayMs)}) % ${sql.lit(dayMs)}) / ${sql.lit(dayMs)}`;
  const always = sql<SqlBool>`1 = 1`;
  return db
    .selectFrom(heads)
    .select((builder) => ['intent_id', day.as('day'), builder.fn.countAll<number>().as('tickets')])
    .where('workspace_id', '=', workspaceId)
    .where('run_id', '=', runId ?? '')
    .where('role', '=', 'primary')
    .where('ticket_created_at', 'is not', null)
    .where((builder) => (from === undefined ? always : builder('ticket_created_at', '>=', from)))
    .where((builder) => (below === undefined ? always : builder('ticket_created_at', '<', below)))
    .groupBy(['intent_id', day])
    .execute();
}

function intentIdOf(value: SqlValue | undefined): IntentId | undefined {
  return typeof value === 'string' ? (value as IntentId) : undefined;
}

function eraseAccess(
  { database, now }: SqlContext,
  workspaceId: WorkspaceId,
  { transaction, db }: OpenTransaction,
): EraseAccess {
  const scopeOf = (name: keyof typeof recordKinds) => ({
    table: tableOf(recordKinds[name]),
    workspaceId,
    dialect: database.dialect,
  });
  return {
    records: transaction,
    now,
    async rewrite(name, rows) {
      for (const row of rows)
        await replaceRecord(db, scopeOf(name), copyRow(recordKinds[name], untypedRow(row)), undefined);
    },
    async remove(name, ids) {
      await deleteRecords(db, scopeOf(name), ids);
    },
  };
}

import {
  type AnyRow,
  type EventDraft,
  type EventRow,
  eventRows,
  type JobRequest,
  jobRows,
  storeKinds,
  untypedRow,
  type WorkspaceId,
} from '@ticket-ai/core';
import { jobScope, type SqlContext } from './sql-context.ts';
import type { SqlExecutor } from './sql-database.ts';
import { tableOf } from './sql-table.ts';
import { insertRecords } from './write-records.ts';

/** What a transaction has appended, once it is stored. */
export interface Appended {
  readonly events: readonly EventRow[];
  readonly jobIds: readonly string[];
}

/**
 * Writes jobs and events as the last thing before the commit. The sequence comes from the workspace's counter row: whoever has it holds
 * that row until the commit, so sequences become visible in order and a rollback leaves no gap.
 */
export async function appendRows(
  context: SqlContext,
  db: SqlExecutor,
  workspaceId: WorkspaceId,
  requests: readonly JobRequest[],
  drafts: readonly EventDraft[],
): Promise<Appended> {
  const origin = { workspaceId, now: context.now(), generateId: context.generateId };
  const jobs =
    requests.length === 0
      ? []
      : jobRows(requests, await waitingKeys(context, db, workspaceId, requests), origin);
  await insertRecords(db, jobScope(context.database), jobs.map(untypedRow));
  const events =
    drafts.length === 0 ? [] : eventRows(drafts, await drawSequences(db, workspaceId, drafts.length), origin);
  const eventScope = { table: tableOf(storeKinds.events), workspaceId, dialect: context.database.dialect };
  await insertRecords(
    db,
    eventScope,
    events.map((event): AnyRow => untypedRow(event)),
  );
  return { events, jobIds: jobs.map((job) => job.id) };
}

async function waitingKeys(
  context: SqlContext,
  db: SqlExecutor,
  workspaceId: WorkspaceId,
  requests: readonly JobRequest[],
) {
  const keys = requests.flatMap(({ key }) => key ?? []);
  if (keys.length === 0) return new Set<string>();
  const rows = await db
    .selectFrom(storeKinds.jobs.table)
    .select('key')
    .where('workspace_id', '=', workspaceId)
    .where('status', '=', 'waiting')
    .where(context.database.dialect.oneOf('key', keys))
    .execute();
  return new Set(rows.map((row) => String(row.key)));
}

/** Draws some sequences in a row; gives the first. */
async function drawSequences(db: SqlExecutor, workspaceId: WorkspaceId, count: number): Promise<number> {
  const drawn = await db
    .updateTable('event_counter')
    .set((builder) => ({ sequence: builder('sequence', '+', count) }))
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst();
  if (drawn.numUpdatedRows === 0n) {
    await db.insertInto('event_counter').values({ workspace_id: workspaceId, sequence: count }).execute();
    return 1;
  }
  const counter = await db
    .selectFrom('event_counter')
    .select('sequence')
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow();
  return Number(counter.sequence) - count + 1;
}

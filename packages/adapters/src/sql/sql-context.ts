import {
  type AnyKind,
  type AnyRow,
  type CommitListeners,
  type GenerateId,
  type Repository,
  storeKinds,
  systemKinds,
  TicketAIError,
  type WorkspaceId,
} from '@ticket-ai/core';
import { getRecords, type SqlScope } from './find-records.ts';
import type { SqlDatabase, SqlExecutor } from './sql-database.ts';
import { sqlRepository } from './sql-repository.ts';
import { tableOf } from './sql-table.ts';

/** What all parts of one SQL store share. */
export interface SqlContext {
  readonly database: SqlDatabase;
  readonly listeners: CommitListeners;
  readonly now: () => number;
  readonly generateId: GenerateId;
}

/** A repository outside a transaction: each of its writes is one of its own. */
export function standaloneRepository(
  context: SqlContext,
  kind: AnyKind,
  workspaceId?: WorkspaceId,
): Repository<AnyRow> {
  const { database } = context;
  return sqlRepository(kind, {
    dialect: database.dialect,
    workspaceId: workspaceId ?? '',
    read: database.read,
    write: (work) =>
      database.write(async (db) => {
        if (workspaceId !== undefined) await requireWorkspace(context, db, workspaceId, { lock: true });
        return work(db);
      }),
  });
}

/** The workspace's row as columns. Locked, no other transaction of the workspace runs beside this one. @throws `not-found` */
export async function requireWorkspace(
  { database }: SqlContext,
  db: SqlExecutor,
  workspaceId: WorkspaceId,
  options: { readonly lock?: boolean } = {},
) {
  const scope = systemScope(database, systemKinds.workspaces);
  const [record] = await getRecords(db, scope, [workspaceId], options);
  if (record !== undefined) return record;
  throw new TicketAIError('not-found', {
    message: `There is no workspace ${workspaceId}.`,
    context: { workspaceId },
  });
}

/** All rows of a kind that spans workspaces. */
export function systemScope({ dialect }: SqlDatabase, kind: AnyKind): SqlScope {
  return { table: tableOf(kind), workspaceId: '', dialect };
}

/** All jobs. */
export function jobScope(database: SqlDatabase): SqlScope {
  return systemScope(database, storeKinds.jobs);
}

import {
  type AnyKind,
  commitListeners,
  type GenerateId,
  recordKinds,
  type Store,
  type SystemStore,
  storeKinds,
  systemKinds,
  typedRepository,
} from '@ticket-ai/core';
import { getRecords } from './find-records.ts';
import { migrate } from './migrate.ts';
import { type SqlContext, standaloneRepository, systemScope } from './sql-context.ts';
import type { SqlDatabase, SqlExecutor } from './sql-database.ts';
import { sqlJobs } from './sql-jobs.ts';
import { sqlWorkspace } from './sql-workspace.ts';

/** Makes a store of any SQL database. */
export function sqlStore({
  database,
  now,
  generateId,
}: {
  readonly database: SqlDatabase;
  readonly now: () => number;
  readonly generateId: GenerateId;
}): Store {
  const context: SqlContext = { database, now, generateId, listeners: commitListeners() };
  return {
    workspace: (id) => sqlWorkspace(context, id),
    system: systemOf(context),
    onCommit: context.listeners.add,
    migrate: () => migrate(database, now),
    close: database.close,
  };
}

function systemOf(context: SqlContext): SystemStore {
  const repository = (kind: AnyKind) => standaloneRepository(context, kind);
  return {
    workspaces: {
      ...typedRepository(systemKinds.workspaces, repository(systemKinds.workspaces)),
      delete: (ids) => context.database.write((db) => deleteWorkspaces(context.database, db, ids)),
    },
    members: typedRepository(systemKinds.members, repository(systemKinds.members)),
    apiKeys: typedRepository(systemKinds.apiKeys, repository(systemKinds.apiKeys)),
    sessions: typedRepository(systemKinds.sessions, repository(systemKinds.sessions)),
    jobs: sqlJobs(context),
  };
}

async function deleteWorkspaces(
  database: SqlDatabase,
  db: SqlExecutor,
  ids: readonly string[],
): Promise<number> {
  if (ids.length === 0) return 0;
  const { dialect } = database;
  // Whoever works in them finishes first.
  await getRecords(db, systemScope(database, systemKinds.workspaces), ids, { lock: true });
  const owned = [...Object.values(recordKinds), ...Object.values(storeKinds)].map(
    (kind: AnyKind) => kind.table,
  );
  for (const table of [...owned, 'event_counter'])
    await db.deleteFrom(table).where(dialect.oneOf('workspace_id', ids)).execute();
  const deleted = await db
    .deleteFrom(systemKinds.workspaces.table)
    .where(dialect.oneOf('id', ids))
    .executeTakeFirst();
  return Number(deleted.numDeletedRows);
}

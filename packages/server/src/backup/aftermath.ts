import {
  collectAll,
  createTicketAI,
  type DocumentId,
  memoryBlobs,
  type Store,
  type TicketId,
  type WorkspaceId,
} from '@ticket-ai/core';
import { type Inspection, inspectDatabase } from './inspect-database.ts';

/** What was erased or revoked, as some database knows it. None of it may come back with an older backup. */
export interface Aftermath {
  readonly tickets: ReadonlyMap<WorkspaceId, ReadonlySet<TicketId>>;
  readonly documents: ReadonlyMap<WorkspaceId, ReadonlySet<DocumentId>>;
  /** When a key was revoked, by its id. */
  readonly keys: ReadonlyMap<string, number>;
  /** When a person was suspended, by id. */
  readonly members: ReadonlyMap<string, number>;
}

/** How much of an {@link Aftermath} was new to a backup. */
export interface CarriedOver {
  readonly tickets: number;
  readonly documents: number;
  readonly keys: number;
  readonly members: number;
}

/** Reads from the events of a database what was asked to be erased, and from its rows what was revoked. */
export function readAftermath(databaseFile: string): Aftermath {
  return inspectDatabase(databaseFile, (inspection) => ({
    tickets: collect<TicketId>(
      inspection,
      `select e.workspace_id, t.value as id from event e, json_each(e.data, '$.event.ticketIds') t
       where e.type in ('ticket-erasure-requested', 'tickets-erased')`,
    ),
    documents: collect<DocumentId>(
      inspection,
      `select workspace_id, json_extract(data, '$.event.documentId') as id from event
       where type in ('document-erasure-requested', 'document-erased')`,
    ),
    keys: times(inspection, 'api_key', 'revokedAt'),
    members: times(inspection, 'member', 'suspendedAt'),
  }));
}

function collect<Id extends string>(
  { all }: Inspection,
  sql: string,
): ReadonlyMap<WorkspaceId, ReadonlySet<Id>> {
  const found = new Map<WorkspaceId, Set<Id>>();
  for (const { workspace_id, id } of all(sql)) {
    const workspaceId = workspace_id as WorkspaceId;
    const ids = found.get(workspaceId) ?? new Set<Id>();
    found.set(workspaceId, ids.add(id as Id));
  }
  return found;
}

function times({ all }: Inspection, table: string, field: string): ReadonlyMap<string, number> {
  const rows = all(`select id, json_extract(data, '$.${field}') as at from "${table}" where at is not null`);
  return new Map(rows.map(({ id, at }) => [String(id), Number(at)]));
}

/**
 * Erases and revokes in a restored database what was erased and revoked after the backup. The texts are gone when this returns; what follows
 * from erasing (files, intents that learned from it, articles that quote it) is durable work of whoever opens the database next.
 */
export async function applyAftermath(
  openStore: () => Store,
  { tickets, documents, keys, members }: Aftermath,
): Promise<CarriedOver> {
  const erased = { tickets: 0, documents: 0 };
  for (const workspaceId of new Set([...tickets.keys(), ...documents.keys()])) {
    const found = await eraseAgain(
      openStore(),
      workspaceId,
      [...(tickets.get(workspaceId) ?? [])],
      [...(documents.get(workspaceId) ?? [])],
    );
    erased.tickets += found.tickets;
    erased.documents += found.documents;
  }
  const store = openStore();
  try {
    let [revoked, suspended] = [0, 0];
    for (const { id, version, revokedAt } of await store.system.apiKeys.getMany([...keys.keys()])) {
      const at = keys.get(id);
      if (revokedAt !== undefined || at === undefined) continue;
      await store.system.apiKeys.update(id, version, { revokedAt: at });
      revoked += 1;
    }
    for (const { id, version, suspendedAt } of await store.system.members.getMany([...members.keys()])) {
      const at = members.get(id);
      if (suspendedAt !== undefined || at === undefined) continue;
      await store.system.members.update(id, version, { suspendedAt: at });
      suspended += 1;
    }
    return { ...erased, keys: revoked, members: suspended };
  } finally {
    await store.close();
  }
}

/** Asks for it as a person would, which writes down the work, and then takes the texts away at once. */
async function eraseAgain(
  store: Store,
  workspaceId: WorkspaceId,
  ticketIds: readonly TicketId[],
  documentIds: readonly DocumentId[],
): Promise<{ readonly tickets: number; readonly documents: number }> {
  const known = (await store.system.workspaces.get(workspaceId)) !== undefined;
  const records = store.workspace(workspaceId);
  const desk = createTicketAI({
    store,
    blobs: memoryBlobs(),
    work: 'workers',
    workspace: { id: workspaceId },
  });
  try {
    if (!known) return { tickets: 0, documents: 0 };
    const tickets = (await records.tickets.getMany(ticketIds)).flatMap(({ id, erasedAt }) =>
      erasedAt === undefined ? [id] : [],
    );
    if (tickets.length > 0) {
      await desk.tickets.erase(tickets);
      await records.erase({ ticketIds: tickets });
      // Nothing tells which file of an import holds a ticket: none comes back.
      for (const { id, version, status, blobKey } of await collectAll(records.imports))
        if (status !== 'running' && blobKey !== undefined)
          await records.imports.update(id, version, { blobKey: undefined });
    }
    const documents = (await records.documents.getMany(documentIds)).flatMap(({ id, title, articleId }) =>
      title === '' || articleId !== undefined ? [] : [id],
    );
    for (const id of documents) await desk.documents.erase(id);
    if (documents.length > 0) await records.erase({ documentIds: documents });
    return { tickets: tickets.length, documents: documents.length };
  } finally {
    await desk.close();
  }
}

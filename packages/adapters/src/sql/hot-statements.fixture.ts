import { collectAll, recordLedger, type Store, type WorkspaceId } from '@ticket-ai/core';
import type { CompiledQuery, KyselyPlugin } from 'kysely';
import { fillTables, type ValueAt } from './fill-tables.fixture.ts';
import type { SqlDatabase, SqlExecutor } from './sql-database.ts';
import { sqlStore } from './sql-store.ts';
import { definitionsOfToday } from './table-definition.ts';

/** A statement as it was sent, and which work sent it. */
export interface HotStatement extends Pick<CompiledQuery, 'sql' | 'parameters'> {
  readonly work: string;
}

/** A statement with a condition besides the workspace: it asks for few rows of it. */
export const asksForMore = /where \(?.workspace_id. = \? and /;

const rows = 3000;
const at = Date.UTC(2026, 0, 1);

/** A workspace in which much has happened: most jobs are done, most tickets closed, one run is active. */
const lived: ValueAt = (table, column, row) => {
  if (table === 'workspace' && row === 0 && column === 'id') return 'w';
  if (table === 'workspace' && column === 'data')
    return '{"timeZone":"UTC","catalogueVersion":0,"createdAt":0}';
  if (table === 'event_counter' && column === 'sequence') return rows;
  if (table === 'job' && column === 'status')
    return row % 100 === 0 ? 'waiting' : row % 100 === 1 ? 'dead' : 'done';
  if (table === 'job' && column === 'priority') return row % 3;
  if (table === 'job' && column === 'workspace_id') return row % 4 === 0 ? 'v' : 'w';
  if (table === 'workflow_run' && column === 'status') return row % 100 === 0 ? 'running' : 'done';
  if (table === 'intent' && column === 'status') return row % 50 === 0 ? 'active' : 'merged';
  if (table === 'answer' && column === 'status') return row % 30 === 0 ? 'abstained' : 'shown';
  if (column === 'verdict') return { 0: 'rejected', 25: 'reopened', 50: 'edited' }[row % 100] ?? 'sent';
  if (column === 'status') return row % 40 === 0 ? 'open' : 'closed';
  if (column === 'role') return 'primary';
  if (column === 'run_id') return `run-${row % 3}`;
  if (table === 'assignment_head' && column === 'intent_id')
    return row % 20 === 0 ? null : `intent-${row % 60}`;
  if (table === 'assignment_head' && column === 'decision') return row % 20 === 0 ? 'unassigned' : 'matched';
  if (table === 'chunk' && (column === 'document_id' || column === 'version_id'))
    return `${column}-${row % 100}`;
  if (table === 'spending' && column === 'data')
    return '{"calls":0,"inputTokens":0,"outputTokens":0,"nanoUsd":0}';
  return undefined;
};

/** Fills the database as if it had been in use for long. */
export function fillAsLived(database: SqlDatabase): Promise<void> {
  return database.write((db) => fillTables(db, definitionsOfToday(), rows, lived));
}

/** Does what servers and workers do all the time, on the store as it is; gives every statement that was sent. */
export async function hotStatements(database: SqlDatabase): Promise<readonly HotStatement[]> {
  const heard: HotStatement[] = [];
  let work = '';
  const store = sqlStore({
    database: overheard(database, (query) => heard.push({ ...query, work })),
    now: () => at,
    generateId: () => `new-${heard.length}`,
  });
  for (const [name, run] of Object.entries(hotWork)) {
    work = name;
    await run(store);
  }
  return heard;
}

type Query = { where?: object; orderBy?: object; limit?: number; cursor?: string };
type Findable = { find(query?: never): Promise<{ readonly cursor?: string }> };

const hotWork: Readonly<Record<string, (store: Store) => Promise<unknown>>> = {
  'read what became of replies': (store) =>
    twoPages(own(store).feedback, { where: { answerId: ['answer_id-000100', 'answer_id-000101'] } }),
  'look which replies were refused': (store) =>
    twoPages(own(store).feedback, { where: { verdict: 'rejected', at: {} }, orderBy: { field: 'at' } }),
  'count what became of replies lately': (store) =>
    twoPages(own(store).feedback, {
      where: { verdict: 'sent', at: { from: 2990 } },
      orderBy: { field: 'at' },
    }),
  'lease jobs': ({ system }) => system.jobs.lease({ limit: 5, leaseMs: 1000 }),
  'look when the next job is due': ({ system }) => system.jobs.nextDueAt(),
  'list jobs': (store) => twoPages(own(store).jobs, { orderBy: newestFirst('createdAt') }),
  'list dead jobs': (store) =>
    twoPages(own(store).jobs, { where: { status: 'dead' }, orderBy: newestFirst('createdAt') }),
  'throw away jobs that are done': (store) =>
    own(store).jobs.discardDone({ createdBefore: 1000, limit: 100 }),
  'throw away workflows that have ended': (store) =>
    own(store).discardWorkflows({ startedBefore: 1000, limit: 100 }),
  'throw away replies that have run out': (store) =>
    own(store).idempotencyKeys.find({
      where: { expiresAt: { below: 1000 } },
      orderBy: { field: 'expiresAt' },
      limit: 100,
    }),
  'look for journaled drafts': (store) =>
    own(store).workflowSteps.find({ where: { step: ['step-000100', 'step-000200'] } }),
  'look for waiting work of one kind': (store) =>
    own(store).jobs.find({ where: { name: 'name-000100' as never, status: ['waiting', 'leased'] } }),
  'read events from a cursor': (store) =>
    twoPages(own(store).events, { where: { sequence: { from: 500 } }, orderBy: { field: 'sequence' } }),
  'read events of some types from a cursor': (store) =>
    twoPages(own(store).events, {
      where: { type: ['type-000001', 'type-000002'], sequence: { from: 500 } },
      orderBy: { field: 'sequence' },
    }),
  'append an event': (store) =>
    own(store).transaction((transaction) =>
      transaction.append({
        events: [
          { event: { type: 'answer-given', answerId: 'a' as never }, actor: { kind: 'system', id: 's' } },
        ],
        jobs: [{ name: 'match-tickets', payload: { ticketIds: [] }, key: 'k' }],
      }),
    ),
  'list tickets': (store) => twoPages(own(store).tickets, {}),
  'list open tickets': (store) => twoPages(own(store).tickets, { where: { status: 'open' } }),
  'list tickets of an intent': (store) =>
    twoPages(own(store).assignmentHeads, {
      where: { runId: 'run-1', intentId: ['intent-3', 'intent-4'], role: 'primary' },
    }),
  'list unassigned tickets': (store) =>
    twoPages(own(store).assignmentHeads, { where: { runId: 'run-1', intentId: null, role: 'primary' } }),
  'find a ticket by its number': (store) =>
    own(store).tickets.find({ where: { externalId: ['external_id-000100'] }, limit: 1 }),
  'read messages of tickets': (store) =>
    collectAll(own(store).messages, { where: { ticketId: some('ticket_id') as never } }),
  'list articles': (store) => twoPages(own(store).articles, {}),
  'list open articles': (store) => twoPages(own(store).articles, { where: { status: 'open' } }),
  'find the article of an intent': (store) =>
    own(store).articles.find({ where: { intentId: 'intent_id-000100' as never }, limit: 1 }),
  'list intents': (store) => twoPages(own(store).intents, { where: { status: 'active' } }),
  'read intents': (store) => own(store).intents.getMany(some('id') as never),
  'show the passages that were found': (store) => own(store).chunks.getMany(some('id') as never),
  'read the passages of a document': (store) =>
    collectAll(own(store).chunks, { where: { documentId: 'document_id-7' as never } }),
  'look up embeddings': (store) =>
    own(store).embeddings.find({ where: { model: 'model-000100', textHash: some('text_hash') } }),
  'reserve and settle a model call': async (store) => {
    const ledger = recordLedger({ store: own(store), now: () => at, generateId: () => 'call' });
    await ledger.findReply('key-000100');
    const estimate = { inputTokens: 1, outputTokens: 1, cachedInputTokens: 0, costUsd: 0 };
    const reservation = await ledger.reserve({
      key: 'key',
      purpose: 'answer',
      model: 'm',
      estimate,
    } as never);
    await ledger.settle(reservation, { usage: estimate, reply: '', latencyMs: 1 } as never);
    await ledger.spent('day');
  },
  'read the calls of a day': (store) =>
    twoPages(own(store).modelCalls, { where: { at: { from: 100, below: 2000 } }, orderBy: { field: 'at' } }),
  'read judgements of tickets': (store) =>
    collectAll(own(store).judgements, { where: { ticketId: some('ticket_id') as never } }),
  'list questions without an answer': (store) =>
    twoPages(own(store).answers, { where: { status: 'abstained' } }),
  'read the answers to tickets': (store) =>
    twoPages(own(store).answers, { where: { ticketId: some('ticket_id') }, orderBy: { field: 'createdAt' } }),
  'count tickets per intent': (store) => own(store).ticketsPerIntent('run-1' as never),
  'check a key or a session': async ({ system }) => {
    await system.apiKeys.get('id-000100');
    await system.sessions.find({ where: { digest: 'digest-000100' }, limit: 1 });
  },
};

function own(store: Store) {
  return store.workspace('w' as WorkspaceId);
}

function newestFirst(field: string) {
  return { field, direction: 'descending' };
}

function some(column: string): string[] {
  return Array.from({ length: 40 }, (_, row) => `${column}-${String(row * 7).padStart(6, '0')}`);
}

async function twoPages(from: Findable, query: Query): Promise<void> {
  const find = (one: Query) => from.find(one as never);
  const { cursor } = await find({ ...query, limit: 10 });
  if (cursor !== undefined) await find({ ...query, limit: 10, cursor });
}

/** The same database; every statement is heard before it is sent. */
function overheard(database: SqlDatabase, hear: (query: CompiledQuery) => void): SqlDatabase {
  const listening = (db: SqlExecutor): SqlExecutor => {
    const plugin: KyselyPlugin = {
      transformQuery({ node, queryId }) {
        hear(db.getExecutor().compileQuery(node, queryId));
        return node;
      },
      transformResult: async ({ result }) => result,
    };
    return db.withPlugin(plugin);
  };
  return {
    ...database,
    get dialect() {
      return database.dialect;
    },
    read: (run) => database.read((db) => run(listening(db))),
    write: (run) => database.write((db) => run(listening(db))),
  };
}

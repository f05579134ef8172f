import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type AnyKind, type AnyRow, planQuery, type Query, recordKinds, storeKinds } from '@ticket-ai/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findQueries } from '../sql/find-records.ts';
import { tableOf } from '../sql/sql-table.ts';
import { sqliteDatabase } from './sqlite-database.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { sqliteStore } from './sqlite-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'ticket-ai-plans-'));
const path = join(folder, 'plans.db');
const database = sqliteDatabase({ path, synchronous: 'normal', waitMs: 1000 });
let file: DatabaseSync;

beforeAll(async () => {
  const store = sqliteStore({ path });
  await store.migrate();
  await store.close();
  file = new DatabaseSync(path);
});
afterAll(async () => {
  file.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** How SQLite would find the rows of a page, statement by statement. */
async function explain(kind: AnyKind, query: Query<AnyRow>): Promise<string[]> {
  const scope = { table: tableOf(kind), workspaceId: 'w', dialect: sqliteDialect };
  const compiled = await database.read(async (db) =>
    findQueries(db, scope, planQuery(kind, query)).map((each) => each.limit(101).compile()),
  );
  return compiled.map(({ sql, parameters }) =>
    file
      .prepare(`explain query plan ${sql}`)
      .all(...parameters.map(String))
      .map(({ detail }) => String(detail))
      .join('; '),
  );
}

/** The second page of a query after a row. */
function after(kind: AnyKind, query: Query<AnyRow>, row: AnyRow): Query<AnyRow> {
  return { ...query, cursor: planQuery(kind, query).cursorAfter(row) };
}

const { messages, assignmentHeads, assignments, tickets, imports, modelCalls } = recordKinds;
const row = { id: 'i', version: 1 };

describe('a page of one value reads only the rows of that value', () => {
  const cases: readonly (readonly [name: string, kind: AnyKind, where: object, search: string])[] = [
    ['messages of a ticket', messages, { ticketId: 't' }, 'ticket_id=?'],
    ['messages of tickets', messages, { ticketId: ['t', 'u'] }, 'ticket_id=?'],
    ['assignments of a run', assignments, { runId: 'r' }, 'run_id=?'],
    ['heads of a ticket', assignmentHeads, { ticketId: 't' }, 'ticket_id=?'],
    ['assignments of a ticket', assignments, { ticketId: 't' }, 'ticket_id=?'],
    ['heads of an intent', assignmentHeads, { runId: 'r', intentId: 'i' }, 'run_id=? AND intent_id=?'],
    [
      'heads of intents',
      assignmentHeads,
      { runId: 'r', intentId: ['i', 'j'], role: 'primary' },
      'run_id=? AND intent_id=? AND role=?',
    ],
    [
      'heads without an intent',
      assignmentHeads,
      { runId: 'r', intentId: null, role: 'primary' },
      'run_id=? AND intent_id=? AND role=?',
    ],
    ['tickets of an import', tickets, { importId: 'i' }, 'import_id=?'],
    ['tickets of a source by number', tickets, { source: 's', externalId: ['1', '2'] }, 'external_id=?'],
    ['a ticket by number', tickets, { externalId: '1' }, 'external_id=?'],
  ];
  it.each(cases)('%s', async (_name, kind, where, search) => {
    expect((await explain(kind, { where }))[0]).toContain(`${search}`);
    expect((await explain(kind, after(kind, { where }, row)))[0]).toContain(`${search}`);
  });

  it('in the order of the index where it has that order: a great import is not sorted for every page', async () => {
    const query = { where: { importId: 'i' } };
    const [plan] = await explain(tickets, after(tickets, query, row));
    expect(plan).toContain('import_id=? AND id>?');
    expect(plan).not.toContain('TEMP B-TREE');
  });
});

describe('a later page begins where the one before ended', () => {
  it.each([
    ['events', storeKinds.events, { orderBy: { field: 'sequence' } }, 'sequence>?'],
    [
      'events, backwards',
      storeKinds.events,
      { orderBy: { field: 'sequence', direction: 'descending' } },
      'sequence<?',
    ],
    ['tickets', tickets, { orderBy: { field: 'createdAt', direction: 'descending' } }, 'created_at<?'],
    ['model calls of a day', modelCalls, { where: { at: { from: 1 } }, orderBy: { field: 'at' } }, 'at>?'],
  ] as const)('%s', async (_name, kind: AnyKind, query, search) => {
    const [plan] = await explain(kind, after(kind, query, { ...row, sequence: 5, createdAt: 5, at: 5 }));
    expect(plan).toContain(search);
    expect(plan).not.toContain('USE TEMP B-TREE FOR ORDER BY');
  });

  it('also where rows lack the field: they are a stretch of their own', async () => {
    const query = { orderBy: { field: 'startedAt', direction: 'descending' } } as const;
    expect(await explain(imports, after(imports, query, { ...row, startedAt: 5 }))).toHaveLength(2);
    expect(await explain(imports, after(imports, query, row))).toHaveLength(1);
  });
});

describe('closing', () => {
  it('leaves statistics for the plans of the next time', async () => {
    const own = join(folder, 'statistics.db');
    const store = sqliteStore({ path: own });
    await store.migrate();
    await store.system.workspaces.insert([
      { id: 'w' as never, version: 1, name: 'w', timeZone: 'UTC', catalogueVersion: 0, createdAt: 0 },
    ]);
    const texts = Array.from({ length: 200 }, (_, index) => ({
      id: `m${index}` as never,
      ticketId: `t${index}` as never,
      position: 0,
      role: 'customer' as const,
      text: 'words',
    }));
    await store.workspace('w' as never).messages.insert(texts);
    await store.close();
    const opened = new DatabaseSync(own);
    const [statistics] = opened.prepare("select count(*) as n from sqlite_stat1 where tbl = 'message'").all();
    expect(Number(statistics?.n)).toBeGreaterThan(0);
    opened.close();
  });
});

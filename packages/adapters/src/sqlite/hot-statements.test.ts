import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asksForMore, fillAsLived, type HotStatement, hotStatements } from '../sql/hot-statements.fixture.ts';
import { migrate } from '../sql/migrate.ts';
import { sqliteDatabase } from './sqlite-database.ts';

const folder = mkdtempSync(join(tmpdir(), 'ticket-ai-hot-'));
const path = join(folder, 'hot.db');
const database = sqliteDatabase({ path, synchronous: 'normal', waitMs: 1000 });
let file: DatabaseSync;

beforeAll(async () => {
  await migrate(database, () => 0);
  await fillAsLived(database);
  file = new DatabaseSync(path);
  file.exec('analyze');
});
afterAll(async () => {
  file.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

/**
 * The steps of the plan that read a whole table, or all rows of the workspace though few are asked for: a page in the order of an index may
 * do that, because it stops at the limit.
 */
function readsAll({ sql, parameters }: HotStatement): string[] {
  const steps = file
    .prepare(`explain query plan ${sql}`)
    .all(...parameters.map((value) => (typeof value === 'number' ? value : String(value))))
    .map(({ detail }) => String(detail));
  const asksForFew = asksForMore.test(sql) || steps.some((step) => step.includes('B-TREE FOR ORDER BY'));
  return steps.filter(
    (step) => /^SCAN (?!json_each|CONSTANT)/.test(step) || (asksForFew && step.endsWith('(workspace_id=?)')),
  );
}

it('what servers and workers ask all the time reads no table from end to end', async () => {
  const heard = (await hotStatements(database)).filter(({ sql }) => /^(?:select|update|delete)/.test(sql));
  expect(heard.length).toBeGreaterThan(50);
  const slow = heard.flatMap((each) => readsAll(each).map((step) => `${each.work}: ${step}: ${each.sql}`));
  expect(slow).toEqual([]);
});

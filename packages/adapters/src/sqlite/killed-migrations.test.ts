import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, test } from 'vitest';
import { surviveKills } from '../sql/killed-migrations.fixture.ts';
import { migrations } from '../sql/migrate.ts';
import { sqliteDatabase } from './sqlite-database.ts';

const folder = mkdtempSync(join(tmpdir(), 'ticket-ai-killed-migrations-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

async function newPlace() {
  const place = join(folder, `${++files}.db`);
  return {
    program: new URL('./migrate-process.fixture.ts', import.meta.url),
    place,
    database: sqliteDatabase({ path: place, synchronous: 'normal', waitMs: 5000 }),
    async dump() {
      const file = new DatabaseSync(place);
      const schema = file
        .prepare("select name, type, sql from sqlite_schema where name not like 'sqlite_%' order by name")
        .all();
      const tables = schema.filter(({ type }) => type === 'table');
      const rows = tables.map(({ name }) => file.prepare(`select * from "${name}" order by 1, 2`).all());
      const health = file.prepare('pragma integrity_check').all();
      file.close();
      return { schema, rows, health };
    },
  };
}

test.each(migrations.map(({ name }, step) => [name, step] as const))(
  'kill -9 inside %s: the next start ends as if nobody had died',
  (_name, step) => surviveKills(step, 2026, newPlace),
  60_000,
);

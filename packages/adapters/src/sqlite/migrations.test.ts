import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { rejectsWith } from '@ticket-ai/core/conformance';
import { afterAll, describe, expect, it } from 'vitest';
import { definitionsOfToday, type TableDefinition } from '../sql/index.ts';
import { sqliteStore } from './sqlite-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'ticket-ai-migrations-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function migrated(name: string): Promise<string> {
  const path = join(folder, `${name}.db`);
  const store = sqliteStore({ path });
  await store.migrate();
  await store.close();
  return path;
}

/** What the file says of a table, in the words of a definition. */
function readDefinition(database: DatabaseSync, table: string): TableDefinition {
  const columns = database
    .prepare('select name, lower(type) as type, "notnull" as required, pk from pragma_table_info(?)')
    .all(table);
  const indexes = database
    .prepare('select name, origin from pragma_index_list(?) order by seq desc')
    .all(table);
  const columnsOf = (index: unknown) =>
    database
      .prepare('select name from pragma_index_info(?) order by seqno')
      .all(String(index))
      .map(({ name }) => String(name));
  const withOrigin = (origin: string) =>
    indexes.filter((index) => index.origin === origin).map(({ name }) => columnsOf(name));
  const key = columns.filter(({ pk }) => pk !== 0).sort((left, right) => Number(left.pk) - Number(right.pk));
  return {
    table,
    key: key.map(({ name }) => String(name)),
    columns: Object.fromEntries(
      columns.map(({ name, type, required }) => [
        name,
        `${name === 'data' ? 'json' : type}${required === 1 ? '' : '?'}`,
      ]),
    ),
    unique: withOrigin('u'),
    indexes: withOrigin('c'),
  };
}

const sorted = (definition: TableDefinition) => ({
  ...definition,
  unique: definition.unique.map((columns) => columns.join()).sort(),
  indexes: definition.indexes.map((columns) => columns.join()).sort(),
});

describe('the schema', () => {
  it('that a fresh file gets agrees with recordKinds; a difference needs a new migration', async () => {
    const database = new DatabaseSync(await migrated('fresh'));
    for (const definition of definitionsOfToday()) {
      expect(sorted(readDefinition(database, definition.table)), definition.table).toEqual(
        sorted(definition),
      );
    }
    const tables = database
      .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'")
      .all()
      .map(({ name }) => name);
    expect(tables.sort()).toEqual([...definitionsOfToday().map(({ table }) => table), 'migration'].sort());
    database.close();
  });

  it('is not touched when a newer version of the program wrote it', async () => {
    const path = await migrated('newer');
    const database = new DatabaseSync(path);
    database.exec("insert into migration (name, applied_at) values ('9999-future', 1)");
    database.close();
    const store = sqliteStore({ path });
    const error = await rejectsWith('adapter-failed', store.migrate());
    expect(error.context).toMatchObject({ reason: 'newer-schema', unknown: ['9999-future'] });
    await store.close();
  });
});

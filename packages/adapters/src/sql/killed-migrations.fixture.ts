import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { fillTables } from './fill-tables.fixture.ts';
import { migrate, migrations } from './migrate.ts';
import type { SqlDatabase } from './sql-database.ts';

/** An empty database of some make, and a way to see all that is in it. */
export interface MigratedPlace {
  /** The file of a process that calls `dieInMigration` with the place. */
  readonly program: URL;
  /** For the processes: a path or a URL. */
  readonly place: string;
  readonly database: SqlDatabase;
  /** Tables, indexes and rows, in an order that does not depend on how they came to be. */
  dump(): Promise<unknown>;
}

const rows = 20;

/**
 * Kills processes inside one step of the schema, on tables full of rows, and lets an undisturbed one go on: it must end as if nobody had
 * died. @param step which one, from 0
 */
export async function surviveKills(
  step: number,
  seed: number,
  newPlace: () => Promise<MigratedPlace>,
): Promise<void> {
  const [calm, killed] = [await before(step, newPlace), await before(step, newPlace)];
  const moments = Number((await run(calm, step)).said);
  expect(moments).toBeGreaterThan(0);
  for (const share of [((seed + 37 * step) % 90) / 100, ((seed + 53 * step) % 90) / 100, 1])
    expect((await run(killed, step, Math.max(1, Math.round(moments * share)))).signal).toBe('SIGKILL');
  await migrate(killed.database, () => 0, migrations.slice(0, step + 1));
  expect(await killed.dump()).toEqual(await calm.dump());
  await Promise.all([calm.database.close(), killed.database.close()]);
}

async function before(step: number, newPlace: () => Promise<MigratedPlace>): Promise<MigratedPlace> {
  const made = await newPlace();
  const earlier = migrations.slice(0, step);
  if (step > 0) await migrate(made.database, () => 0, earlier);
  const tables = earlier.flatMap((each) => each.tables);
  await made.database.write((db) => fillTables(db, tables, rows));
  return made;
}

function run({ program, place }: MigratedPlace, step: number, moment = 0) {
  const args = [
    '--conditions=@ticket-ai/source',
    fileURLToPath(program),
    place,
    String(step + 1),
    String(moment),
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (heard) => {
    said += String(heard);
  });
  return new Promise<{ readonly signal: NodeJS.Signals | null; readonly said: string }>((resolve) =>
    child.once('close', (_code, signal) => resolve({ signal, said })),
  );
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test, vi } from 'vitest';
import { runCli } from '../cli/testing/run-cli.ts';
import { sampleTickets, toJsonl } from '../cli/testing/sample-tickets.ts';
import { databasePath } from '../services.ts';

const atRename = vi.hoisted(() => ({ look: (_to: string) => {} }));
vi.mock('node:fs/promises', async (load) => {
  const real = await load<typeof import('node:fs/promises')>();
  return {
    ...real,
    async rename(from: string, to: string) {
      atRename.look(to);
      await real.rename(from, to);
      atRename.look(to);
    },
  };
});

test('until the restored records have their name, nobody can write to those they replace', async () => {
  const root = await mkdtemp(path.join(tmpdir(), 'ticket-ai-claim-'));
  const [data, saved] = [path.join(root, 'data'), path.join(root, 'saved')];
  const run = async (...args: readonly string[]) => expect((await runCli(...args)).code).toBe(0);
  await writeFile(path.join(root, 'tickets.jsonl'), toJsonl(sampleTickets(3)));
  await run('import', path.join(root, 'tickets.jsonl'), '--data', data);
  await run('backup', saved, '--data', data);
  const seen: string[] = [];
  const early = new DatabaseSync(databasePath(data), { timeout: 0 });
  atRename.look = (to) => {
    if (to !== databasePath(data)) return;
    try {
      early.exec('begin immediate; rollback');
      seen.push('written');
    } catch (error) {
      seen.push(error instanceof Error ? error.message : '');
    }
  };
  await run('restore', saved, '--replace', '--data', data);
  expect(seen).toEqual(['database is locked', 'database is locked']);
  // Who waited for the old records is told, and loses nothing.
  expect(() => early.exec('create table late (id)')).toThrow('readonly');
  early.close();
  await rm(root, { recursive: true });
});

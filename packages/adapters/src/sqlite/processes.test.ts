import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkspaceId } from '@ticket-ai/core';
import { afterAll, describe, expect, it } from 'vitest';
import { sqliteStore } from './sqlite-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'ticket-ai-processes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const workspaceId = 'w' as WorkspaceId;
const actor = { kind: 'system' as const, id: 'test' };

/** Starts a process that has a store on the file, `me` and the workspace, and prints what the script returns. */
function startProcess(
  path: string,
  me: string,
  script: string,
): { readonly child: ChildProcess; readonly output: Promise<string> } {
  const code = `
    import { sqliteStore } from '@ticket-ai/adapters/sqlite';
    const store = sqliteStore({ path: ${JSON.stringify(path)} });
    const me = ${JSON.stringify(me)};
    const actor = ${JSON.stringify(actor)};
    const workspace = store.workspace('w');
    const result = await (async () => { ${script} })();
    await store.close();
    console.log(JSON.stringify(result ?? null));
  `;
  const child = spawn(
    process.execPath,
    ['--conditions=@ticket-ai/source', '--input-type=module', '-e', code],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const output = new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += String(chunk);
    });
    child.on('close', (status) =>
      status === 0 ? resolve(text) : reject(new Error(`process ${me} ended with ${status}`)),
    );
  });
  return { child, output };
}

async function prepare(name: string) {
  const path = join(folder, `${name}.db`);
  const store = sqliteStore({ path });
  await store.migrate();
  await store.system.workspaces.insert([
    { id: workspaceId, version: 1, name: 'Acme', timeZone: 'UTC', catalogueVersion: 0, createdAt: 0 },
  ]);
  return { path, store, workspace: store.workspace(workspaceId) };
}

describe('several processes on one file', () => {
  it('may start at once on an empty folder: the schema is made once', async () => {
    const path = join(folder, 'start', 'new.db');
    const processes = ['a', 'b', 'c', 'd'].map((me) =>
      startProcess(
        path,
        me,
        'await store.migrate(); return (await store.system.workspaces.find()).items.length;',
      ),
    );
    expect(
      (await Promise.all(processes.map(({ output }) => output))).map((text) => JSON.parse(text)),
    ).toEqual([0, 0, 0, 0]);
  }, 60_000);

  it('lose no update and leave no gap in the events', async () => {
    const { path, store, workspace } = await prepare('updates');
    const script = `
      for (let index = 0; index < 150; index += 1) {
        await workspace.transaction(async (transaction) => {
          await transaction.updateWorkspace({ catalogueVersion: transaction.workspace.catalogueVersion + 1 });
          await transaction.append({ events: [{ event: { type: 'answer-given', answerId: me + index }, actor }] });
        });
      }
    `;
    await Promise.all(['a', 'b'].map((me) => startProcess(path, me, script).output));
    expect((await workspace.workspace()).catalogueVersion).toBe(300);
    const { items } = await workspace.events.find({ orderBy: { field: 'sequence' }, limit: 500 });
    expect(items.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 300 }, (_, index) => index + 1),
    );
    await store.close();
  }, 60_000);

  it('share jobs: each is leased by one worker and has its effect once', async () => {
    const { path, store, workspace } = await prepare('jobs');
    const jobs = Array.from({ length: 200 }, () => ({
      name: 'match-tickets' as const,
      payload: { ticketIds: [] },
    }));
    await workspace.transaction((transaction) => transaction.append({ jobs }));
    const script = `
      const taken = [];
      for (;;) {
        const leased = await store.system.jobs.lease({ limit: 3, leaseMs: 60_000 });
        if (leased.length === 0) return taken;
        for (const { job, lease } of leased) {
          taken.push(job.id);
          await workspace.transaction((transaction) => transaction.append({ events: [{ event: { type: 'answer-given', answerId: job.id }, actor }] }), { fence: { lease, finish: true } });
        }
      }
    `;
    const outputs = await Promise.all(['a', 'b'].map((me) => startProcess(path, me, script).output));
    const taken: string[] = outputs.flatMap((text) => JSON.parse(text));
    expect(taken.length).toBe(200);
    expect(new Set(taken).size).toBe(200);
    expect([await workspace.jobs.count({ status: 'done' }), await workspace.events.count()]).toEqual([
      200, 200,
    ]);
    await store.close();
  }, 60_000);

  it('survive the death of one: kill -9 loses no commit and leaves no half of one', async () => {
    const { path, store, workspace } = await prepare('kill');
    const script = `
      for (let index = 0; ; index += 1) {
        await workspace.transaction(async (transaction) => {
          const rows = [0, 1, 2].map((position) => ({ id: me + index + ':' + position, ticketId: me + index, position, role: 'customer', text: 'x' }));
          await transaction.messages.insert(rows);
          await transaction.append({ events: [{ event: { type: 'answer-given', answerId: me + index }, actor }] });
        });
      }
    `;
    for (const me of ['a', 'b', 'c']) {
      const { child, output } = startProcess(path, me, script);
      output.catch(() => {});
      const before = await workspace.events.count();
      while ((await workspace.events.count()) < before + 20)
        await new Promise((resolve) => setTimeout(resolve, 10));
      child.kill('SIGKILL');
      await output.catch(() => {});
      const events = await workspace.events.count();
      expect(await workspace.messages.count()).toBe(3 * events);
      expect(
        (await workspace.events.find({ orderBy: { field: 'sequence', direction: 'descending' }, limit: 1 }))
          .items[0]?.sequence,
      ).toBe(events);
    }
    await store.close();
  }, 60_000);
});

import { expect, test } from 'vitest';
import { ulidGenerator, type WorkspaceId } from '../ids.ts';
import { memoryStore } from './memory/memory-store.ts';
import { runWorkflow } from './run-workflow.ts';

const workspaceId = 'w' as WorkspaceId;

async function ground() {
  const store = memoryStore();
  await store.system.workspaces.insert([
    { id: workspaceId, version: 1, name: 'w', timeZone: 'UTC', catalogueVersion: 0, createdAt: 0 },
  ]);
  const records = store.workspace(workspaceId);
  return {
    store: records,
    now: Date.now,
    generateId: ulidGenerator(Date.now, Math.random),
    transaction: <Result>(work: Parameters<typeof records.transaction<Result>>[0]) =>
      records.transaction(work),
  };
}

test('after a crash, finished steps are skipped and give what they gave', async () => {
  const base = await ground();
  const performed: string[] = [];
  const outputs: unknown[] = [];
  const attempt = (crashBefore: string | undefined) =>
    runWorkflow(base, { name: 'letters', version: 1, subject: 's' }, async (workflow) => {
      for (const name of ['a', 'b', 'c']) {
        if (name === crashBefore) throw new Error('killed');
        const output = await workflow.step(name, async () => {
          performed.push(name);
          return { output: { name } };
        });
        outputs.push(output);
      }
    });
  await expect(attempt('c')).rejects.toThrow('killed');
  await attempt(undefined);
  expect(performed).toEqual(['a', 'b', 'c']);
  expect(outputs.slice(-3)).toEqual([{ name: 'a' }, { name: 'b' }, { name: 'c' }]);
  await attempt(undefined);
  expect(performed).toHaveLength(3);
});

test('a step and its writes are one: when the write fails, the step is done again', async () => {
  const base = await ground();
  let attempts = 0;
  const attempt = () =>
    runWorkflow(base, { name: 'writes', version: 1, subject: 's' }, async (workflow) => {
      await workflow.step('only', async () => {
        attempts += 1;
        return {
          output: attempts,
          write: async (transaction) => {
            await transaction.clustererStates.insert([
              { id: `state-${attempts}`, version: 1, catalogueVersion: 0, state: '' },
            ]);
            if (attempts === 1) throw new Error('killed between write and commit');
          },
        };
      });
    });
  await expect(attempt()).rejects.toThrow('killed');
  await attempt();
  expect((await base.store.clustererStates.find()).items.map(({ id }) => id)).toEqual(['state-2']);
});

test('a finished subject has nothing left to do, unless it is asked for again', async () => {
  const base = await ground();
  let performed = 0;
  const run = (again: boolean) =>
    runWorkflow(base, { name: 'letters', version: 1, subject: 's', again }, async (workflow) => {
      await workflow.step('only', async () => {
        performed += 1;
        return { output: performed };
      });
    });
  await run(false);
  await run(false);
  expect(performed).toBe(1);
  await run(true);
  expect(performed).toBe(2);
  const { items } = await base.store.workflowRuns.find();
  expect(items.map(({ status }) => status)).toEqual(['done', 'done']);
});

test('a new run that was killed goes on, instead of resting on the finished one', async () => {
  const base = await ground();
  const performed: string[] = [];
  const run = (crash: boolean, again: boolean) =>
    runWorkflow(base, { name: 'letters', version: 1, subject: 's', again }, async (workflow) => {
      await workflow.step('a', async () => ({ output: performed.push('a') }));
      if (crash) throw new Error('killed');
      await workflow.step('b', async () => ({ output: performed.push('b') }));
    });
  await run(false, false);
  await expect(run(true, true)).rejects.toThrow('killed');
  await run(false, false);
  expect(performed).toEqual(['a', 'b', 'a', 'b']);
});

test('an unfinished run is not continued with other steps', async () => {
  const base = await ground();
  const run = (version: number, crash: boolean) =>
    runWorkflow(base, { name: 'letters', version, subject: 's' }, async (workflow) => {
      await workflow.step('a', async () => ({ output: 1 }));
      if (crash) throw new Error('killed');
    });
  await expect(run(1, true)).rejects.toThrow('killed');
  await expect(run(2, false)).rejects.toMatchObject({
    code: 'invalid-transition',
    context: { stored: 1, wanted: 2 },
  });
  await run(1, false);
  await run(2, false);
});

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

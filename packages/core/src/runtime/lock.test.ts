import { expect, it } from 'vitest';
import { rejectsWith } from '../conformance/rejects-with.ts';
import { createLock } from './lock.ts';
import { memoryStore } from './memory/memory-store.ts';

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

it('lets holders in one by one, in the order of asking, also after a failure', async () => {
  const lock = createLock(1000);
  const steps: string[] = [];
  const hold = (name: string) =>
    lock.run(async () => {
      steps.push(`${name} in`);
      await pause(2);
      steps.push(`${name} out`);
      if (name === 'b') throw new Error('b failed');
    });
  await Promise.allSettled([hold('a'), hold('b'), hold('c')]);
  expect(steps).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
});

it('gives up waiting, and still keeps the order of those behind', async () => {
  const lock = createLock(20);
  let inside = 0;
  const long = lock.run(async () => {
    inside += 1;
    await pause(60);
    inside -= 1;
  });
  const impatient = rejectsWith(
    'adapter-failed',
    lock.run(async () => {}),
  );
  await pause(45);
  const behind = lock.run(async () => inside);
  await impatient;
  expect([await behind, await long]).toEqual([0, undefined]);
});

it('tells who uses the store instead of the transaction inside one', async () => {
  const store = memoryStore({ lockWaitMs: 20 });
  const id = 'w' as never;
  await store.system.workspaces.insert([
    { id, version: 1, name: 'Acme', timeZone: 'UTC', catalogueVersion: 0, createdAt: 0 },
  ]);
  const workspace = store.workspace(id);
  const nested = workspace.transaction(() => workspace.transaction(async () => {}));
  expect((await rejectsWith('adapter-failed', nested)).message).toContain('Inside a transaction');
});

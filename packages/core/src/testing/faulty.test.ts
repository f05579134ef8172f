import { describe, expect, it } from 'vitest';
import { rejectsWith } from '../conformance/rejects-with.ts';
import { runConformance } from '../conformance/run-conformance.ts';
import { storeCases } from '../conformance/store/store-cases.ts';
import { vectorStoreCases } from '../conformance/vector-store-cases.ts';
import type { ImportId, WorkspaceId } from '../ids.ts';
import { memoryStore } from '../runtime/memory/memory-store.ts';
import { memoryVectors } from '../storage/memory/memory-vector-store.ts';
import type { ImportRecord } from '../ticket/ticket.ts';
import type { Fault } from './faulty.ts';
import { faultyStore, type StoreOperation } from './faulty-store.ts';
import { faultyVectors } from './faulty-vector-store.ts';

const actor = { kind: 'system' as const, id: 'test' };
const row = (id: string): ImportRecord => ({
  id: id as ImportId,
  version: 1,
  source: 's',
  status: 'running',
  batchesDone: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  startedAt: 0,
  startedBy: actor,
});

async function storeWith(...faults: readonly Fault<StoreOperation>[]) {
  const good = memoryStore();
  const id = 'w' as WorkspaceId;
  await good.system.workspaces.insert([
    { id, version: 1, name: 'Acme', timeZone: 'UTC', catalogueVersion: 0, createdAt: 0 },
  ]);
  const store = faultyStore(good, faults);
  const workspace = store.workspace(id);
  const add = (name: string) =>
    workspace.transaction((transaction) => transaction.imports.insert([row(name)]));
  const stored = async () => (await good.workspace(id).imports.find()).items.map((each) => String(each.id));
  return { store, workspace, add, stored };
}

describe('faultyStore', () => {
  it('fails at the planned call, and only there', async () => {
    const { add, stored } = await storeWith({ operation: 'transaction.imports.insert', call: 2 });
    await add('a');
    const error = await rejectsWith('adapter-failed', add('b'));
    expect(error).toMatchObject({
      retryable: true,
      context: { operation: 'transaction.imports.insert', call: 2 },
    });
    await add('c');
    expect(await stored()).toEqual(['a', 'c']);
  });

  it('rolls back when it fails before the commit', async () => {
    const { add, stored } = await storeWith({ operation: 'commit', call: 1 });
    await rejectsWith('adapter-failed', add('a'));
    expect(await stored()).toEqual([]);
  });

  it('has committed when it fails after the commit', async () => {
    const { add, stored } = await storeWith({ operation: 'commit', call: 1, when: 'after' });
    await rejectsWith('adapter-failed', add('a'));
    expect(await stored()).toEqual(['a']);
  });

  it('fails with the planned error, at every call when none is named', async () => {
    const planned = new Error('planned');
    const { workspace, store } = await storeWith(
      { operation: 'imports.find', error: planned },
      { operation: 'jobs.lease', error: planned },
    );
    for (const _ of [1, 2]) await expect(workspace.imports.find()).rejects.toBe(planned);
    await expect(store.system.jobs.lease({ limit: 1, leaseMs: 1 })).rejects.toBe(planned);
    expect(await workspace.imports.count()).toBe(0);
  });
});

describe('without faults the decorators change nothing', () => {
  runConformance(it, storeCases, {
    create: (world) => faultyStore(memoryStore(world), []),
    capabilities: ['injected-clock'],
  });
  runConformance(it, vectorStoreCases, { create: () => faultyVectors(memoryVectors(), []) });
});

describe('faultyVectors', () => {
  it('fails on plan', async () => {
    const vectors = faultyVectors(memoryVectors(), [{ operation: 'query', call: 1 }]);
    const query = () => vectors.query({ collection: 'c', embedding: Float32Array.of(1), topK: 1 });
    await rejectsWith('adapter-failed', query());
    expect(await query()).toEqual([]);
  });
});

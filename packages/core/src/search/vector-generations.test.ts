import { describe, expect, it } from 'vitest';
import type { Context } from '../context.ts';
import { addDocument } from '../document/add-document.ts';
import { eraseDocument, requestErasure } from '../document/erase-document.ts';
import { indexDocument } from '../document/index-document.ts';
import { removeDocument } from '../document/remove-document.ts';
import type { JobId } from '../ids.ts';
import { follow } from '../pipeline.ts';
import { memoryVectors } from '../storage/memory/memory-vector-store.ts';
import { hashedEmbeddingModel } from '../testing/hashed-embedding-model.ts';
import { stageContext } from '../testing/stage-context.ts';
import { renewVectors } from './renew-vectors.ts';
import { retireVectors } from './retire-vectors.ts';
import { searchPassages } from './search-passages.ts';
import { updateVectorIndex } from './update-vector-index.ts';
import { generationOf, vectorCollection } from './vector-index.ts';
import { verifyIndex } from './verify-index.ts';

/** One workspace as it is with one embedding model, with another, and with none. */
async function open() {
  const vectors = memoryVectors();
  const [small, large] = [hashedEmbeddingModel({ dimensions: 64 }), hashedEmbeddingModel()];
  const old = await stageContext({ embeddingModel: small.model, vectors }, follow);
  const { store } = old;
  const on = async (options: { readonly embeddingModel?: typeof large.model }): Promise<Context> => {
    const { generateId } = old;
    const context = await stageContext({ ...options, vectors, generateId }, follow);
    const transaction: Context['transaction'] = (work) => store.transaction(work);
    const events: Context['commit'] = (current, all) =>
      current.append({
        events: all.map((event) => ({ event, actor: old.actor })),
        jobs: all.flatMap(follow),
      });
    return { ...context, store, transaction, commit: events };
  };
  const next = await on({ embeddingModel: large.model });
  const none = await on({});
  const add = async (context: Context, source: string, text: string) => {
    const { document, version } = await addDocument(context, {
      bytes: new TextEncoder().encode(text),
      source,
    });
    await indexDocument(context, { versionId: version.id });
    return document;
  };
  const count = async ({ embeddings, workspaceId }: Context) =>
    vectors.count({
      collection: vectorCollection(workspaceId, await generationOf(embeddings?.name ?? '')),
    });
  const paid = () => small.calls.flat().length;
  return { vectors, store, old, next, none, add, count, paid };
}

const refund = '# Refund\n\nThe refund reaches your bank account.\n';
const tyres = '# Tyres\n\nPump them up.\n';

describe('the vectors of a model that is not in use', () => {
  it('stay beside those of the new one, until these hold everything and a day has passed', async () => {
    const { store, old, next, add, count } = await open();
    await add(old, 'a.md', refund);
    await updateVectorIndex(old);
    await updateVectorIndex(next);
    expect([await count(old), await count(next)]).toEqual([1, 1]);
    await updateVectorIndex(next);
    const { items } = await store.jobs.find({ where: { name: 'retire-vectors' } });
    expect(items.map(({ dueAt, createdAt }) => dueAt - createdAt >= 24 * 3_600_000)).toEqual([true]);
    await retireVectors(next);
    expect([await count(old), await count(next), await store.generations.count()]).toEqual([0, 1, 1]);
  });

  it('are not thrown away while those of the new one are still made', async () => {
    const { old, next, add, count } = await open();
    await add(old, 'a.md', refund);
    await updateVectorIndex(old);
    await retireVectors(next);
    expect(await count(old)).toBe(1);
  });

  it('lose what is removed or erased, also while there is no model at all', async () => {
    const { vectors, old, next, none, add, count } = await open();
    const removed = await add(old, 'a.md', refund);
    const erased = await add(old, 'b.md', tyres);
    await add(old, 'c.md', '# Saddle\n\nSit on it.\n');
    await updateVectorIndex(old);
    await removeDocument(next, { documentId: removed.id });
    await updateVectorIndex(next);
    expect([await count(old), await count(next)]).toEqual([2, 2]);
    await requestErasure(none, { documentId: erased.id });
    await eraseDocument(none, { documentId: erased.id });
    await updateVectorIndex(none);
    expect([await count(old), await count(next)]).toEqual([1, 1]);
    expect(await verifyIndex(none)).toMatchObject({
      status: 'off',
      others: [
        { vectors: 1, orphans: 0 },
        { vectors: 1, orphans: 0 },
      ],
    });
    await vectors.close();
  });

  it('are made anew when the model comes back, for nothing, and are not trusted until then', async () => {
    const { old, none, add, count, paid } = await open();
    await add(old, 'a.md', refund);
    await updateVectorIndex(old);
    await add(none, 'b.md', tyres);
    await updateVectorIndex(none);
    expect((await searchPassages(old, { query: 'tyres' })).channels.dense).toBe('degraded');
    const before = paid();
    await updateVectorIndex(old);
    expect([await count(old), paid() - before]).toEqual([2, 1]); // only what came meanwhile is paid
    expect((await searchPassages(old, { query: 'tyres' })).channels.dense).toBe('ok');
  });

  it('are told of by the check, and thrown away by a repair', async () => {
    const { vectors, store, old, next, add, count } = await open();
    await add(old, 'a.md', refund);
    await updateVectorIndex(old);
    await updateVectorIndex(next);
    expect(await verifyIndex(next)).toMatchObject({ status: 'whole', others: [{ vectors: 1, orphans: 0 }] });
    const stray = { id: 'stray', embedding: new Float32Array(64).fill(1), metadata: { documentId: 'gone' } };
    const collection = vectorCollection(old.workspaceId, await generationOf(old.embeddings?.name ?? ''));
    await vectors.upsert({ collection, records: [stray] });
    expect(await verifyIndex(next)).toMatchObject({
      status: 'differs',
      others: [{ vectors: 2, orphans: 1 }],
    });
    await renewVectors(next);
    await updateVectorIndex(next);
    expect(await verifyIndex(next)).toMatchObject({ status: 'whole', others: [] });
    expect([await count(old), await store.generations.count()]).toEqual([0, 1]);
  });
});

it('of two workers the younger job gives way, and is done later', async () => {
  const { store, old, add, count } = await open();
  await add(old, 'a.md', refund);
  const job = (id: string, createdAt: number) => ({
    ...items[0]!,
    id: id as JobId,
    createdAt,
    status: 'leased' as const,
    leasedUntil: Number.MAX_SAFE_INTEGER,
  });
  const { items } = await store.jobs.find({ where: { name: 'update-vectors' } });
  const rows = [job('older', 1), job('younger', 2)];
  const jobs: typeof store.jobs = {
    ...store.jobs,
    get: async (id) => rows.find((row) => row.id === id),
    find: async () => ({ items: rows }),
  };
  await updateVectorIndex({ ...old, store: { ...store, jobs }, jobId: 'younger' as JobId });
  expect(await count(old)).toBe(0);
  const [paused] = (await store.events.find({ where: { type: 'vectors-paused' } })).items;
  expect(paused?.event).toEqual({ type: 'vectors-paused', reason: 'busy' });
  await updateVectorIndex({ ...old, store: { ...store, jobs }, jobId: 'older' as JobId });
  expect(await count(old)).toBe(1);
});

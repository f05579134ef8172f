import { APICallError } from 'ai';
import { describe, expect, it } from 'vitest';
import type { Context } from '../context.ts';
import { addDocument } from '../document/add-document.ts';
import { indexDocument } from '../document/index-document.ts';
import { removeDocument } from '../document/remove-document.ts';
import type { TicketAIOptions } from '../options.ts';
import { createTicketAI } from '../pipeline.ts';
import { collectAll } from '../record.ts';
import { memoryVectors } from '../storage/memory/memory-vector-store.ts';
import type { VectorStore } from '../storage/vector-store.ts';
import { type HashedEmbeddingOptions, hashedEmbeddingModel } from '../testing/hashed-embedding-model.ts';
import { stageContext } from '../testing/stage-context.ts';
import { renewVectors } from './renew-vectors.ts';
import { dropGeneration } from './retired-vectors.ts';
import { searchPassages } from './search-passages.ts';
import { updateVectorIndex } from './update-vector-index.ts';
import { generationOf, vectorCollection } from './vector-index.ts';
import { verifyIndex } from './verify-index.ts';

/** A desk with an embedding model, and what that was asked. */
async function open(options: TicketAIOptions = {}, model: HashedEmbeddingOptions = {}) {
  const { model: embeddingModel, calls } = hashedEmbeddingModel(model);
  const vectors = options.vectors ?? memoryVectors();
  const context = await stageContext({
    embeddingModel,
    modelLimits: { attempts: 1 },
    ...options,
    vectors,
  });
  const name = await collectionOf(context);
  const add = async (source: string, text: string) => {
    const bytes = new TextEncoder().encode(text);
    const { document, version } = await addDocument(context, { bytes, source });
    await indexDocument(context, { versionId: version.id });
    return document;
  };
  const embedded = () => calls.flat().length;
  return { context, vectors, add, embedded, count: () => vectors.count({ collection: name }), name };
}
async function collectionOf({ workspaceId, embeddings }: Pick<Context, 'workspaceId' | 'embeddings'>) {
  return vectorCollection(workspaceId, await generationOf(embeddings?.name ?? ''));
}

const library =
  '# Lock\n\nOpening a frozen lock without force.\n\n# Refund\n\nThe refund reaches your bank account.\n';

describe('search by meaning', () => {
  it('finds by vectors what has no word of the question, and says by which channel', async () => {
    const { context, add } = await open();
    await add('a.md', library);
    await updateVectorIndex(context);
    // The model of the test knows parts of words: no stem is the same, but the letters are.
    const { passages, channels } = await searchPassages(context, { query: 'unrefundable' });
    expect(channels).toEqual({ keyword: 'ok', replies: 'off', dense: 'ok' });
    expect(passages[0]?.chunk.text).toContain('The refund reaches');
    expect(passages[0]?.channels).toEqual({ dense: 1 });
  });

  it('is off without an embedding model, and stores nothing', async () => {
    const vectors = memoryVectors();
    const context = await stageContext({ vectors });
    const { version } = await addDocument(context, {
      bytes: new TextEncoder().encode(library),
      source: 'a.md',
    });
    await indexDocument(context, { versionId: version.id });
    await updateVectorIndex(context);
    expect((await searchPassages(context, { query: 'refund' })).channels).toEqual({
      keyword: 'ok',
      replies: 'off',
      dense: 'off',
    });
    expect(await context.store.generations.count()).toBe(0);
  });

  it('embeds a text once: unchanged is free, of a changed document only what changed is paid', async () => {
    const { context, add, embedded, count } = await open();
    await add('a.md', library);
    await updateVectorIndex(context);
    expect([embedded(), await count()]).toEqual([2, 2]);
    await add('a.md', library);
    await updateVectorIndex(context);
    expect(embedded()).toBe(2);
    await add('a.md', library.replace('your bank account', 'you within five days'));
    await updateVectorIndex(context);
    expect([embedded(), await count()]).toEqual([3, 2]);
  });

  it('forgets what is removed', async () => {
    const { context, add, count } = await open();
    const { id } = await add('a.md', library);
    await add('b.md', '# Tyres\n\nPump them up.\n');
    await updateVectorIndex(context);
    await removeDocument(context, { documentId: id });
    expect(
      (await searchPassages(context, { query: 'refund' })).passages.map(({ document }) => document.source),
    ).toEqual(['b.md']);
    await updateVectorIndex(context);
    expect(await count()).toBe(1);
  });

  it('keeps to the collections that are asked for', async () => {
    const { context, add } = await open();
    await add('a.md', library);
    await updateVectorIndex(context);
    const filter = { collections: ['articles'] } as const;
    expect((await searchPassages(context, { query: 'refund', filter })).passages).toEqual([]);
  });

  it('goes on by words while the vectors are away, and says so', async () => {
    const away: VectorStore = {
      ...memoryVectors(),
      query: async () => {
        throw new Error('Chroma is away.');
      },
    };
    const { context, add } = await open({ vectors: away });
    await add('a.md', library);
    await updateVectorIndex(context);
    const { passages, channels } = await searchPassages(context, { query: 'refund' });
    expect(channels).toEqual({ keyword: 'ok', replies: 'off', dense: 'degraded' });
    expect(passages).not.toEqual([]);
  });

  it('notices that the vectors were lost, and makes them anew without paying', async () => {
    const { context, vectors, add, embedded, count, name } = await open();
    await add('a.md', library);
    await updateVectorIndex(context);
    await vectors.delete({ collection: name });
    expect((await searchPassages(context, { query: 'refund' })).channels.dense).toBe('degraded');
    const before = embedded();
    await updateVectorIndex(context);
    expect([embedded(), await count()]).toEqual([before, 2]);
    expect((await searchPassages(context, { query: 'refund' })).channels.dense).toBe('ok');
  });

  it('does not keep what was asked: a question is embedded again only after it was forgotten', async () => {
    const { context, add, embedded } = await open();
    await add('a.md', library);
    await updateVectorIndex(context);
    const [kept, before] = [await context.store.embeddings.count(), embedded()];
    for (let time = 1; time <= 3; time += 1) await searchPassages(context, { query: 'my refund' });
    expect([await context.store.embeddings.count(), embedded()]).toEqual([kept, before + 1]);
  });

  it('says that it is less than it could be while passages have no vector yet', async () => {
    const { context, add } = await open();
    const dense = async () => (await searchPassages(context, { query: 'refund' })).channels.dense;
    expect(await dense()).toBe('ok'); // there is nothing to be missed
    await add('a.md', library);
    expect(await dense()).toBe('degraded');
    await updateVectorIndex(context);
    expect(await dense()).toBe('ok');
    const { id } = await add('b.md', '# Tyres\n\nPump them up.\n');
    expect(await dense()).toBe('degraded');
    await updateVectorIndex(context);
    for (const { id: documentId } of [{ id }, ...(await context.store.documents.find()).items])
      await removeDocument(context, { documentId });
    await updateVectorIndex(context);
    expect(await dense()).toBe('ok'); // all is removed, nothing was lost
  });

  it('waits for money instead of failing, and keeps what was paid', async () => {
    const { context, add, count } = await open({ budget: { perDay: { calls: 1 } } }, { batchSize: 1 });
    await add('a.md', library);
    await updateVectorIndex(context);
    const { items } = await context.store.events.find({ where: { type: 'vectors-paused' } });
    expect([items.length, await count()]).toEqual([1, 0]);
    expect(await context.store.embeddings.count()).toBe(1);
  });

  it('fails aloud when the model does, so that the job is tried again from where it was', async () => {
    const down = new APICallError({ message: 'down', url: '', requestBodyValues: {}, statusCode: 400 });
    const { context, add, count } = await open({}, { fail: (call) => (call === 1 ? down : undefined) });
    await add('a.md', library);
    await expect(updateVectorIndex(context)).rejects.toMatchObject({ code: 'model-failed' });
    await updateVectorIndex(context);
    expect(await count()).toBe(2);
  });

  it('two at once leave what one would', async () => {
    const { context, add, count } = await open();
    await add('a.md', library);
    await Promise.all([updateVectorIndex(context), updateVectorIndex(context)]);
    const document = await add('b.md', '# Tyres\n\nPump them up.\n');
    await Promise.all([
      updateVectorIndex(context),
      removeDocument(context, { documentId: document.id }).then(() => updateVectorIndex(context)),
    ]);
    expect(await count()).toBe(2);
  });

  it.each(['renewed', 'thrown away'])(
    'a worker whose vectors are %s while it adds begins again, so that nothing is lost',
    async (fate) => {
      const vectors = memoryVectors();
      let overtake: (() => Promise<void>) | undefined;
      const slow: VectorStore = {
        ...vectors,
        async upsert(options) {
          await vectors.upsert(options);
          const now = overtake;
          overtake = undefined;
          await now?.();
        },
      };
      const { context, add, name } = await open({ vectors: slow });
      await add('a.md', library);
      await add('b.md', '# Tyres\n\nPump them up.\n');
      overtake = async () => {
        if (fate === 'renewed') await renewVectors(context);
        else
          for (const generation of await collectAll(context.store.generations))
            await dropGeneration(context, generation);
        await vectors.delete({ collection: name }); // what another worker does first, and then dies
      };
      await updateVectorIndex(context);
      expect(await verifyIndex(context)).toMatchObject({ status: 'whole', passages: 3, missing: 0 });
    },
  );

  it('is made anew where another worker has filled it while it was thrown away', async () => {
    const vectors = memoryVectors();
    let overtake: (() => Promise<void>) | undefined;
    const slow: VectorStore = {
      ...vectors,
      async delete(options) {
        const deleted = await vectors.delete(options);
        const now = overtake;
        overtake = undefined;
        await now?.();
        return deleted;
      },
    };
    const { context, add } = await open({ vectors: slow });
    const cleared = () => context.store.events.count({ type: 'vectors-cleared' });
    await add('a.md', library);
    await updateVectorIndex(context);
    for (const overtaken of [false, true]) {
      const [generation] = await collectAll(context.store.generations);
      if (generation === undefined) throw new Error('There is no generation.');
      if (overtaken) overtake = () => updateVectorIndex(context);
      await dropGeneration(context, generation);
      expect(await cleared()).toBe(overtaken ? 1 : 0);
      await updateVectorIndex(context);
      expect((await verifyIndex(context)).status).toBe('whole');
    }
  });

  it('is compared with the records, and made anew where it differs', async () => {
    const { context, vectors, add, embedded, name } = await open();
    await add('a.md', library);
    const model = context.embeddings?.name;
    expect(await verifyIndex(context)).toEqual({
      status: 'differs',
      embeddingModel: model,
      passages: 2,
      missing: 2,
      orphans: 0,
      others: [],
    });
    await updateVectorIndex(context);
    expect((await verifyIndex(context)).status).toBe('whole');
    const stray = { id: 'stray', embedding: new Float32Array(256).fill(1), metadata: { documentId: 'gone' } };
    await vectors.upsert({ collection: name, records: [stray] });
    const [chunk] = (await context.store.chunks.find()).items;
    await vectors.delete({ collection: name, ids: [chunk?.id ?? ''] });
    expect(await verifyIndex(context)).toMatchObject({ status: 'differs', missing: 1, orphans: 1 });
    const before = embedded();
    await renewVectors(context);
    await updateVectorIndex(context);
    expect(await verifyIndex(context)).toMatchObject({ status: 'whole', missing: 0, orphans: 0 });
    expect(embedded()).toBe(before);
  });

  it('misses nothing of a text that was erased', async () => {
    const { context, add } = await open();
    const { id } = await add('a.md', library);
    await add('b.md', '# Tyres\n\nPump them up.\n');
    await updateVectorIndex(context);
    await context.store.erase({ documentIds: [id] });
    expect(await verifyIndex(context)).toMatchObject({ passages: 1, missing: 0, orphans: 2 });
    await renewVectors(context);
    await updateVectorIndex(context);
    expect(await verifyIndex(context)).toMatchObject({ status: 'whole', passages: 1 });
  });

  it('is repaired by the desk', async () => {
    const { model, calls } = hashedEmbeddingModel();
    const vectors = memoryVectors();
    const desk = createTicketAI({ embeddingModel: model, vectors });
    await desk.documents.add({ bytes: new TextEncoder().encode(library), source: 'a.md' });
    expect(await desk.index.verify()).toMatchObject({ status: 'whole', passages: 2 });
    const name = vectorCollection('default', await generationOf('simulated/hashed-256'));
    await vectors.delete({ collection: name });
    expect(await desk.index.verify()).toMatchObject({ status: 'differs', missing: 2 });
    const before = calls.length;
    expect(await desk.index.verify({ repair: true })).toMatchObject({ status: 'repaired', missing: 0 });
    expect(calls.length).toBe(before);
  });
});

import { describe, expect, it } from 'vitest';
import type { Context } from '../context.ts';
import { createTicketAI } from '../index.ts';
import { memoryStore } from '../runtime/memory/memory-store.ts';
import { memoryVectors } from '../storage/memory/memory-vector-store.ts';
import { hashedEmbeddingModel } from '../testing/hashed-embedding-model.ts';
import { stageContext } from '../testing/stage-context.ts';
import { addDocument } from './add-document.ts';
import { readChunking } from './chunk-document.ts';
import { indexDocument } from './index-document.ts';
import { rechunkDocument } from './rechunk-document.ts';
import { removeDocument } from './remove-document.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const paragraph = (topic: string) =>
  `The ${topic} is looked after once a year. It costs 20 EUR and takes two days, and the ${topic} comes back clean.`;
const guide = `# Care\n\n${['chain', 'brake', 'light', 'saddle', 'wheel', 'bell'].map(paragraph).join('\n\n')}\n`;
const small = { documents: { target: 30, maximum: 60, overlap: 0 } };

async function added(context: Context) {
  const { document, version } = await addDocument(context, { source: 'care.md', bytes: bytes(guide) });
  await indexDocument(context, { versionId: version.id });
  return document.id;
}
const shown = async ({ store }: Context) => {
  const document = (await store.documents.find({})).items[0]!;
  const chunks = (await store.chunks.find({ where: { versionId: document.currentVersionId! } })).items;
  return { document, chunks };
};

describe('rechunkDocument', () => {
  it('cuts anew by the settings, beside what is shown, and back again', async () => {
    const wide = await stageContext();
    const documentId = await added(wide);
    const before = await shown(wide);
    const narrow: Context = { ...wide, chunking: readChunking(small) };
    expect(await rechunkDocument(narrow, { documentId })).toMatchObject({ status: 'rechunked', passages: 6 });
    expect((await shown(wide)).chunks).toEqual(before.chunks);
    const { latestVersionId } = (await wide.store.documents.get(documentId))!;
    await indexDocument(narrow, { versionId: latestVersionId! });
    const after = await shown(narrow);
    expect(after.chunks).toHaveLength(6);
    expect(after.chunks.length).toBeGreaterThan(before.chunks.length);
    const version = (await wide.store.documentVersions.get(after.document.currentVersionId!))!;
    for (const { start, end, text } of after.chunks) expect(version.text.slice(start, end)).toBe(text);
    expect(await rechunkDocument(narrow, { documentId })).toMatchObject({ status: 'unchanged' });
    expect(await rechunkDocument(wide, { documentId })).toMatchObject({ status: 'rechunked' });
  });

  it('leaves what is removed, and what has a newer version on the way', async () => {
    const context = await stageContext();
    const narrow: Context = { ...context, chunking: readChunking(small) };
    const documentId = await added(context);
    await addDocument(context, { source: 'care.md', bytes: bytes(`${guide}More.`) });
    expect(await rechunkDocument(narrow, { documentId })).toMatchObject({ status: 'left' });
    await removeDocument(context, { documentId });
    expect(await rechunkDocument(narrow, { documentId })).toMatchObject({ status: 'left' });
  });

  it('costs only what changed: passages that stay keep their embeddings, articles do not go stale', async () => {
    const store = memoryStore();
    const { model, calls } = hashedEmbeddingModel();
    const vectors = memoryVectors();
    const desk = (chunking?: typeof small) =>
      createTicketAI({
        store,
        vectors,
        embeddingModel: model,
        ...(chunking === undefined ? {} : { chunking }),
      });
    const short = '# Short\n\nOne short page about bells.\n';
    await desk().documents.add({ source: 'care.md', bytes: bytes(guide) });
    await desk().documents.add({ source: 'short.md', bytes: bytes(short) });
    const before = calls.flat().length;
    const done = await desk(small).documents.rechunk();
    expect(done).toMatchObject({ documents: 2, changed: 1, left: 0, passages: 7 });
    expect(calls.flat().length - before).toBe(6);
    expect(await desk(small).documents.rechunk()).toMatchObject({ documents: 2, changed: 0 });
    const { passages, channels } = await desk(small).search('bell clean');
    expect(channels.dense).toBe('ok');
    expect(passages[0]?.chunk.text).toContain('bell');
  });
});

describe('readChunking', () => {
  it.each([
    { target: 10 },
    { target: 600 },
    { maximum: 100 },
    { overlap: -1 },
    { overlap: 300 },
    { target: Number.NaN },
  ])('refuses %j', (documents) => {
    expect(() => readChunking({ documents })).toThrow(/cannot be cut/u);
  });
});

import { expect, test } from 'vitest';
import { createTicketAI } from '../pipeline.ts';
import { memoryStore } from '../runtime/memory/memory-store.ts';
import type { Store } from '../runtime/store.ts';
import { memoryBlobs } from '../storage/memory/memory-blob-store.ts';
import { memoryVectors } from '../storage/memory/memory-vector-store.ts';
import { hashedEmbeddingModel } from '../testing/hashed-embedding-model.ts';
import { mortal } from './mortal.fixture.ts';
import { generationOf, vectorCollection } from './vector-index.ts';

const utf8 = new TextEncoder();
const page = (title: string, words: string) => utf8.encode(`# ${title}\n\n${words}\n`);

/** Some documents that are indexed, and changes that wait to be: one changed, one new, one removed, one to be erased. */
async function prepare() {
  let time = Date.UTC(2026, 0, 1);
  const now = () => (time += 10);
  const { model } = hashedEmbeddingModel();
  const parts = { store: memoryStore({ now }), vectors: memoryVectors(), blobs: memoryBlobs() };
  const open = (wrap: <Port extends object>(port: Port) => Port = (port) => port) =>
    createTicketAI({
      store: wrap<Store>(parts.store),
      vectors: wrap(parts.vectors),
      blobs: wrap(parts.blobs),
      embeddingModel: model,
      work: 'workers',
      leaseMs: 1000,
      now,
    });
  const desk = open();
  for (const name of ['changed', 'removed', 'erased'])
    await desk.documents.add({ source: `${name}.md`, bytes: page(name, `The old ${name} words.`) });
  await desk.settle();
  await desk.documents.add({ source: 'changed.md', bytes: page('changed', 'Entirely fresh sentences.') });
  await desk.documents.add({ source: 'new.md', bytes: page('new', 'Never seen before.') });
  await desk.documents.remove('removed.md');
  await desk.documents.erase('erased.md');
  const expireLeases = () => {
    time += 60_000;
  };
  return { ...parts, open, expireLeases };
}

test('killed between any two writes, the index is whole in the end, and what was erased is gone', async () => {
  const collection = vectorCollection('default', await generationOf('simulated/hashed-256'));
  let deaths = 0;
  for (let diesAt = 1; ; diesAt += 1) {
    const { vectors, blobs, open, expireLeases } = await prepare();
    const { wrap, dead } = mortal(diesAt);
    await open(wrap)
      .settle()
      .catch(() => undefined);
    if (!dead()) break;
    deaths += 1;
    expireLeases();
    const desk = open();
    await desk.settle();
    expect(await desk.index.verify(), `killed at write ${diesAt}`).toMatchObject({
      status: 'whole',
      passages: 2,
      missing: 0,
      orphans: 0,
    });
    expect(await vectors.count({ collection })).toBe(2);
    const found = (await desk.search('erased removed fresh never')).passages;
    expect(found.map(({ document }) => document.source).sort()).toEqual(['changed.md', 'new.md']);
    const store = await desk.store();
    expect(JSON.stringify((await store.chunks.find()).items)).not.toContain('erased words');
    const files: string[] = [];
    for await (const { key } of blobs.list(''))
      files.push(new TextDecoder().decode((await blobs.get(key))?.bytes));
    expect(files.join()).not.toContain('erased words');
    expect((await desk.jobs.list({ status: 'dead' })).length).toBe(0);
  }
  expect(deaths).toBeGreaterThan(20);
}, 120_000);

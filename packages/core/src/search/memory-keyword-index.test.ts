import { expect, it } from 'vitest';
import type { ChunkId, DocumentId, DocumentVersionId } from '../ids.ts';
import type { ChunkEntry } from './chunk-index.ts';
import { memoryKeywordIndex } from './memory-keyword-index.ts';

const entry = (id: string, text: string, more: Partial<ChunkEntry> = {}): ChunkEntry => ({
  chunkId: id as ChunkId,
  documentId: 'd' as DocumentId,
  versionId: 'v' as DocumentVersionId,
  collection: 'documents',
  title: '',
  headings: '',
  text,
  language: 'en',
  ...more,
});
const idsOf = (hits: readonly { chunkId: ChunkId }[]) => hits.map(({ chunkId }) => chunkId);

it('finds words in another form, in titles more than in texts', async () => {
  const index = memoryKeywordIndex();
  const entries = [
    entry('a', 'we cancelled many things'),
    entry('b', 'some other words here', { title: 'Cancelling' }),
  ];
  await index.add({ collection: 'c', entries, position: 3 });
  expect(idsOf(await index.search({ collection: 'c', query: 'cancels', topK: 5 }))[0]).toBe('b');
  expect(await index.position('c')).toBe(3);
});

it('searches each text in its language, whatever the question is in', async () => {
  const index = memoryKeywordIndex();
  const entries = [
    entry('de', 'Die Bremshebel sind lose', { language: 'de' }),
    entry('en', 'Levers are loose'),
    entry('ja', '返品は無料です', { language: 'ja' }),
  ];
  await index.add({ collection: 'c', entries, position: 1 });
  expect(idsOf(await index.search({ collection: 'c', query: 'Bremshebels', topK: 5 }))).toEqual(['de']);
  expect(idsOf(await index.search({ collection: 'c', query: 'lever', topK: 5 }))).toEqual(['en']);
  expect(idsOf(await index.search({ collection: 'c', query: '返品', topK: 5 }))).toEqual(['ja']);
});

it('finds what means the same at a help desk, in any language, after what says it in the same word', async () => {
  const index = memoryKeywordIndex();
  const entries = [
    entry('cancel', 'How to cancel'),
    entry('de', 'So können Sie kündigen', { language: 'de' }),
    entry('other', 'How to charge'),
    entry('called', 'It was called off'),
  ];
  await index.add({ collection: 'c', entries, position: 1 });
  const found = idsOf(await index.search({ collection: 'c', query: 'cancellation', topK: 5 }));
  expect(found[0]).toBe('cancel');
  expect([...found].sort()).toEqual(['called', 'cancel', 'de']);
});

it('orders equal hits by id, also at the edge of the result', async () => {
  const index = memoryKeywordIndex();
  const entries = ['d', 'b', 'c', 'a'].map((id) => entry(id, 'same words'));
  await index.add({ collection: 'c', entries, position: 1 });
  expect(idsOf(await index.search({ collection: 'c', query: 'words', topK: 2 }))).toEqual(['a', 'b']);
});

it('finds the same of many equal texts, in whichever order they came', async () => {
  const ids = Array.from({ length: 200 }, (_, at) => `d${at + 100}`);
  const found = async (order: readonly string[]) => {
    const index = memoryKeywordIndex();
    const entries = [entry('a', 'words words'), ...order.map((id) => entry(id, 'same words'))];
    await index.add({ collection: 'c', entries, position: 1 });
    return idsOf(await index.search({ collection: 'c', query: 'words', topK: 3 }));
  };
  expect(await found(ids)).toEqual(['a', 'd100', 'd101']);
  expect(await found(ids.toReversed())).toEqual(['a', 'd100', 'd101']);
});

it('knows how much of a question it knows', async () => {
  const index = memoryKeywordIndex();
  await index.add({
    collection: 'c',
    entries: [entry('a', 'battery charging'), entry('b', 'battery range')],
    position: 1,
  });
  expect(await index.coverage({ collection: 'c', query: 'charging the battery' })).toBe(1);
  expect(await index.coverage({ collection: 'c', query: 'quarterly revenue guidance' })).toBe(0);
  expect(await index.coverage({ collection: 'none', query: 'battery' })).toBe(0);
});

it('forgets what is removed, and keeps collections apart', async () => {
  const index = memoryKeywordIndex();
  await index.add({ collection: 'c', entries: [entry('a', 'keys')], position: 1 });
  await index.add({ collection: 'd', entries: [entry('z', 'keys')], position: 1 });
  await index.remove({ collection: 'c', chunkIds: ['a', 'z'] as ChunkId[], position: 2 });
  expect(await index.count('c')).toBe(0);
  expect(await index.count('d')).toBe(1);
  expect(await index.search({ collection: 'c', query: 'keys', topK: 5 })).toEqual([]);
  await index.clear('d');
  expect(await index.position('d')).toBe(0);
});

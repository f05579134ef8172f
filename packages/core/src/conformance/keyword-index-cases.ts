import assert from 'node:assert/strict';
import type { ChunkId, DocumentId, DocumentVersionId } from '../ids.ts';
import type { ChunkEntry } from '../search/chunk-index.ts';
import type { KeywordIndex } from '../search/keyword-index.ts';
import type { ConformanceCase, World } from './run-conformance.ts';

const entry = (chunkId: string, text: string, fields: Partial<ChunkEntry> = {}): ChunkEntry => ({
  chunkId: chunkId as ChunkId,
  documentId: 'd' as DocumentId,
  versionId: 'v' as DocumentVersionId,
  collection: 'documents',
  title: '',
  headings: '',
  text,
  language: 'en',
  ...fields,
});
const nameOf = (world: World) => `c${world.generateId().toLowerCase()}`;

const entries = [
  entry('card', 'Your new card arrives within five working days. A lost card is replaced free of charge.'),
  entry('refund', 'A refund reaches your account within three working days.'),
  entry('rates', 'Exchange rates follow the market and change every minute.'),
];

async function search(
  index: KeywordIndex,
  collection: string,
  query: string,
  topK = 10,
): Promise<readonly string[]> {
  return (await index.search({ collection, query, topK })).map(({ chunkId }) => chunkId);
}

/** What every keyword index promises. */
export const keywordIndexCases: readonly ConformanceCase<KeywordIndex>[] = [
  {
    name: 'finds chunks by their words, best first',
    async run(index, world) {
      const collection = nameOf(world);
      await index.add({ collection, entries, position: 1 });
      assert.equal((await search(index, collection, 'when does my card arrive'))[0], 'card');
      assert.equal((await search(index, collection, 'refund'))[0], 'refund');
      const scores = (await index.search({ collection, query: 'working days refund', topK: 10 })).map(
        ({ score }) => score,
      );
      assert.deepEqual(
        scores,
        [...scores].sort((left, right) => right - left),
      );
    },
  },
  {
    name: 'finds nothing where no word is known',
    async run(index, world) {
      const collection = nameOf(world);
      await index.add({ collection, entries, position: 1 });
      assert.deepEqual(await search(index, collection, 'zebra'), []);
      assert.deepEqual(await search(index, collection, ''), []);
      assert.deepEqual(await search(index, nameOf(world), 'card'), []);
    },
  },
  {
    name: 'finds words of the title and the headings too',
    async run(index, world) {
      const collection = nameOf(world);
      await index.add({
        collection,
        entries: [...entries, entry('titled', 'See below.', { title: 'Cashback', headings: 'Loyalty' })],
        position: 1,
      });
      assert.deepEqual(
        [await search(index, collection, 'cashback'), await search(index, collection, 'loyalty')],
        [['titled'], ['titled']],
      );
    },
  },
  {
    name: 'gives no more than asked for',
    async run(index, world) {
      const collection = nameOf(world);
      await index.add({ collection, entries, position: 1 });
      assert.equal((await search(index, collection, 'working days', 1)).length, 1);
    },
  },
  {
    name: 'equal scores are ordered by chunk id',
    async run(index, world) {
      const collection = nameOf(world);
      await index.add({
        collection,
        entries: ['d', 'b', 'a', 'c'].map((id) => entry(id, 'The same cashback text.')),
        position: 1,
      });
      assert.deepEqual(await search(index, collection, 'cashback'), ['a', 'b', 'c', 'd']);
    },
  },
  {
    name: 'replaces by chunk id',
    async run(index, world) {
      const collection = nameOf(world);
      await index.add({ collection, entries, position: 1 });
      await index.add({ collection, entries: [entry('card', 'Nothing but cashback.')], position: 2 });
      assert.deepEqual(
        [
          await search(index, collection, 'lost'),
          await search(index, collection, 'cashback'),
          await index.count(collection),
        ],
        [[], ['card'], 3],
      );
    },
  },
  {
    name: 'removes chunks, and no others',
    async run(index, world) {
      const collection = nameOf(world);
      await index.add({ collection, entries, position: 1 });
      await index.remove({
        collection,
        chunkIds: ['card', 'unknown'].map((id) => id as ChunkId),
        position: 2,
      });
      assert.deepEqual(
        [
          await search(index, collection, 'card'),
          await search(index, collection, 'refund'),
          await index.count(collection),
        ],
        [[], ['refund'], 2],
      );
    },
  },
  {
    name: 'remembers up to which event it was built',
    async run(index, world) {
      const collection = nameOf(world);
      assert.equal(await index.position(collection), 0);
      await index.add({ collection, entries, position: 7 });
      assert.equal(await index.position(collection), 7);
      await index.remove({ collection, chunkIds: [], position: 9 });
      assert.equal(await index.position(collection), 9);
      await index.add({ collection, entries: [], position: 12 });
      assert.equal(await index.position(collection), 12);
    },
  },
  {
    name: 'keeps collections apart',
    async run(index, world) {
      const [own, other] = [nameOf(world), nameOf(world)];
      await index.add({ collection: own, entries: entries.slice(0, 1), position: 1 });
      await index.add({ collection: other, entries: entries.slice(1), position: 2 });
      assert.deepEqual(
        [await search(index, own, 'refund card'), await index.count(own), await index.position(own)],
        [['card'], 1, 1],
      );
    },
  },
  {
    name: 'forgets a collection, and no other',
    async run(index, world) {
      const [own, other] = [nameOf(world), nameOf(world)];
      await index.add({ collection: own, entries, position: 1 });
      await index.add({ collection: other, entries, position: 1 });
      await index.clear(own);
      assert.deepEqual(
        [await search(index, own, 'card'), await index.count(own), await index.position(own)],
        [[], 0, 0],
      );
      assert.deepEqual([await search(index, other, 'refund'), await index.count(other)], [['refund'], 3]);
    },
  },
  {
    name: 'tells how much of a question it knows at all',
    async run(index, world) {
      const collection = nameOf(world);
      await index.add({ collection, entries, position: 1 });
      const coverage = (query: string) => index.coverage({ collection, query });
      const [known, half, unknown] = [
        await coverage('refund account'),
        await coverage('refund zebra'),
        await coverage('zebra giraffe'),
      ];
      assert.ok(known > 0.9 && known <= 1, `known ${known}`);
      assert.ok(half > 0 && half < known, `half ${half}`);
      assert.equal(unknown, 0);
    },
  },
];

import assert from 'node:assert/strict';
import type { ChunkId, DocumentId, DocumentVersionId } from '../ids.ts';
import type { ChunkEntry } from '../search/chunk-index.ts';
import { planSearch } from '../search/plan-search.ts';
import type { Retriever } from '../search/retriever.ts';
import type { ConformanceCase } from './run-conformance.ts';

/** What the cases need: the retriever, and a way to make chunks findable for it. */
export interface RetrieverSubject {
  readonly retriever: Retriever;
  /** Indexes chunks wherever the retriever looks. */
  index(collection: string, entries: readonly ChunkEntry[]): Promise<void>;
}

const entry = (chunkId: string, text: string): ChunkEntry => ({
  chunkId: chunkId as ChunkId,
  documentId: 'd' as DocumentId,
  versionId: 'v' as DocumentVersionId,
  collection: 'documents',
  title: '',
  headings: '',
  text,
  language: 'en',
});
const library = [
  entry('battery', 'How to charge the battery of the bike on the dock'),
  entry('refund', 'When a refund reaches the bank account'),
  entry('lock', 'Opening a frozen lock without force'),
];

const request = (collection: string, query: string, topK: number) => ({
  collection,
  query: planSearch(query),
  topK,
  filter: {},
});

/** What every retriever promises. */
export const retrieverCases: readonly ConformanceCase<RetrieverSubject>[] = [
  {
    name: 'has a name',
    async run({ retriever }) {
      assert.notEqual(retriever.name.trim(), '');
    },
  },
  {
    name: 'finds the chunk that the question is about first',
    async run({ retriever, index }) {
      await index('c', library);
      for (const [query, expected] of [
        ['charge the battery', 'battery'],
        ['refund to my bank account', 'refund'],
        ['frozen lock', 'lock'],
      ] as const) {
        const { hits } = await retriever.retrieve(request('c', query, 3));
        assert.equal(hits[0]?.chunkId, expected);
      }
    },
  },
  {
    name: 'gives at most topK hits, each once, best first',
    async run({ retriever, index }) {
      await index(
        'c',
        library.map((one) => ({ ...one, text: `${one.text} bike` })),
      );
      const { hits } = await retriever.retrieve(request('c', 'bike', 2));
      assert.ok(hits.length <= 2);
      assert.equal(new Set(hits.map(({ chunkId }) => chunkId)).size, hits.length);
      const scores = hits.map(({ score }) => score);
      assert.deepEqual(
        scores,
        scores.toSorted((left, right) => right - left),
      );
    },
  },
  {
    name: 'names the channels that found a hit with ranks from 1, and tells how each channel went',
    async run({ retriever, index }) {
      await index('c', library);
      const { hits, channels } = await retriever.retrieve(request('c', 'battery', 3));
      assert.ok(hits.length > 0);
      for (const hit of hits) {
        const ranks = Object.entries(hit.channels);
        assert.ok(ranks.length > 0, 'a hit that no channel found');
        for (const [channel, rank] of ranks) {
          assert.ok(Number.isInteger(rank) && rank >= 1);
          assert.equal(channels[channel], 'ok', `channel ${channel} found something and is not ok`);
        }
      }
    },
  },
  {
    name: 'finds nothing of another collection',
    async run({ retriever, index }) {
      await index('mine', library);
      await index('other', [entry('theirs', 'A battery of somebody else')]);
      const { hits } = await retriever.retrieve(request('mine', 'battery of somebody else', 10));
      assert.ok(hits.every(({ chunkId }) => chunkId !== 'theirs'));
    },
  },
  {
    name: 'an empty question and an empty collection find nothing and do not fail',
    async run({ retriever, index }) {
      assert.deepEqual((await retriever.retrieve(request('empty', 'battery', 3))).hits, []);
      await index('c', library);
      assert.deepEqual((await retriever.retrieve(request('c', '  ', 3))).hits, []);
    },
  },
];

import assert from 'node:assert/strict';
import { TicketAIError } from '../errors.ts';
import type { VectorMetadata, VectorRecord, VectorStore } from '../storage/vector-store.ts';
import { rejectsWith } from './rejects-with.ts';
import type { ConformanceCase, World } from './run-conformance.ts';

const vector = (...values: number[]) => Float32Array.from(values);
const record = (id: string, values: readonly number[], metadata: VectorMetadata = {}): VectorRecord => ({
  id,
  embedding: vector(...values),
  metadata,
});
const nameOf = (world: World) => `c${world.generateId().toLowerCase()}`;
const ids = (matches: readonly { readonly id: string }[]) => matches.map(({ id }) => id);

/** Three vectors; b is nearest to (1, 0), then c, then a. */
const three = [
  record('a', [0, 1], { document: 'd1' }),
  record('b', [2, 0.2], { document: 'd2', page: 2 }),
  record('c', [1, 1], { document: 'd2', page: 3 }),
];

/** What every vector store promises. */
export const vectorStoreCases: readonly ConformanceCase<VectorStore>[] = [
  {
    name: 'gives the nearest first, with cosine similarity and metadata',
    async run(store, world) {
      const collection = nameOf(world);
      await store.upsert({ collection, records: three });
      const matches = await store.query({ collection, embedding: vector(1, 0), topK: 3 });
      assert.deepEqual(ids(matches), ['b', 'c', 'a']);
      const expected = [2 / Math.hypot(2, 0.2), Math.SQRT1_2, 0];
      for (const [index, { score }] of matches.entries()) {
        assert.ok(Math.abs(score - (expected[index] ?? 9)) < 1e-4, `score ${score}`);
      }
      assert.deepEqual(matches[0]?.metadata, { document: 'd2', page: 2 });
    },
  },
  {
    name: 'gives no more than asked for, and less when there is less',
    async run(store, world) {
      const collection = nameOf(world);
      await store.upsert({ collection, records: three });
      assert.deepEqual(ids(await store.query({ collection, embedding: vector(1, 0), topK: 1 })), ['b']);
      assert.equal((await store.query({ collection, embedding: vector(1, 0), topK: 100 })).length, 3);
    },
  },
  {
    name: 'replaces by id, metadata included',
    async run(store, world) {
      const collection = nameOf(world);
      await store.upsert({ collection, records: three });
      await store.upsert({ collection, records: [record('a', [1, 0], { document: 'd9' })] });
      const [best] = await store.query({ collection, embedding: vector(1, 0), topK: 1 });
      assert.deepEqual([best?.id, best?.metadata], ['a', { document: 'd9' }]);
      assert.equal(await store.count({ collection }), 3);
    },
  },
  {
    name: 'filters by one value, by one of several, and by several keys',
    async run(store, world) {
      const collection = nameOf(world);
      await store.upsert({ collection, records: three });
      const find = async (where: Parameters<VectorStore['query']>[0]['where'] & object) =>
        ids(await store.query({ collection, embedding: vector(1, 0), topK: 9, where }));
      assert.deepEqual(await find({ document: 'd2' }), ['b', 'c']);
      assert.deepEqual(await find({ document: ['d1', 'd2'] }), ['b', 'c', 'a']);
      assert.deepEqual(await find({ document: 'd2', page: 3 }), ['c']);
      assert.deepEqual(await find({ document: 'none' }), []);
    },
  },
  {
    name: 'filters before it takes the best',
    async run(store, world) {
      const collection = nameOf(world);
      const noise = Array.from({ length: 60 }, (_, index) =>
        record(`n${index}`, [1, index / 1000], { kind: 'noise' }),
      );
      await store.upsert({ collection, records: [...noise, record('wanted', [-1, 0], { kind: 'wanted' })] });
      assert.deepEqual(
        ids(await store.query({ collection, embedding: vector(1, 0), topK: 1, where: { kind: 'wanted' } })),
        ['wanted'],
      );
    },
  },
  {
    name: 'keeps collections apart',
    async run(store, world) {
      const [own, other] = [nameOf(world), nameOf(world)];
      await store.upsert({ collection: own, records: [record('mine', [1, 0])] });
      await store.upsert({ collection: other, records: [record('theirs', [1, 0, 0])] });
      assert.deepEqual(ids(await store.query({ collection: own, embedding: vector(1, 0), topK: 9 })), [
        'mine',
      ]);
      await store.delete({ collection: own });
      assert.deepEqual(
        [await store.count({ collection: own }), await store.count({ collection: other })],
        [0, 1],
      );
    },
  },
  {
    name: 'an unknown collection holds nothing',
    async run(store, world) {
      const collection = nameOf(world);
      assert.deepEqual(await store.query({ collection, embedding: vector(1, 0), topK: 1 }), []);
      assert.equal(await store.count({ collection }), 0);
      await store.delete({ collection });
    },
  },
  {
    name: 'deletes by ids, and no others',
    async run(store, world) {
      const collection = nameOf(world);
      await store.upsert({ collection, records: three });
      await store.delete({ collection, ids: ['a', 'unknown'] });
      await store.delete({ collection, ids: [] });
      assert.deepEqual(ids(await store.query({ collection, embedding: vector(1, 0), topK: 9 })), ['b', 'c']);
    },
  },
  {
    name: 'deletes every vector of a document, and no other',
    async run(store, world) {
      const collection = nameOf(world);
      await store.upsert({ collection, records: three });
      await store.delete({ collection, where: { document: 'd2' } });
      assert.deepEqual(ids(await store.query({ collection, embedding: vector(1, 0), topK: 9 })), ['a']);
    },
  },
  {
    name: 'deletes what has one of the ids and meets the conditions, when both are given',
    async run(store, world) {
      const collection = nameOf(world);
      await store.upsert({ collection, records: three });
      await store.delete({ collection, ids: ['a', 'b'], where: { document: 'd2' } });
      const left = ids(await store.query({ collection, embedding: vector(1, 0), topK: 9 }));
      assert.deepEqual([...left].sort(), ['a', 'c']);
    },
  },
  {
    name: 'counts all, or those that meet the conditions',
    async run(store, world) {
      const collection = nameOf(world);
      await store.upsert({ collection, records: three });
      assert.deepEqual(
        [await store.count({ collection }), await store.count({ collection, where: { document: 'd2' } })],
        [3, 2],
      );
    },
  },
  {
    name: 'refuses vectors of another length, to the last one',
    async run(store, world) {
      const collection = nameOf(world);
      await rejectsWith(
        'dimension-mismatch',
        store.upsert({ collection, records: [record('a', [1, 0]), record('b', [1, 0, 0])] }),
      );
      assert.equal(await store.count({ collection }), 0);
      await store.upsert({ collection, records: three });
      await rejectsWith(
        'dimension-mismatch',
        store.upsert({ collection, records: [record('x', [0, 1]), record('y', [1, 2, 3])] }),
      );
      assert.equal(await store.count({ collection }), 3);
    },
  },
  {
    name: 'refuses to be asked with a vector of another length',
    async run(store, world) {
      const collection = nameOf(world);
      await store.upsert({ collection, records: three });
      await rejectsWith(
        'dimension-mismatch',
        store.query({ collection, embedding: vector(1, 0, 0), topK: 1 }),
      );
    },
  },
  {
    name: 'an emptied collection may begin again with another length',
    async run(store, world) {
      const collection = nameOf(world);
      await store.upsert({ collection, records: three });
      await store.delete({ collection });
      await store.upsert({ collection, records: [record('a', [1, 2, 3])] });
      assert.equal(await store.count({ collection }), 1);
    },
  },
  {
    name: 'changing what was handed in or out changes nothing stored',
    async run(store, world) {
      const collection = nameOf(world);
      const mine = record('a', [1, 0], { document: 'd1' });
      await store.upsert({ collection, records: [mine] });
      mine.embedding.fill(0);
      Reflect.set(mine.metadata, 'document', 'scribbled');
      const [first] = await store.query({ collection, embedding: vector(1, 0), topK: 1 });
      Reflect.set(first?.metadata ?? {}, 'document', 'scribbled');
      const [again] = await store.query({ collection, embedding: vector(1, 0), topK: 1 });
      assert.deepEqual([Math.round(again?.score ?? 0), again?.metadata], [1, { document: 'd1' }]);
    },
  },
  {
    name: 'refuses empty vectors, values that are no numbers, and a topK below 1',
    async run(store, world) {
      const collection = nameOf(world);
      for (const values of [[], [Number.NaN, 1], [Number.POSITIVE_INFINITY, 0]])
        await rejectsWith('invalid-input', store.upsert({ collection, records: [record('a', values)] }));
      await rejectsWith(
        'invalid-input',
        store.query({ collection, embedding: vector(Number.NaN, 0), topK: 1 }),
      );
      for (const topK of [0, 1.5, -1])
        await rejectsWith('invalid-input', store.query({ collection, embedding: vector(1, 0), topK }));
    },
  },
  {
    name: 'stops when told to before it begins',
    async run(store, world) {
      const abortSignal = AbortSignal.abort(
        new TicketAIError('aborted', { message: 'Stopped by the case.' }),
      );
      const collection = nameOf(world);
      await rejectsWith('aborted', store.upsert({ collection, records: three, abortSignal }));
      await rejectsWith(
        'aborted',
        store.query({ collection, embedding: vector(1, 0), topK: 1, abortSignal }),
      );
      assert.equal(await store.count({ collection }), 0);
    },
  },
];

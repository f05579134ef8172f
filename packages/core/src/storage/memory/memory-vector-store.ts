import { throwIfAborted } from '../../errors.ts';
import { checkEmbedding, checkTopK, checkWhere, dimensionMismatch, meetsWhere } from '../vector-checks.ts';
import type { VectorMatch, VectorRecord, VectorStore, VectorWhere } from '../vector-store.ts';

type Collection = Map<string, VectorRecord & { readonly norm: number }>;

/** A vector store in memory: exact cosine search over all vectors of a collection. */
export function memoryVectors(): VectorStore {
  const collections = new Map<string, Collection>();
  return {
    async upsert({ collection, records, abortSignal }) {
      throwIfAborted(abortSignal);
      const known: Collection = collections.get(collection) ?? new Map();
      checkRecords(collection, records, dimensionsOf(known));
      for (const record of records) known.set(record.id, copyRecord(record));
      if (known.size > 0) collections.set(collection, known);
    },
    async query({ collection, embedding, topK, where = {}, abortSignal }) {
      throwIfAborted(abortSignal);
      checkEmbedding(embedding);
      checkTopK(topK);
      checkWhere(where);
      const known: Collection = collections.get(collection) ?? new Map();
      const dimensions = dimensionsOf(known);
      if (dimensions !== undefined && dimensions !== embedding.length)
        throw dimensionMismatch(collection, dimensions, embedding.length);
      return nearest(known, embedding, topK, where);
    },
    async delete({ collection, ids, where }) {
      if (where !== undefined) checkWhere(where);
      const known = collections.get(collection);
      if (known === undefined) return;
      const wanted = ids === undefined ? undefined : new Set(ids);
      for (const { id, metadata } of [...known.values()]) {
        if ((wanted?.has(id) ?? true) && meetsWhere(metadata, where ?? {})) known.delete(id);
      }
      // An empty collection is forgotten, so that it may begin again with vectors of another length.
      if (known.size === 0) collections.delete(collection);
    },
    async count({ collection, where = {} }) {
      checkWhere(where);
      return [...(collections.get(collection)?.values() ?? [])].filter(({ metadata }) =>
        meetsWhere(metadata, where),
      ).length;
    },
    close: async () => {},
  };
}

function dimensionsOf(collection: Collection): number | undefined {
  return collection.values().next().value?.embedding.length;
}

function checkRecords(
  collection: string,
  records: readonly VectorRecord[],
  dimensions: number | undefined,
): void {
  const expected = dimensions ?? records[0]?.embedding.length;
  for (const { id, embedding } of records) {
    checkEmbedding(embedding, id);
    if (expected !== undefined && embedding.length !== expected)
      throw dimensionMismatch(collection, expected, embedding.length);
  }
}

function copyRecord({ id, embedding, metadata }: VectorRecord) {
  return {
    id,
    embedding: embedding.slice(),
    metadata: { ...metadata },
    norm: Math.sqrt(dot(embedding, embedding)),
  };
}

function nearest(
  collection: Collection,
  embedding: Float32Array,
  topK: number,
  where: VectorWhere,
): readonly VectorMatch[] {
  const norm = Math.sqrt(dot(embedding, embedding));
  const matches: VectorMatch[] = [];
  for (const record of collection.values()) {
    if (!meetsWhere(record.metadata, where)) continue;
    const length = norm * record.norm;
    matches.push({
      id: record.id,
      score: length === 0 ? 0 : dot(embedding, record.embedding) / length,
      metadata: record.metadata,
    });
  }
  matches.sort((left, right) => right.score - left.score || (left.id < right.id ? -1 : 1));
  return matches.slice(0, topK).map((match) => ({ ...match, metadata: { ...match.metadata } }));
}

function dot(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < left.length; index += 1) sum += (left[index] ?? 0) * (right[index] ?? 0);
  return sum;
}

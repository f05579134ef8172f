import { readFile, rename, writeFile } from 'node:fs/promises';
import {
  checkEmbedding,
  checkTopK,
  dimensionMismatch,
  meetsWhere,
  TicketAIError,
  throwIfAborted,
  type VectorMetadata,
  type VectorStore,
} from '@ticket-ai/core';

/** A vector as it stands in the file. */
interface StoredVector {
  readonly embedding: readonly number[];
  readonly metadata: VectorMetadata;
}

type Collections = Record<string, Record<string, StoredVector>>;

/** A vector store in one JSON file: everything an adapter needs, and nothing else. Good for some thousand vectors. */
export function fileVectors({ path }: { readonly path: string }): VectorStore {
  let queue: Promise<unknown> = Promise.resolve();

  async function read(): Promise<Collections> {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '{}';
      throw new TicketAIError('adapter-failed', { message: `${path} cannot be read.`, cause: error });
    });
    return JSON.parse(text) as Collections;
  }

  /** One change after the other, each written beside and renamed: a reader sees the old or the new file. */
  function change(work: (collections: Collections) => void): Promise<void> {
    const done = queue.then(async () => {
      const collections = await read();
      work(collections);
      await writeFile(`${path}.new`, JSON.stringify(collections));
      await rename(`${path}.new`, path);
    });
    queue = done.catch(() => undefined);
    return done;
  }

  return {
    upsert: async ({ collection, records, abortSignal }) => {
      throwIfAborted(abortSignal);
      await change((collections) => {
        const stored = { ...collections[collection] };
        for (const { id, embedding, metadata } of records) {
          checkEmbedding(embedding, id);
          checkLength(collection, stored, embedding.length);
          stored[id] = { embedding: [...embedding], metadata };
        }
        collections[collection] = stored;
      });
    },
    async query({ collection, embedding, topK, where = {}, abortSignal }) {
      throwIfAborted(abortSignal);
      checkEmbedding(embedding);
      checkTopK(topK);
      const stored = (await read())[collection] ?? {};
      checkLength(collection, stored, embedding.length);
      return Object.entries(stored)
        .filter(([, { metadata }]) => meetsWhere(metadata, where))
        .map(([id, vector]) => ({
          id,
          score: cosine(vector.embedding, embedding),
          metadata: vector.metadata,
        }))
        .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
        .slice(0, topK);
    },
    delete: ({ collection, ids, where }) =>
      change((collections) => {
        const kept = Object.entries(collections[collection] ?? {}).filter(
          ([id, { metadata }]) => !(ids === undefined ? meetsWhere(metadata, where ?? {}) : ids.includes(id)),
        );
        collections[collection] = Object.fromEntries(kept);
      }),
    async count({ collection, where = {} }) {
      return Object.values((await read())[collection] ?? {}).filter(({ metadata }) =>
        meetsWhere(metadata, where),
      ).length;
    },
    async close() {
      await queue;
    },
  };
}

function checkLength(collection: string, stored: Record<string, StoredVector>, length: number): void {
  const known = Object.values(stored)[0]?.embedding.length ?? length;
  if (known !== length) throw dimensionMismatch(collection, known, length);
}

function cosine(a: readonly number[], b: Float32Array): number {
  let dot = 0;
  let [lengthA, lengthB] = [0, 0];
  for (const [position, value] of a.entries()) {
    const other = b[position] ?? 0;
    dot += value * other;
    lengthA += value * value;
    lengthB += other * other;
  }
  return dot / (Math.sqrt(lengthA * lengthB) || 1);
}

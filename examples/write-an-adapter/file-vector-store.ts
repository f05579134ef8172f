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

type StoredVector = { readonly embedding: readonly number[]; readonly metadata: VectorMetadata };

type Collections = Record<string, Record<string, StoredVector>>;

/** A vector store in one JSON file: everything an adapter needs, and nothing else. Good for some thousand vectors. */
export function fileVectors({ path }: { readonly path: string }): VectorStore {
  let queue: Promise<unknown> = Promise.resolve();

  async function read(): Promise<Collections> {
    try {
      return JSON.parse(await readFile(path, 'utf8')) as Collections;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
      throw new TicketAIError('adapter-failed', { message: `${path} cannot be read.`, cause: error });
    }
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
        .map(([id, { embedding: own, metadata }]) => ({ id, score: cosine(own, embedding), metadata }))
        .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
        .slice(0, topK);
    },
    delete: ({ collection, ids, where = {} }) =>
      change((collections) => {
        const isGone = (id: string, { metadata }: StoredVector) =>
          (ids?.includes(id) ?? true) && meetsWhere(metadata, where);
        const kept = Object.entries(collections[collection] ?? {}).filter(
          ([id, vector]) => !isGone(id, vector),
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
  const dot = (left: ArrayLike<number>, right: ArrayLike<number>) =>
    Array.from(left).reduce((sum, value, position) => sum + value * (right[position] ?? 0), 0);
  return dot(a, b) / (Math.sqrt(dot(a, a) * dot(b, b)) || 1);
}

import { createHash } from 'node:crypto';
import {
  checkEmbedding,
  checkTopK,
  checkWhere,
  dimensionMismatch,
  throwIfAborted,
  type VectorMatch,
  type VectorRecord,
  type VectorStore,
} from '@ticket-ai/core';
import { ChromaClient, type Collection } from 'chromadb';
import { chromaError, isMissing } from './chroma-errors.ts';
import { fromChroma, toChroma, whereOf } from './chroma-where.ts';

/** Settings of {@link chromaVectors}. */
export interface ChromaVectorsOptions {
  /** Of the server: `http://127.0.0.1:8000`. */
  readonly url: string;
  /** What the names of our collections begin with. Default `ticket-ai`. */
  readonly prefix?: string;
  /** Default: the server's own. */
  readonly tenant?: string;
  readonly database?: string;
  /** Sent with each request, such as a token. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How long one request may take, in milliseconds. Default 30,000. */
  readonly timeoutMs?: number;
}

/**
 * Vectors in a Chroma server. Only vectors that Ticket AI made go there, with ids and what is filtered on: no texts. Names of collections are
 * digests of ours. Search is approximate (HNSW, cosine). An `upsert` of more records than the server takes at a time goes in parts: it is all
 * or nothing for each, and complete when it is made again.
 * @throws `adapter-failed` while the server is away; nothing is thrown before the first use
 */
export function chromaVectors(options: ChromaVectorsOptions): VectorStore {
  const { host, hostname, port, protocol } = new URL(options.url);
  const { prefix = 'ticket-ai', tenant, database, headers, timeoutMs = 30_000 } = options;
  const isSecure = protocol === 'https:';
  const client = new ChromaClient({
    host: hostname,
    port: Number(port || (isSecure ? 443 : 80)),
    ssl: isSecure,
    ...(tenant === undefined ? {} : { tenant }),
    ...(database === undefined ? {} : { database }),
    ...(headers === undefined ? {} : { headers: { ...headers } }),
  });
  const opened = new Map<string, Collection>();
  let mostRecords: number | undefined;
  const nameOf = (collection: string) =>
    `${prefix}-${createHash('sha256').update(collection).digest('hex').slice(0, 40)}`;

  /** Another process may have deleted a collection that is known here: then it is looked for anew, once. */
  async function inCollection<Result>(
    collection: string,
    open: (name: string) => Promise<Collection>,
    work: (found: Collection) => Promise<Result>,
  ): Promise<Result | undefined> {
    const name = nameOf(collection);
    for (let attempt = 1; ; attempt += 1) {
      try {
        const found = opened.get(name) ?? (await inTime(timeoutMs, open(name)));
        opened.set(name, found);
        return await work(found);
      } catch (error) {
        const wasKnown = opened.delete(name);
        if (!isMissing(error)) throw chromaError(error, host);
        if (attempt > 1 || !wasKnown) return undefined;
      }
    }
  }
  const find = (name: string) => client.getCollection({ name, embeddingFunction: unused });
  const make = (dimensions: number) => (name: string) =>
    client.getOrCreateCollection({
      name,
      embeddingFunction: null,
      configuration: { hnsw: { space: 'cosine', ef_construction: 200, ef_search: 200 } },
      metadata: { dimensions },
    });

  return {
    async upsert({ collection, records, abortSignal }) {
      throwIfAborted(abortSignal);
      const [first] = records;
      if (first === undefined) return;
      for (const { id, embedding } of records) checkEmbedding(embedding, id);
      await inCollection(collection, make(first.embedding.length), async (found) => {
        refuseOthers(collection, dimensionsOf(found) ?? first.embedding.length, records);
        mostRecords ??= await client.getMaxBatchSize();
        for (let start = 0; start < records.length; start += mostRecords) {
          throwIfAborted(abortSignal);
          await inTime(timeoutMs, found.upsert(columnsOf(records.slice(start, start + mostRecords))));
        }
      });
    },
    async query({ collection, embedding, topK, where = {}, abortSignal }) {
      throwIfAborted(abortSignal);
      checkEmbedding(embedding);
      checkTopK(topK);
      checkWhere(where);
      const condition = whereOf(where);
      if (condition === 'nothing') return [];
      const matches = await inCollection(collection, find, async (found) => {
        refuseOthers(collection, dimensionsOf(found) ?? embedding.length, [{ embedding }]);
        const request = found.query({
          queryEmbeddings: [Array.from(embedding)],
          nResults: topK,
          include: ['metadatas', 'distances'],
          ...(condition === undefined ? {} : { where: condition }),
        });
        const result = await inTime(timeoutMs, request);
        return (result.ids[0] ?? []).map(
          (id, at): VectorMatch => ({
            id,
            score: 1 - (result.distances[0]?.[at] ?? 1),
            metadata: fromChroma(result.metadatas[0]?.[at]),
          }),
        );
      });
      return (matches ?? []).sort((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1));
    },
    async delete({ collection, ids, where }) {
      if (where !== undefined) checkWhere(where);
      const condition = whereOf(where ?? {});
      if (ids?.length === 0 || condition === 'nothing') return;
      await inCollection(collection, find, async (found) => {
        if (ids === undefined && condition === undefined) {
          opened.delete(found.name);
          await inTime(timeoutMs, client.deleteCollection({ name: found.name }));
          return;
        }
        const request = found.delete({
          ...(ids === undefined ? {} : { ids: [...ids] }),
          ...(condition === undefined ? {} : { where: condition }),
        });
        await inTime(timeoutMs, request);
      });
    },
    async count({ collection, where = {} }) {
      checkWhere(where);
      const condition = whereOf(where);
      if (condition === 'nothing') return 0;
      const counted = await inCollection(collection, find, async (found) =>
        condition === undefined
          ? inTime(timeoutMs, found.count())
          : (await inTime(timeoutMs, found.get({ where: condition, include: [] }))).ids.length,
      );
      return counted ?? 0;
    },
    async close() {
      opened.clear();
    },
  };
}

/** Stands in the place of Chroma's own model, which it would load from the network. Never called: all vectors are ours. */
const unused = {
  generate: async (): Promise<number[][]> => {
    throw new Error('Vectors are made by Ticket AI, not by Chroma.');
  },
};

function dimensionsOf({ metadata }: Collection): number | undefined {
  const dimensions = metadata?.dimensions;
  return typeof dimensions === 'number' ? dimensions : undefined;
}

function refuseOthers(
  collection: string,
  dimensions: number,
  records: readonly { readonly embedding: Float32Array }[],
): void {
  const other = records.find(({ embedding }) => embedding.length !== dimensions);
  if (other !== undefined) throw dimensionMismatch(collection, dimensions, other.embedding.length);
}

function columnsOf(records: readonly VectorRecord[]) {
  return {
    ids: records.map(({ id }) => id),
    embeddings: records.map(({ embedding }) => Array.from(embedding)),
    metadatas: records.map(({ metadata }) => toChroma(metadata)),
  };
}

async function inTime<Result>(milliseconds: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`The request timed out after ${milliseconds} ms.`)),
      milliseconds,
    );
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

import type { ChunkId } from '../ids.ts';
import type { VectorStore } from '../storage/vector-store.ts';
import type { RetrievalChannel } from './retrieval-channel.ts';
import { generationOf, vectorCollection } from './vector-index.ts';

/** Finds by meaning: the passages whose embeddings are nearest to the question's. Off where there is no embedding model. */
export function denseChannel({ vectors }: { readonly vectors: VectorStore }): RetrievalChannel {
  return {
    name: 'dense',
    async retrieve({
      collection,
      query,
      topK,
      filter: { collections },
      ticketIds = [],
      embeddings,
      abortSignal,
    }) {
      if (embeddings === undefined) return undefined;
      const signal = abortSignal === undefined ? {} : { abortSignal };
      const name = vectorCollection(collection, await generationOf(embeddings.name));
      const [embedding] = await embeddings.embed([{ text: query.text, ticketIds }], signal);
      if (embedding === undefined) return [];
      const where = collections === undefined ? {} : { where: { collection: [...collections] } };
      const found = await vectors.query({ collection: name, embedding, topK, ...where, ...signal });
      return found.map(({ id, score }) => ({ chunkId: id as ChunkId, score }));
    },
  };
}

import { TicketAIError } from '../errors.ts';
import type { ChunkId } from '../ids.ts';
import type { VectorStore } from '../storage/vector-store.ts';
import type { RetrievalChannel } from './retrieval-channel.ts';
import { vectorCollection } from './vector-index.ts';

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
      const { name } = await vectorCollection(collection, embeddings.name);
      const [embedding] = await embeddings.embed([{ text: query.text, ticketIds }], signal);
      if (embedding === undefined) return [];
      const where = collections === undefined ? {} : { where: { collection: [...collections] } };
      const found = await vectors.query({ collection: name, embedding, topK, ...where, ...signal });
      if (found.length === 0 && (await vectors.count({ collection: name })) === 0) throw notBuilt();
      return found.map(({ id, score }) => ({ chunkId: id as ChunkId, score }));
    },
  };
}

/** Nothing was found because nothing is there: the search goes on by words, and says that it is less than it could be. */
function notBuilt(): TicketAIError {
  return new TicketAIError('adapter-failed', {
    message:
      'There are no vectors yet: they are being made, or were lost. `index verify --repair` makes them anew from the records.',
    context: { reason: 'no-vectors' },
    retryable: true,
  });
}

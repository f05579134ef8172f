import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import { updateChunkIndex } from './update-chunk-index.ts';
import { vectorIndex } from './vector-index.ts';

/** Another process was at it at the same time so often. */
const attempts = 5;

/**
 * STAGE. Brings the vectors up to date with the documents that are shown. Without an embedding model there is nothing to do; what was
 * embedded before costs nothing. A budget that is used up leaves the rest for later: it is found by its words until then.
 */
export async function updateVectorIndex(context: Context): Promise<void> {
  const { store, vectors, documentEmbeddings, workspaceId } = context;
  if (documentEmbeddings === undefined) return;
  const embeddings = documentEmbeddings;
  const index = vectorIndex({ vectors, embeddings, generations: store.generations });
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await updateChunkIndex({ store, index }, workspaceId);
    } catch (error) {
      if (TicketAIError.is(error, 'budget-exhausted')) return pause(context);
      if (!TicketAIError.is(error, 'conflict') || attempt === attempts) throw error;
    }
  }
}

function pause(context: Context): Promise<void> {
  return context.transaction((transaction) => context.commit(transaction, [{ type: 'vectors-paused' }]), {
    final: true,
  });
}

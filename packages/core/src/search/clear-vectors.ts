import type { Context } from '../context.ts';
import { vectorIndex } from './vector-index.ts';

/** STAGE. Throws the vectors of the present model away; they are made anew from embeddings that were paid for. */
export async function clearVectors(context: Context): Promise<void> {
  const { store, vectors, documentEmbeddings: embeddings, workspaceId } = context;
  if (embeddings === undefined) return;
  await vectorIndex({ vectors, embeddings, generations: store.generations }).clear(workspaceId);
  await context.transaction((transaction) => context.commit(transaction, [{ type: 'vectors-cleared' }]), {
    final: true,
  });
}

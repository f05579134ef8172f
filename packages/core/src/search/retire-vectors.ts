import type { Context } from '../context.ts';
import { dropGeneration, otherGenerations } from './retired-vectors.ts';
import { generationOf } from './vector-index.ts';

/**
 * STAGE. Throws away the vectors of models that are not in use, once those of the present model hold everything. Made anew, should one come
 * back, they cost nothing: what was paid for is kept with the documents.
 */
export async function retireVectors(context: Context): Promise<void> {
  const { store, embeddings } = context;
  if (embeddings === undefined) return;
  const current = await generationOf(embeddings.name);
  if ((await store.generations.get(current))?.status !== 'live') return;
  for (const generation of await otherGenerations(context, current))
    await dropGeneration(context, generation);
}

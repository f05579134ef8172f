import type { Context } from '../context.ts';
import { dropGeneration, otherGenerations } from './retired-vectors.ts';
import { generationOf } from './vector-index.ts';

/**
 * STAGE. Has the vectors of the present model made anew, from embeddings that were paid for, and throws away those of other models. Only the
 * record is changed: a worker that is filling them finds it changed and begins again, and until then search says that they are not whole.
 * @throws `conflict` (retryable) when a worker has changed the record meanwhile
 */
export async function renewVectors(context: Context): Promise<void> {
  const { store, embeddings } = context;
  const current = embeddings && (await generationOf(embeddings.name));
  for (const generation of await otherGenerations({ store }, current))
    await dropGeneration(context, generation);
  if (current === undefined) return;
  await context.transaction(
    async (transaction) => {
      const row = await transaction.generations.get(current);
      if (row !== undefined)
        await transaction.generations.update(current, row.version, { position: 0, status: 'building' });
      await context.commit(transaction, [{ type: 'vectors-cleared' }]);
    },
    { final: true },
  );
}

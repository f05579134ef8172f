import type { Context } from '../context.ts';
import { dropGeneration, otherGenerations } from './retired-vectors.ts';
import { generationOf } from './vector-index.ts';

/**
 * STAGE. Has the vectors of the present model and those kept beside made anew, from embeddings that were paid for, and throws away those of other models. Only the
 * record is changed: a worker that is filling them finds it changed and begins again, and until then search says that they are not whole.
 * @param options.whole names of the models whose vectors stay as they are
 * @throws `conflict` (retryable) when a worker has changed the record meanwhile
 */
export async function renewVectors(
  context: Context,
  { whole = [] }: { readonly whole?: readonly string[] } = {},
): Promise<void> {
  const { embeddings } = context;
  for (const generation of await otherGenerations(context)) await dropGeneration(context, generation);
  if (embeddings === undefined) return;
  const names = [embeddings.name, ...context.beside.map(({ questionEmbeddings }) => questionEmbeddings.name)];
  const ids = await Promise.all(names.filter((name) => !whole.includes(name)).map(generationOf));
  await context.transaction(
    async (transaction) => {
      for (const { id, version } of await transaction.generations.getMany(ids))
        await transaction.generations.update(id, version, { position: 0, status: 'building' });
      await context.commit(transaction, [{ type: 'vectors-cleared' }]);
    },
    { final: true },
  );
}

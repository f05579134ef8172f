import type { Context } from '../context.ts';
import { goBackWithinMs } from './embedding-choice.ts';
import { dropGeneration, otherGenerations } from './retired-vectors.ts';
import { generationOf } from './vector-index.ts';

/**
 * STAGE. Throws away the vectors of models that are not in use, once those of the present model hold everything, and those that were searched before once
 * nobody went back to them for a day. Made anew, should one come back, they cost nothing: what was paid for is kept with the documents.
 */
export async function retireVectors(context: Context): Promise<void> {
  const { store, embeddings } = context;
  if (embeddings === undefined) return;
  const current = await generationOf(embeddings.name);
  if ((await store.generations.get(current))?.status !== 'live') return;
  const beside = (await forgetPrevious(context))
    ? context.beside.filter(({ role }) => role !== 'previous')
    : context.beside;
  for (const generation of await otherGenerations({ ...context, beside }))
    await dropGeneration(context, generation);
}

/** Whether there is no way back any more. While there is, this is looked at again later. */
async function forgetPrevious(context: Context): Promise<boolean> {
  const generationId = await generationOf(context.embeddings?.name ?? '');
  return context.transaction(async (transaction) => {
    const { embedding } = transaction.workspace;
    if (embedding?.previous === undefined) return true;
    const { previous: _, since = 0, ...rest } = embedding;
    const isOver = context.now() - since >= goBackWithinMs;
    if (isOver) await transaction.updateWorkspace({ embedding: rest });
    else await context.commit(transaction, [{ type: 'vectors-superseded', generationId }]);
    return isOver;
  });
}

import type { Context, SearchEmbeddings } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { TicketAIEvent } from '../events.ts';
import { fillVectors, whileOvertaken } from './fill-vectors.ts';
import { otherGenerations, shrinkGeneration } from './retired-vectors.ts';
import { generationOf } from './vector-index.ts';

/**
 * STAGE. Brings the vectors up to date with the documents that are shown: those of the present embedding model and those that are kept beside hold all of
 * them, those of others nothing that is not shown any more. What was embedded before costs nothing. A budget that is used up leaves the rest for later: it is found by
 * its words until then. While another worker is at it, this one waits.
 */
export async function updateVectorIndex(context: Context): Promise<void> {
  if (await isAtWork(context)) return end(context, { type: 'vectors-paused', reason: 'busy' });
  const { embeddings } = context;
  const current = embeddings && (await generationOf(embeddings.name));
  let failed = false;
  try {
    await whileOvertaken(async () => {
      for (const generation of await otherGenerations(context)) await shrinkGeneration(context, generation);
    });
    if (context.documentEmbeddings !== undefined && context.questionEmbeddings !== undefined)
      await fillVectors(context, {
        documentEmbeddings: context.documentEmbeddings,
        questionEmbeddings: context.questionEmbeddings,
      });
    for (const beside of context.beside) failed = (await failsToFill(context, beside)) || failed;
  } catch (error) {
    if (!TicketAIError.is(error, 'budget-exhausted')) throw error;
    return end(context, { type: 'vectors-paused', reason: 'budget' });
  }
  const events: TicketAIEvent[] = failed ? [{ type: 'vectors-paused', reason: 'model' }] : [];
  if (current !== undefined && (await isSuperseding(context)))
    events.push({ type: 'vectors-superseded', generationId: current });
  if (events.length > 0) await end(context, ...events);
}

/** A model that is not searched with fails by itself: its vectors are not whole then, `index verify` says so, and it is asked again later. */
async function failsToFill(context: Context, beside: SearchEmbeddings): Promise<boolean> {
  try {
    await fillVectors(context, beside);
    return false;
  } catch (error) {
    if (!TicketAIError.is(error, 'model-failed')) throw error;
    return true;
  }
}

/** Whether another worker has such a job that is older than ours. Two at once would hinder each other; the younger one gives way. */
async function isAtWork({ store, jobId, now }: Context): Promise<boolean> {
  const own = jobId === undefined ? undefined : await store.jobs.get(jobId);
  if (own === undefined) return false;
  const { items } = await store.jobs.find({ where: { name: 'update-vectors', status: 'leased' } });
  return items.some(
    ({ id, createdAt, leasedUntil = 0 }) =>
      id !== own.id &&
      leasedUntil > now() &&
      (createdAt < own.createdAt || (createdAt === own.createdAt && id < own.id)),
  );
}

/** Whether other generations are left beside one that holds everything, and nothing waits to throw them away. */
async function isSuperseding(context: Context): Promise<boolean> {
  const { store } = context;
  if ((await otherGenerations(context)).length === 0) return false;
  const waiting = await store.jobs.count({ name: 'retire-vectors', status: ['waiting', 'leased'] });
  return waiting === 0;
}

function end(context: Context, ...events: TicketAIEvent[]): Promise<void> {
  return context.transaction((transaction) => context.commit(transaction, events), { final: true });
}

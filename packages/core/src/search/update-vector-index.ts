import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { TicketAIEvent } from '../events.ts';
import type { GenerationId } from '../ids.ts';
import { otherGenerations, shrinkGeneration } from './retired-vectors.ts';
import { updateChunkIndex } from './update-chunk-index.ts';
import { generationOf, vectorIndex } from './vector-index.ts';

/** Another process was at it at the same time so often. */
const attempts = 5;

/**
 * STAGE. Brings the vectors up to date with the documents that are shown: those of the present embedding model hold all of them, those of others
 * nothing that is not shown any more. What was embedded before costs nothing. A budget that is used up leaves the rest for later: it is found by
 * its words until then. While another worker is at it, this one waits.
 */
export async function updateVectorIndex(context: Context): Promise<void> {
  if (await isAtWork(context)) return end(context, { type: 'vectors-paused', reason: 'busy' });
  const { embeddings } = context;
  const current = embeddings && (await generationOf(embeddings.name));
  try {
    await whileOvertaken(async () => {
      for (const generation of await otherGenerations(context, current))
        await shrinkGeneration(context, generation);
    });
    await fill(context);
  } catch (error) {
    if (!TicketAIError.is(error, 'budget-exhausted')) throw error;
    return end(context, { type: 'vectors-paused', reason: 'budget' });
  }
  if (current !== undefined && (await isSuperseding(context, current)))
    await end(context, { type: 'vectors-superseded', generationId: current });
}

async function fill({ store, vectors, embeddings, documentEmbeddings, workspaceId }: Context): Promise<void> {
  if (embeddings === undefined || documentEmbeddings === undefined) return;
  const index = vectorIndex({
    vectors,
    embeddingModel: embeddings.name,
    embeddingsOf: documentEmbeddings,
    generations: store.generations,
  });
  await whileOvertaken(() => updateChunkIndex({ store, index }, workspaceId));
}

async function whileOvertaken(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isOvertaken(error) || attempt === attempts) throw error;
    }
  }
}

/** Another process has changed the generation meanwhile, or thrown it away. */
function isOvertaken(error: unknown): boolean {
  return TicketAIError.is(error, 'conflict') || TicketAIError.is(error, 'not-found');
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
async function isSuperseding(context: Context, current: GenerationId): Promise<boolean> {
  const { store } = context;
  if ((await otherGenerations(context, current)).length === 0) return false;
  const waiting = await store.jobs.count({ name: 'retire-vectors', status: ['waiting', 'leased'] });
  return waiting === 0;
}

function end(context: Context, event: TicketAIEvent): Promise<void> {
  return context.transaction((transaction) => context.commit(transaction, [event]), { final: true });
}

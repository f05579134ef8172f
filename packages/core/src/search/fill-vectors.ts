import type { Context, SearchEmbeddings } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import { updateChunkIndex } from './update-chunk-index.ts';
import { vectorIndex } from './vector-index.ts';

/** Another process was at it at the same time so often. */
const attempts = 5;

/** Brings the vectors of one model up to date. @throws what the model throws; `conflict` when another process is at it again and again */
export async function fillVectors(
  { store, vectors, workspaceId }: Context,
  { documentEmbeddings, questionEmbeddings }: SearchEmbeddings,
): Promise<void> {
  const index = vectorIndex({
    vectors,
    embeddingModel: questionEmbeddings.name,
    embeddingsOf: documentEmbeddings,
    generations: store.generations,
  });
  await whileOvertaken(() => updateChunkIndex({ store, index }, workspaceId));
}

/** Does work again that another process was at, too. */
export async function whileOvertaken(work: () => Promise<void>): Promise<void> {
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

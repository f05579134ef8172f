import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { TicketAIEvent } from '../events.ts';
import type { EmbeddingChoice } from './embedding-choice.ts';
import { fillVectors } from './fill-vectors.ts';
import { generationOf } from './vector-index.ts';
import { vectorsFollow } from './vectors-follow.ts';

/**
 * STAGE. Builds the vectors of another embedding model beside those that are searched, from the stored passages. Broken off, it is called again for the
 * rest: what was embedded is paid for once. From then on they are kept up to date like the others. Another one that was built beside is given up.
 * @throws `invalid-input` where no other model can be made, or it is the one that is searched; what the model throws, before anything is changed
 */
export async function buildBeside(context: Context, { model }: { readonly model: string }): Promise<void> {
  const choice = await choiceOf(context);
  const beside = context.embeddingsNamed?.(model);
  if (beside === undefined)
    throw new TicketAIError('invalid-input', {
      message: 'No other embedding model can be made here: plug in `embeddingModelNamed`.',
    });
  if (beside.questionEmbeddings.name === context.embeddings?.name)
    throw new TicketAIError('invalid-input', {
      message: `The vectors of ${model} are those that are searched. \`index verify\` says whether they are whole.`,
    });
  // A name that the provider does not know is found out before any work waits for it.
  await beside.questionEmbeddings.embed([{ text: 'Does it embed?' }]);
  if (choice.candidate !== model && choice.previous !== model)
    await write(context, { ...choice, candidate: model }, []);
  await fillVectors(context, beside);
}

/**
 * STAGE. Has the search use the vectors of another model, from its next question on. They must hold all that is shown. Those that were searched before are
 * kept up to date for a day, to go back to.
 * @param input.model `null`: the configured one
 * @throws `invalid-transition` when its vectors are not whole; `conflict` (retryable) when somebody else has chosen meanwhile
 */
export async function useEmbeddings(
  context: Context,
  { model }: { readonly model: string | null },
): Promise<void> {
  const choice = await choiceOf(context);
  const beside = context.beside.find(({ role }) => choice[role] === model);
  if (beside === undefined)
    throw new TicketAIError('invalid-transition', {
      message: `There are no vectors of ${model ?? 'the configured model'} beside those that are searched. \`index build --embeddings <model>\` makes them.`,
    });
  const { questionEmbeddings } = beside;
  if (!(await vectorsFollow(context, questionEmbeddings, { foundSome: false })))
    throw new TicketAIError('invalid-transition', {
      message: `The vectors of ${questionEmbeddings.name} do not hold all that is shown yet. \`index build\` goes on with them; \`jobs run\` does what is due.`,
    });
  const { candidate, ...rest } = choice;
  const kept = candidate === undefined || candidate === model ? rest : choice;
  const used = { ...kept, active: model, previous: choice.active, since: context.now() };
  const generationId = await generationOf(questionEmbeddings.name);
  await write(context, used, [{ type: 'vectors-superseded', generationId }, { type: 'vectors-cleared' }]);
}

/** STAGE. Gives up the vectors that were built beside: they are thrown away later. */
export async function dropBeside(context: Context): Promise<void> {
  const { candidate, ...choice } = await choiceOf(context);
  if (candidate !== undefined) await write(context, choice, [{ type: 'vectors-cleared' }]);
}

/** The choice as it is, or that of the configured model. @throws `invalid-input` when no embedding model is configured */
export async function choiceOf({
  store,
  configuredEmbeddings: configured,
}: Pick<Context, 'store' | 'configuredEmbeddings'>): Promise<EmbeddingChoice> {
  if (configured === undefined)
    throw new TicketAIError('invalid-input', {
      message:
        'No embedding model is configured (TICKET_AI_EMBEDDING_MODEL): there are no vectors to choose from.',
    });
  const { embedding } = await store.workspace();
  return embedding?.configured === configured ? embedding : { configured, active: null };
}

/** One transaction: whoever asks sees the choice before or the one after. */
async function write(
  context: Context,
  embedding: EmbeddingChoice,
  events: readonly TicketAIEvent[],
): Promise<void> {
  await context.transaction(async (transaction) => {
    await transaction.updateWorkspace({ embedding });
    await context.commit(transaction, events);
  });
}

import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { TicketAIEvent } from '../events.ts';
import type { Workspace } from '../runtime/workspace.ts';
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
  const configured = configuredOf(context);
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
  const candidate = beside.questionEmbeddings.name === configured ? null : model;
  await change(context, (choice) =>
    [choice.active, choice.previous, choice.candidate].includes(candidate)
      ? choice
      : { ...choice, candidate },
  );
  await fillVectors(context, beside);
}

/**
 * STAGE. Has the search use the vectors of another model, from its next question on. They must hold all that is shown. Those that were searched before are
 * kept up to date for a day, to go back to.
 * @param input.model `null`: the configured one
 * @throws `invalid-transition` when its vectors are not whole, or given up; `conflict` (retryable) when somebody else has chosen at this moment
 */
export async function useEmbeddings(
  context: Context,
  { model }: { readonly model: string | null },
): Promise<void> {
  const configured = configuredOf(context);
  const name = model === null ? configured : context.embeddingsNamed?.(model).questionEmbeddings.name;
  const beside = context.beside.find(({ questionEmbeddings }) => questionEmbeddings.name === name);
  if (beside === undefined) throw notBeside(model);
  const { questionEmbeddings } = beside;
  const next = name === configured ? null : model;
  if (!(await vectorsFollow(context, questionEmbeddings, { foundSome: false })))
    throw new TicketAIError('invalid-transition', {
      message: `The vectors of ${questionEmbeddings.name} do not hold all that is shown yet. \`index build\` goes on with them; \`jobs run\` does what is due.`,
    });
  const generationId = await generationOf(questionEmbeddings.name);
  const take = (choice: EmbeddingChoice): EmbeddingChoice => {
    const { candidate, previous, ...rest } = choice;
    if (candidate !== next && previous !== next) throw notBeside(model);
    const kept = candidate === undefined || candidate === next ? rest : { ...rest, candidate };
    return { ...kept, active: next, previous: choice.active, since: context.now() };
  };
  await change(context, take, [{ type: 'vectors-superseded', generationId }, { type: 'vectors-cleared' }]);
}

/** STAGE. Gives up the vectors that were built beside: they are thrown away later. */
export async function dropBeside(context: Context): Promise<void> {
  if ((await choiceOf(context)).candidate === undefined) return;
  await change(context, ({ candidate: _, ...kept }) => kept, [{ type: 'vectors-cleared' }]);
}

/** The choice as it is, or that of the configured model. @throws `invalid-input` when no embedding model is configured */
export async function choiceOf(
  context: Pick<Context, 'store' | 'configuredEmbeddings'>,
): Promise<EmbeddingChoice> {
  return choiceIn(await context.store.workspace(), configuredOf(context));
}

/** A choice that the configuration has overtaken is none. */
const choiceIn = ({ embedding }: Workspace, configured: string): EmbeddingChoice =>
  embedding?.configured === configured ? embedding : { configured, active: null };

function configuredOf({ configuredEmbeddings }: Pick<Context, 'configuredEmbeddings'>): string {
  if (configuredEmbeddings !== undefined) return configuredEmbeddings;
  throw new TicketAIError('invalid-input', {
    message:
      'No embedding model is configured (TICKET_AI_EMBEDDING_MODEL): there are no vectors to choose from.',
  });
}

const notBeside = (model: string | null) =>
  new TicketAIError('invalid-transition', {
    message: `There are no vectors of ${model ?? 'the configured model'} beside those that are searched. \`index build --embeddings <model>\` makes them.`,
  });

/**
 * One transaction: whoever asks sees the choice before or the one after. It starts from what is chosen at that moment, so that nobody undoes what
 * another process chose while a model was asked.
 */
async function change(
  context: Context,
  next: (choice: EmbeddingChoice) => EmbeddingChoice,
  events: readonly TicketAIEvent[] = [],
): Promise<void> {
  const configured = configuredOf(context);
  await context.transaction(async (transaction) => {
    await transaction.updateWorkspace({ embedding: next(choiceIn(transaction.workspace, configured)) });
    await context.commit(transaction, events);
  });
}

import type { DeskGround } from './desk-work.ts';
import { TicketAIError } from './errors.ts';
import { buildBeside, choiceOf, dropBeside, useEmbeddings } from './search/choose-embeddings.ts';
import { renewVectors } from './search/renew-vectors.ts';
import { searchPassages } from './search/search-passages.ts';
import { type IndexCheck, verifyIndex } from './search/verify-index.ts';
import type { TicketAI } from './ticket-ai.ts';

/** The verbs about the index. */
export function deskIndex({ work, call }: DeskGround): TicketAI['index'] {
  return {
    async verify({ repair = false } = {}) {
      const context = await work.context(call);
      const found = await verifyIndex(context);
      if (found.status !== 'differs' || !repair) return found;
      await renewVectors(context, { whole: wholeModels(found) });
      await work.settle({ abortSignal: call.abortSignal, key: 'vectors' });
      const now = await verifyIndex(context);
      return now.status === 'whole' ? { ...now, status: 'repaired' } : now;
    },
    async build(model) {
      await buildBeside(await work.context(call), { model });
      return verifyIndex(await work.context(call));
    },
    async use(model) {
      await useEmbeddings(await work.context(call), { model });
      return verifyIndex(await work.context(call));
    },
    async back() {
      const context = await work.context(call);
      const { previous } = await choiceOf(context);
      if (previous === undefined)
        throw new TicketAIError('invalid-transition', {
          message: 'There are no vectors to go back to: none were exchanged in the last day.',
        });
      await useEmbeddings(context, { model: previous });
      return verifyIndex(await work.context(call));
    },
    async drop() {
      await dropBeside(await work.context(call));
      await work.settleInline({ abortSignal: call.abortSignal, key: 'vectors' });
      return verifyIndex(await work.context(call));
    },
    async search(query, { role, ...options } = {}) {
      const context = await work.context(call);
      const beside = context.beside.find((one) => one.role === role);
      if (role !== undefined && beside === undefined)
        throw new TicketAIError('not-found', {
          message: `There are no ${role} vectors. \`index build --embeddings <model>\` makes a candidate.`,
        });
      return searchPassages({ ...context, ...beside }, { query, ...options });
    },
  };
}

/** The models of those vectors that do not differ: what is searched meanwhile is not made anew for the sake of others. */
const wholeModels = ({ others, ...current }: IndexCheck): readonly string[] =>
  [current, ...others].flatMap(({ embeddingModel, missing = 0, orphans }) =>
    embeddingModel !== undefined && missing === 0 && orphans === 0 ? [embeddingModel] : [],
  );

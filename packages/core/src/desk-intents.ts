import type { Context } from './context.ts';
import type { DeskGround } from './desk-work.ts';
import { TicketAIError } from './errors.ts';
import type { IntentId } from './ids.ts';
import { mergeIntents } from './intent/merge-intents.ts';
import { nameKey } from './intent/name-key.ts';
import { renameIntent } from './intent/rename-intent.ts';
import { resolveIntent } from './intent/resolve-intent.ts';
import { splitIntent } from './intent/split-intent.ts';
import { undoChange } from './intent/undo-change.ts';
import { type IntentView, listIntents } from './taxonomy/list-intents.ts';
import { moveIntent } from './taxonomy/move-intent.ts';
import type { TicketAI } from './ticket-ai.ts';

/** The verbs about intents. */
export function deskIntents({ work, call }: DeskGround): TicketAI['intents'] {
  const context = () => work.context(call);
  return {
    async list() {
      return listIntents(await context());
    },
    async get(idOrName) {
      return findIntent(await context(), idOrName);
    },
    async rename(intentId, name) {
      return renameIntent(await context(), { intentId, name });
    },
    async merge(winner, losers) {
      return mergeIntents(await context(), { winner, losers });
    },
    async split(intentId, { parts = 2 } = {}) {
      const result = await splitIntent(await context(), { intentId, parts });
      await work.settleInline({ abortSignal: call.abortSignal });
      return result;
    },
    async move(intentId, path) {
      return moveIntent(await context(), { intentId, path });
    },
    async undo(eventId) {
      return undoChange(await context(), eventId === undefined ? {} : { eventId });
    },
  };
}

async function findIntent(context: Context, idOrName: string): Promise<IntentView> {
  const views = await listIntents(context);
  const named = views.find(({ name }) => nameKey(name) === nameKey(idOrName));
  if (named !== undefined) return named;
  const { id } = await resolveIntent(context.store, idOrName as IntentId);
  const view = views.find((candidate) => candidate.id === id);
  if (view === undefined)
    throw new TicketAIError('not-found', {
      message: `Intent ${idOrName} is not active any more.`,
      context: { id },
    });
  return view;
}

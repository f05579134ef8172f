import type { Context } from './context.ts';
import type { DeskGround } from './desk-work.ts';
import { TicketAIError } from './errors.ts';
import type { IntentId } from './ids.ts';
import { findChange } from './intent/find-change.ts';
import { readLineage } from './intent/intent-history.ts';
import { mergeIntents } from './intent/merge-intents.ts';
import { nameKey } from './intent/name-key.ts';
import { renameIntent } from './intent/rename-intent.ts';
import { resolveIntent } from './intent/resolve-intent.ts';
import { splitIntent } from './intent/split-intent.ts';
import { suggestWinner } from './intent/suggest-winner.ts';
import { undoChange } from './intent/undo-change.ts';
import { type IntentView, listIntents } from './taxonomy/list-intents.ts';
import { moveIntent } from './taxonomy/move-intent.ts';
import { previewChange } from './taxonomy/preview-change.ts';
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
    async preview(change) {
      return previewChange(await context(), change);
    },
    async rename(intentId, name, reason = {}) {
      return renameIntent(await context(), { intentId, name, ...reason });
    },
    async merge(winner, losers, reason = {}) {
      const opened = await context();
      const kept = winner ?? (await suggestWinner(opened.store, losers)).intent.id;
      return mergeIntents(opened, { winner: kept, losers, ...reason });
    },
    async split(intentId, options = {}) {
      const result = await splitIntent(await context(), { intentId, ...options });
      await work.settleInline({ abortSignal: call.abortSignal });
      return result;
    },
    async move(intentId, path, reason = {}) {
      return moveIntent(await context(), { intentId, path, ...reason });
    },
    async undo(eventId, reason = {}) {
      return undoChange(await context(), { ...(eventId === undefined ? {} : { eventId }), ...reason });
    },
    async undoable(eventId) {
      return findChange((await context()).store, eventId);
    },
    async lineage(intentId) {
      return readLineage(await context(), intentId);
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

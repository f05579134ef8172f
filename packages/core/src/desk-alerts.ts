import type { DeskGround } from './desk-work.ts';
import { listAlerts, watchIntents } from './intent/watch-intents.ts';
import type { TicketAI } from './ticket-ai.ts';

/** The verbs about alerts. */
export function deskAlerts({ work, call }: DeskGround): TicketAI['alerts'] {
  const context = () => work.context(call);
  return {
    async list(options) {
      return listAlerts(await context(), options);
    },
    async watch(request) {
      return watchIntents(await context(), request);
    },
  };
}

import type { DeskGround } from './desk-work.ts';
import { verifyIndex } from './search/verify-index.ts';
import type { TicketAI } from './ticket-ai.ts';

/** The verbs about the index. */
export function deskIndex({ work, call }: DeskGround): TicketAI['index'] {
  return {
    async verify(options) {
      return verifyIndex(await work.context(call), options);
    },
  };
}

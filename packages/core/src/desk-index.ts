import type { DeskGround } from './desk-work.ts';
import { renewVectors } from './search/renew-vectors.ts';
import { verifyIndex } from './search/verify-index.ts';
import type { TicketAI } from './ticket-ai.ts';

/** The verbs about the index. */
export function deskIndex({ work, call }: DeskGround): TicketAI['index'] {
  return {
    async verify({ repair = false } = {}) {
      const context = await work.context(call);
      const found = await verifyIndex(context);
      if (found.status !== 'differs' || !repair) return found;
      await renewVectors(context);
      await work.settle({ abortSignal: call.abortSignal, key: 'vectors' });
      const now = await verifyIndex(context);
      return now.status === 'whole' ? { ...now, status: 'repaired' } : now;
    },
  };
}

import type { TicketId } from '../ids.ts';
import type { Change } from '../record.ts';
import type { Intent } from './intent.ts';
import { exemplarCount } from './new-intent.ts';

/** A ticket that somebody placed in an intent. */
export interface PlacedTicket {
  readonly intent: Intent;
  readonly ticketId: TicketId;
  /** The matcher would have placed it elsewhere. */
  readonly isSurprise: boolean;
}

/**
 * The intents' exemplars with what was placed in them, for the intents whose exemplars it changes. While there is room all are kept; in a full intent a surprise takes the place of the
 * exemplar that was added last: it shows the matcher what it does not know yet, and the most central ones, which stand first, stay.
 */
export function exemplarChanges(placed: readonly PlacedTicket[]): Change<Intent>[] {
  return [...Map.groupBy(placed, ({ intent }) => intent.id).values()].flatMap((own) => {
    const intent = own[0]?.intent;
    if (intent === undefined) return [];
    const exemplars = [...intent.exemplars];
    let isChanged = false;
    for (const { ticketId, isSurprise } of own) {
      const isFull = exemplars.length >= exemplarCount;
      if (exemplars.includes(ticketId) || (isFull && !isSurprise)) continue;
      exemplars.splice(isFull ? -1 : exemplars.length, 1, ticketId);
      isChanged = true;
    }
    return isChanged ? [{ id: intent.id, version: intent.version, patch: { exemplars } }] : [];
  });
}

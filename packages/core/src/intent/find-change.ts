import { TicketAIError } from '../errors.ts';
import type { EventRow, TicketAIEvent } from '../events.ts';
import { findAll } from '../record.ts';
import type { WorkspaceStore } from '../runtime/store.ts';

/** The changes of intents and their taxonomy that can be taken back. */
export const undoableTypes = [
  'intent-renamed',
  'intents-merged',
  'intent-split',
  'intent-moved',
  'taxonomy-changed',
  'ticket-moved',
] as const;

/** A run takes over: all tickets may be elsewhere. */
const everyTicket = 'ticket';

/**
 * What a change rests on and changes: `name`, `place` or `tickets` of an intent, one ticket, the tree. A change can be taken back only when no
 * later one that stands touches the same.
 */
export function aspectsOf(event: TicketAIEvent): readonly string[] {
  switch (event.type) {
    case 'intent-renamed':
      return [`name:${event.intentId}`];
    case 'intent-moved':
      return [`place:${event.intentId}`, 'tree'];
    case 'taxonomy-changed':
      return ['tree', ...event.before.refiled.map(({ intentId }) => `place:${intentId}`)];
    case 'intents-merged':
      return [event.winner, ...event.losers].map((id) => `tickets:${id}`);
    case 'intent-split':
      return [event.intentId, ...event.created].map((id) => `tickets:${id}`);
    case 'ticket-moved':
      return [`ticket:${event.ticketId}`];
    case 'run-promoted':
    case 'run-rolled-back':
      return [everyTicket];
    default:
      return [];
  }
}

/** Whether two changes touch the same. */
function overlap(one: readonly string[], other: readonly string[]): boolean {
  return one.some(
    (aspect) => other.includes(aspect) || (aspect.startsWith(everyTicket) && other.includes(everyTicket)),
  );
}

/**
 * The latest change that stands, or a given one. Read newest first, so that an undoing is seen before what it undid, and what rests on a change
 * before the change.
 * @throws `not-found`; `conflict` when later changes rest on it
 */
export async function findChange(
  { events }: Pick<WorkspaceStore, 'events'>,
  eventId: string | undefined,
): Promise<EventRow> {
  const undone = new Set<string>();
  let later: EventRow[] = [];
  const changes = findAll(events, {
    where: { type: [...undoableTypes, 'change-undone', 'run-promoted', 'run-rolled-back'] },
    orderBy: { field: 'sequence', direction: 'descending' },
  });
  for await (const row of changes) {
    const { event } = row;
    if (event.type === 'change-undone') undone.add(event.eventId);
    else if (event.type === 'run-promoted') {
      // There and back again: what was before is as it was. What was done in between was done in another run.
      const back = later.find(
        (other) => other.event.type === 'run-rolled-back' && other.event.runId === event.runId,
      );
      later = back === undefined ? [...later, row] : later.filter((other) => other !== back);
    } else if (event.type === 'run-rolled-back') later.push(row);
    else if (undone.has(row.id)) continue;
    else if (eventId === undefined || row.id === eventId) {
      refuseWhenRestedOn(row, later);
      return row;
    } else later.push(row);
  }
  throw new TicketAIError('not-found', {
    message:
      eventId === undefined
        ? 'There is nothing to undo.'
        : `Change ${eventId} does not exist, cannot be undone, or was undone already.`,
  });
}

function refuseWhenRestedOn(row: EventRow, later: readonly EventRow[]): void {
  const aspects = aspectsOf(row.event);
  const blocking = later.find(({ event }) => overlap(aspects, aspectsOf(event)));
  if (blocking === undefined) return;
  const first =
    blocking.event.type === 'run-promoted'
      ? `Run ${blocking.event.runId} was promoted since. Roll it back first: \`runs rollback\`.`
      : blocking.event.type === 'run-rolled-back'
        ? `It was done while run ${blocking.event.runId} held, which was rolled back since. Promote that again first, or make the change anew.`
        : `A later change rests on it (${blocking.type}). Take that back first: \`intents undo ${blocking.id}\`.`;
  throw new TicketAIError('conflict', { message: first, context: { eventId: blocking.id } });
}

import type { Context } from '../context.ts';
import type { TicketAIEvent } from '../events.ts';
import type { IntentId, RunId } from '../ids.ts';
import type { Actor } from '../record.ts';
import { collectAll, findAll } from '../record.ts';
import { aspectsOf, undoableTypes } from './find-change.ts';
import type { Intent } from './intent.ts';
import { intentIdsUnder } from './intent-tickets.ts';
import { resolveIntent } from './resolve-intent.ts';

/** One thing that happened to an intent. */
export interface HistoryEntry {
  readonly eventId: string;
  readonly type: TicketAIEvent['type'];
  readonly event: TicketAIEvent;
  readonly at: number;
  readonly actor: Actor;
  /** What the person said about it. */
  readonly reason?: string;
  readonly undone: boolean;
}

/** Where an intent comes from and what it is today. */
export interface Lineage {
  /** What the id stands for today. */
  readonly today: Intent;
  /** Intents that went up in it: their ids lead to it for ever. */
  readonly absorbed: readonly Pick<Intent, 'id' | 'name'>[];
  /** The intent it was split from. */
  readonly splitFrom?: Pick<Intent, 'id' | 'name'>;
  /** Intents that were split off from it and stand today. */
  readonly parts: readonly Pick<Intent, 'id' | 'name'>[];
  readonly createdAt: number;
  readonly createdBy: Actor;
  readonly createdInRun: RunId;
  /** Everything that happened to it and to what went up in it, oldest first. */
  readonly history: readonly HistoryEntry[];
}

/** Reads who changed an intent, when and why; and what it came from. The id may be of an intent that was merged. @throws `not-found` */
export async function readLineage({ store }: Pick<Context, 'store'>, intentId: IntentId): Promise<Lineage> {
  const today = await resolveIntent(store, intentId);
  const ids = await intentIdsUnder(store, today.id);
  const own = new Set<string>(ids);
  const isAbout = (event: TicketAIEvent) =>
    (event.type === 'intents-discovered' && event.intentIds.some((id) => own.has(id))) ||
    (event.type === 'intents-filed' && event.intentIds.some((id) => own.has(id))) ||
    aspectsOf(event).some((aspect) => own.has(aspect.slice(aspect.indexOf(':') + 1)));
  const undone = new Set<string>();
  const found: Omit<HistoryEntry, 'undone'>[] = [];
  const events = findAll(store.events, {
    where: { type: [...undoableTypes, 'intents-discovered', 'intents-filed', 'change-undone'] },
    orderBy: { field: 'sequence' },
  });
  for await (const { id, type, event, at, actor } of events) {
    if (event.type === 'change-undone') undone.add(event.eventId);
    else if (isAbout(event)) {
      const reason = 'reason' in event ? event.reason : undefined;
      found.push({ eventId: id, type, event, at, actor, ...(reason === undefined ? {} : { reason }) });
    }
  }
  const splits = found.flatMap(({ event, eventId }) =>
    event.type === 'intent-split' && !undone.has(eventId) ? [event] : [],
  );
  const named = new Map(
    (await collectAll(store.intents)).map(({ id, name, status }) => [id, { id, name, status }]),
  );
  const brief = (id: IntentId) => ({ id, name: named.get(id)?.name ?? '' });
  const origin = splits.find(({ created }) => created.includes(today.id));
  const { createdAt, createdBy, createdInRun } = today;
  return {
    today,
    absorbed: ids.filter((id) => id !== today.id).map(brief),
    ...(origin === undefined ? {} : { splitFrom: brief(origin.intentId) }),
    parts: splits
      .filter((split) => split.intentId === today.id)
      .flatMap(({ created }) => created.filter((id) => named.get(id)?.status === 'active').map(brief)),
    createdAt,
    createdBy,
    createdInRun,
    history: found.map((entry) => ({ ...entry, undone: undone.has(entry.eventId) })),
  };
}

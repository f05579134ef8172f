import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { TicketAIEvent } from '../events.ts';
import type { IntentId } from '../ids.ts';
import { collectAll, findAll } from '../record.ts';
import { activeRunOf, inActiveRun } from './active-run.ts';
import { findDrift } from './find-drift.ts';
import { type DailyCounts, findSurges } from './find-surges.ts';
import { findTopics, type PooledTicket } from './find-topics.ts';
import type { Alert } from './intent.ts';
import { readTicketTexts } from './read-ticket-texts.ts';
import { dayMs, dayName, dayNumber, zoneOffset } from './watch-day.ts';

/** Days that baselines reach back. */
const baselineDays = 63;
/** Days and tickets that topics are looked for in. */
const [poolDays, largestPool] = [35, 5000];
const examples = 5;

/** What to watch for. */
export interface WatchRequest {
  /** ISO date in the workspace's time zone. Default: yesterday and today so far. */
  readonly day?: string;
  /** Also look for topics among tickets without an intent. Default true. */
  readonly topics?: boolean;
}

/**
 * STAGE. Looks whether intents surge, their mix drifts, or a topic emerges among tickets without an intent, and raises alerts: at most one per
 * kind, subject and day, however often it looks. Gives the new ones.
 */
export async function watchIntents(
  context: Context,
  { day, topics = true }: WatchRequest = {},
): Promise<readonly Alert[]> {
  if ((await activeRunOf(context.store)) === undefined) return [];
  const { timeZone } = await context.store.workspace();
  const today = dayNumber(context.now(), timeZone);
  const days = day === undefined ? [today - 1, today] : [parseDay(day)];
  const offset = zoneOffset(context.now(), timeZone);
  const counts = await readCounts(context, Math.max(...days), offset);
  const found = days.flatMap((each) => surgesOn(context, counts, each));
  const complete = days[0] ?? today;
  found.push(...driftOn(context, counts, complete));
  if (topics) found.push(...(await topicsOn(context, complete, offset)));
  return raise(context, found);
}

function parseDay(text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time))
    throw new TicketAIError('invalid-input', {
      message: `A day must look like 2026-01-31, not "${text}".`,
      context: { day: text },
    });
  return time / dayMs;
}

interface Counts {
  readonly kinds: readonly DailyCounts<IntentId | undefined>[];
  readonly firstDay: number;
}

async function readCounts({ store }: Context, lastDay: number, offset: number): Promise<Counts> {
  const rows = await store.ticketsPerIntentAndDay({
    from: (lastDay - baselineDays) * dayMs - offset,
    below: (lastDay + 1) * dayMs - offset,
    offset,
  });
  const kinds = [...Map.groupBy(rows, ({ intentId }) => intentId)].map(([kind, own]) => ({
    kind,
    tickets: new Map(own.map(({ day, tickets }) => [day, tickets])),
  }));
  return { kinds, firstDay: rows.reduce((first, { day }) => Math.min(first, day), lastDay) };
}

function surgesOn({ now }: Context, { kinds, firstDay }: Counts, day: number): Alert[] {
  return findSurges(kinds, day, { firstDay }).map(({ kind, tickets, expected, adjusted }) => ({
    id: `surge:${kind ?? 'none'}:${dayName(day)}`,
    version: 1,
    kind: 'surge',
    day: dayName(day),
    at: now(),
    ...(kind === undefined ? {} : { intentId: kind }),
    tickets,
    expected,
    p: adjusted,
    ticketIds: [],
  }));
}

/** Named by its week, so that one change is told once and not on every day of its window. */
function driftOn({ now }: Context, { kinds, firstDay }: Counts, day: number): Alert[] {
  const drift = findDrift(kinds, day, { firstDay });
  if (drift === undefined) return [];
  const { tickets, before, stabilityIndex, p, movers } = drift;
  return [
    {
      id: `drift:all:${Math.floor((day + 3) / 7)}`,
      version: 1,
      kind: 'drift',
      day: dayName(day),
      at: now(),
      tickets,
      expected: before,
      p,
      stabilityIndex,
      movers: movers.map(({ kind, ...counts }) => ({
        ...(kind === undefined ? {} : { intentId: kind }),
        ...counts,
      })),
      ticketIds: [],
    },
  ];
}

async function topicsOn(context: Context, day: number, offset: number): Promise<Alert[]> {
  const pool = await readPool(context, day, offset);
  if (pool.length < examples) return [];
  const plan = await context.clusterer.discover({
    tickets: await readTicketTexts(
      context,
      pool.map(({ ticketId }) => ticketId),
    ),
    parallel: context.parallel,
    ...(context.abortSignal === undefined ? {} : { abortSignal: context.abortSignal }),
  });
  return findTopics(plan.intents, pool, day).map(({ terms, ticketIds, expected, p }) => ({
    id: `topic:${terms.slice(0, 2).join('-') || ticketIds[0]}:${dayName(day)}`,
    version: 1,
    kind: 'topic',
    day: dayName(day),
    at: context.now(),
    tickets: ticketIds.length,
    expected,
    p,
    terms,
    ticketIds: ticketIds.slice(0, examples),
  }));
}

/** The newest tickets without an intent. */
async function readPool({ store }: Context, day: number, offset: number): Promise<PooledTicket[]> {
  const dayOf = (at: number) => Math.floor((at + offset) / dayMs);
  const heads = findAll(store.assignmentHeads, {
    where: {
      ...(await inActiveRun(store)),
      role: 'primary',
      intentId: null,
      ticketCreatedAt: { from: (day - poolDays + 1) * dayMs - offset, below: (day + 1) * dayMs - offset },
    },
    orderBy: { field: 'ticketCreatedAt', direction: 'descending' },
  });
  const days = new Map<PooledTicket['ticketId'], number>();
  for await (const { ticketId, ticketCreatedAt } of heads) {
    if (ticketCreatedAt !== undefined) days.set(ticketId, dayOf(ticketCreatedAt));
    if (days.size === largestPool) break;
  }
  return (await store.tickets.getMany([...days.keys()])).map(({ id, requester }) => ({
    ticketId: id,
    day: days.get(id) ?? 0,
    ...(requester === undefined ? {} : { requester }),
  }));
}

/** Stores what was not raised before; of two topics that read alike (their ids are their words), the first. */
async function raise(context: Context, found: readonly Alert[]): Promise<readonly Alert[]> {
  if (found.length === 0) return [];
  const byId = new Map(found.toReversed().map((alert) => [alert.id, alert]));
  return context.transaction(
    async (transaction) => {
      const known = new Set((await transaction.alerts.getMany([...byId.keys()])).map(({ id }) => id));
      const fresh = found.filter((alert) => byId.get(alert.id) === alert && !known.has(alert.id));
      await transaction.alerts.insert(fresh);
      await context.commit(transaction, fresh.map(eventOf));
      return fresh;
    },
    { final: true },
  );
}

function eventOf({
  id,
  kind,
  day,
  intentId,
  tickets,
  expected,
  p,
  stabilityIndex = 0,
  ticketIds,
}: Alert): TicketAIEvent {
  const common = { alertId: id, day };
  switch (kind) {
    case 'surge':
      return {
        type: 'intent-surged',
        ...common,
        ...(intentId === undefined ? {} : { intentId }),
        tickets,
        expected,
        p,
      };
    case 'drift':
      return { type: 'intents-drifted', ...common, stabilityIndex, p };
    case 'topic':
      return { type: 'topic-emerged', ...common, tickets, ticketIds };
  }
}

/** The latest alerts, newest first. */
export async function listAlerts(
  { store }: Pick<Context, 'store'>,
  { from }: { readonly from?: string } = {},
): Promise<readonly Alert[]> {
  return collectAll(store.alerts, {
    ...(from === undefined ? {} : { where: { day: { from } } }),
    orderBy: { field: 'day', direction: 'descending' },
  });
}

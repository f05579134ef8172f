import type { IntentId } from '../ids.ts';

/** Tickets of one intent on one UTC day. */
export interface DayCount {
  readonly intentId: IntentId | undefined;
  readonly day: number;
  readonly tickets: number;
}

/** Milliseconds of a UTC day; days are numbered from 1970-01-01. */
export const dayMs = 86_400_000;

/** Adds up counts per intent after each intent was replaced by the one that stands for it. */
export function sumPerIntent(
  counts: Iterable<readonly [IntentId | undefined, number]>,
  resolve: (id: IntentId) => IntentId,
): ReadonlyMap<IntentId | undefined, number> {
  const sums = new Map<IntentId | undefined, number>();
  for (const [id, tickets] of counts) {
    const intentId = id === undefined ? undefined : resolve(id);
    sums.set(intentId, (sums.get(intentId) ?? 0) + tickets);
  }
  return sums;
}

/** As {@link sumPerIntent}, per day; ordered by day, then intent, the unassigned first. */
export function sumPerIntentAndDay(
  counts: Iterable<DayCount>,
  resolve: (id: IntentId) => IntentId,
): readonly DayCount[] {
  const days = new Map<number, [IntentId | undefined, number][]>();
  for (const { day, intentId, tickets } of counts) {
    const known = days.get(day);
    if (known === undefined) days.set(day, [[intentId, tickets]]);
    else known.push([intentId, tickets]);
  }
  return [...days]
    .sort(([left], [right]) => left - right)
    .flatMap(([day, perIntent]) =>
      [...sumPerIntent(perIntent, resolve)]
        .sort(([left], [right]) => ((left ?? '') < (right ?? '') ? -1 : 1))
        .map(([intentId, tickets]) => ({ intentId, day, tickets })),
    );
}

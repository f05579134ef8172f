import type { TicketId } from '../ids.ts';
import { benjaminiHochberg, binomialTail } from '../text/count-tests.ts';
import type { ProposedIntent } from './clusterer.ts';

/** A ticket without an intent, as topics are looked for. */
export interface PooledTicket {
  readonly ticketId: TicketId;
  readonly day: number;
  readonly requester?: string;
}

/** A topic that came up. */
export interface EmergingTopic {
  readonly terms: readonly string[];
  /** Its tickets of the last week, most central first. */
  readonly ticketIds: readonly TicketId[];
  /** As many of the last week's as its size in the whole pool lets expect. */
  readonly expected: number;
  readonly p: number;
}

/** Days that count as now. */
const recentDays = 7;
const fewestTickets = 5;
/** One angry customer is no topic. */
const fewestRequesters = 3;

/**
 * Groups of like tickets that lie in the last week more than the pool does. Which tickets are alike is decided by their words alone, so when
 * nothing emerges the last week's share of a group is the pool's, and the binomial tail is honest; Benjamini-Hochberg corrects for the number of
 * groups.
 */
export function findTopics(
  groups: readonly ProposedIntent[],
  pool: readonly PooledTicket[],
  day: number,
  { rate = 0.05 }: { readonly rate?: number } = {},
): EmergingTopic[] {
  const known = new Map(pool.map((ticket) => [ticket.ticketId, ticket]));
  const isRecent = ({ day: on }: PooledTicket) => on > day - recentDays && on <= day;
  const share = pool.filter(isRecent).length / Math.max(1, pool.length);
  const tested = groups.map(({ terms, members }) => {
    const all = members.flatMap(({ ticketId, secondary }) =>
      secondary === true ? [] : (known.get(ticketId) ?? []),
    );
    const recent = all.filter(isRecent);
    return {
      terms,
      ticketIds: recent.map(({ ticketId }) => ticketId),
      requesters: new Set(recent.map(({ requester, ticketId }) => requester ?? ticketId)).size,
      expected: all.length * share,
      p: binomialTail(recent.length, all.length, share),
    };
  });
  const adjusted = benjaminiHochberg(tested.map(({ p }) => p));
  return tested.flatMap(({ requesters, ...topic }, position) =>
    (adjusted[position] ?? 1) <= rate &&
    topic.ticketIds.length >= fewestTickets &&
    requesters >= fewestRequesters
      ? [{ ...topic, p: adjusted[position] ?? 1 }]
      : [],
  );
}

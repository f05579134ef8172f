import { sameMix, stabilityIndex } from '../text/count-tests.ts';
import type { DailyCounts } from './find-surges.ts';

/** The mix of kinds changed between two windows. */
export interface Drift<Kind> {
  readonly tickets: number;
  readonly before: number;
  readonly stabilityIndex: number;
  readonly p: number;
  /** The kinds whose share changed most, at most five; tickets in both windows. */
  readonly movers: readonly { readonly kind: Kind; readonly before: number; readonly after: number }[];
}

/** What {@link findDrift} goes by. */
export interface DriftOptions {
  /** First day there are data for. */
  readonly firstDay: number;
  /** False alarms: the chance of one when both windows come from one mix. Default .01. */
  readonly rate?: number;
  /** A change below this is none that matters, however certain. Default .1. */
  readonly leastIndex?: number;
}

const windowDays = 28;
/** Fewer tickets in a window say nothing. */
const fewestTickets = 100;

/**
 * Whether the mix of kinds in the four weeks that end with a day differs from that of the four weeks before: Pearson's test must be sure of it,
 * and the population stability index must call it a change.
 */
export function findDrift<Kind>(
  counts: readonly DailyCounts<Kind>[],
  day: number,
  { firstDay, rate = 0.01, leastIndex = 0.1 }: DriftOptions,
): Drift<Kind> | undefined {
  if (day - firstDay + 1 < 2 * windowDays) return undefined;
  const after = counts.map(({ tickets }) => countWithin(tickets, day - windowDays + 1, day));
  const before = counts.map(({ tickets }) =>
    countWithin(tickets, day - 2 * windowDays + 1, day - windowDays),
  );
  const [sumBefore, sumAfter] = [sumOf(before), sumOf(after)];
  if (Math.min(sumBefore, sumAfter) < fewestTickets) return undefined;
  const { p } = sameMix(before, after);
  const index = stabilityIndex(before, after);
  if (p > rate || index < leastIndex) return undefined;
  const movers = counts
    .map(({ kind }, at) => ({ kind, before: before[at] ?? 0, after: after[at] ?? 0 }))
    .sort((a, b) => shift(b) - shift(a))
    .slice(0, 5);
  return { tickets: sumAfter, before: sumBefore, stabilityIndex: index, p, movers };

  function shift(mover: { readonly before: number; readonly after: number }): number {
    return Math.abs(mover.after / sumAfter - mover.before / sumBefore);
  }
}

function countWithin(tickets: ReadonlyMap<number, number>, first: number, last: number): number {
  let sum = 0;
  for (let day = first; day <= last; day += 1) sum += tickets.get(day) ?? 0;
  return sum;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

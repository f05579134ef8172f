import { benjaminiHochberg, negativeBinomialTail } from '../text/count-tests.ts';

/** Tickets per local day of one kind; days without tickets may be missing. */
export interface DailyCounts<Kind> {
  readonly kind: Kind;
  /** By day number. */
  readonly tickets: ReadonlyMap<number, number>;
}

/** A kind with more tickets on a day than the same weekdays before let expect. */
export interface Surge<Kind> {
  readonly kind: Kind;
  readonly tickets: number;
  /** Mean of the same weekdays before. */
  readonly expected: number;
  /** Probability of as many tickets or more when nothing has changed. */
  readonly p: number;
  /** `p` after correction for the number of kinds looked at. */
  readonly adjusted: number;
}

/** What {@link findSurges} goes by. */
export interface SurgeOptions {
  /** False alarms: on a day on which nothing is going on, the chance of any alarm at all. Default .05. */
  readonly rate?: number;
  /** Weeks that make the baseline. Default 8. */
  readonly weeks?: number;
  /** First day there are data for: weeks before it are no quiet weeks but unknown ones. */
  readonly firstDay: number;
}

/** Fewer weeks are no baseline. */
const fewestWeeks = 4;
/** A handful of tickets is no surge. */
const fewestTickets = 5;

/**
 * Kinds that surge on a day. The baseline is the same weekday of the weeks before, so that Mondays are compared with Mondays. Its mean is itself
 * an estimate from few days, hence the predictive distribution: negative binomial with the variance of the count (Poisson, or more where the
 * kind's own past scatters more) plus that of the mean. Benjamini-Hochberg corrects for looking at many kinds.
 */
export function findSurges<Kind>(
  counts: readonly DailyCounts<Kind>[],
  day: number,
  { rate = 0.05, weeks = 8, firstDay }: SurgeOptions,
): Surge<Kind>[] {
  const known = Math.min(weeks, Math.floor((day - firstDay) / 7));
  if (known < fewestWeeks) return [];
  const tested = counts.map(({ kind, tickets }) => {
    const observed = tickets.get(day) ?? 0;
    const { mean, variance } = predict(tickets, day, known);
    const size = variance > mean ? mean ** 2 / (variance - mean) : Number.POSITIVE_INFINITY;
    return { kind, tickets: observed, expected: mean, p: negativeBinomialTail(observed, mean, size) };
  });
  const adjusted = benjaminiHochberg(tested.map(({ p }) => p));
  return tested
    .map((test, position) => ({ ...test, adjusted: adjusted[position] ?? 1 }))
    .filter(({ adjusted: value, tickets }) => value <= rate && tickets >= fewestTickets)
    .sort((a, b) => a.p - b.p);
}

/** Mean and variance of a count on this day, from the weeks before. */
function predict(
  tickets: ReadonlyMap<number, number>,
  day: number,
  weeks: number,
): { readonly mean: number; readonly variance: number } {
  const sameWeekday = Array.from({ length: weeks }, (_, week) => tickets.get(day - 7 * (week + 1)) ?? 0);
  // Half a ticket more (Jeffreys' prior): what was never seen is rare, not impossible.
  const mean = (sameWeekday.reduce((sum, count) => sum + count, 0) + 0.5) / weeks;
  const excess = Math.max(1, scatter(tickets, day, weeks));
  return { mean, variance: excess * mean * (1 + 1 / weeks) };
}

/** Variance relative to a Poisson count's, over all weekdays of the baseline (Pearson). */
function scatter(tickets: ReadonlyMap<number, number>, day: number, weeks: number): number {
  let [sum, degrees] = [0, 0];
  for (let weekday = 1; weekday <= 7; weekday += 1) {
    const counts = Array.from({ length: weeks }, (_, week) => tickets.get(day - weekday - 7 * week) ?? 0);
    const mean = counts.reduce((total, count) => total + count, 0) / weeks;
    if (mean === 0) continue;
    sum += counts.reduce((total, count) => total + (count - mean) ** 2, 0) / mean;
    degrees += weeks - 1;
  }
  return degrees === 0 ? 1 : sum / degrees;
}

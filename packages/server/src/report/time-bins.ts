import { formatDay, formatUtc } from './words.ts';

const DAY = 86_400_000;
const LATEST = Date.UTC(2100, 0, 1);
const MONDAY = 4; // 1970-01-05

export type BinUnit = 'day' | 'week' | 'month' | 'year';

/** Consecutive spans of days; `starts[i]` is the first day number of bin i. */
export interface TimeBins {
  readonly unit: BinUnit;
  readonly first: number;
  readonly last: number;
  readonly starts: readonly number[];
}

/** The day a moment falls on, days since 1970; undefined for a date no ticket can have. */
export type DayReader = (at: number | undefined) => number | undefined;

/** Days as they begin in a zone; making a reader is slow, so make one per report. */
export function dayReader(timeZone: string): DayReader {
  const format = dayFormat(timeZone);
  return (at) => {
    if (at === undefined || !(at > 0) || at >= LATEST) return undefined;
    if (!format) return Math.floor(at / DAY);
    return Math.floor(Date.parse(`${format.format(at)}T00:00:00Z`) / DAY);
  };
}

function dayFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  if (timeZone === 'UTC' || !isTimeZone(timeZone)) return undefined;
  return new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
}

export function isTimeZone(timeZone: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone }) !== undefined;
  } catch {
    return false;
  }
}

/** Days, weeks, months or years: the finest unit that stays readable over the span. */
export function chooseBins(first: number, last: number): TimeBins {
  const unit = chooseUnit(last - first + 1);
  const starts: number[] = [];
  for (let start = startOf(first, unit); start <= last; start = nextStart(start, unit)) starts.push(start);
  return { unit, first, last, starts };
}

function chooseUnit(days: number): BinUnit {
  if (days <= 62) return 'day';
  if (days <= 54 * 7) return 'week';
  return days <= 366 * 8 ? 'month' : 'year';
}

function startOf(day: number, unit: BinUnit): number {
  const date = new Date(day * DAY);
  if (unit === 'day') return day;
  if (unit === 'week') return day - ((((day - MONDAY) % 7) + 7) % 7);
  return Date.UTC(date.getUTCFullYear(), unit === 'month' ? date.getUTCMonth() : 0, 1) / DAY;
}

function nextStart(start: number, unit: BinUnit): number {
  const date = new Date(start * DAY);
  if (unit === 'day') return start + 1;
  if (unit === 'week') return start + 7;
  const [years, months] = unit === 'month' ? [0, 1] : [1, 0];
  return Date.UTC(date.getUTCFullYear() + years, date.getUTCMonth() + months, 1) / DAY;
}

/** The bin a day falls in; -1 outside. */
export function binOf(bins: TimeBins, day: number): number {
  let low = 0;
  let high = bins.starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bins.starts[middle] ?? 0) <= day) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** A bin's name in a list: `3 Mar 2026` (also for a week, by its Monday), `Mar 2026`, `2026`. */
export function binName(bins: TimeBins, index: number): string {
  const start = bins.starts[index] ?? bins.first;
  if (bins.unit === 'day' || bins.unit === 'week') return formatDay(start);
  return formatUtc(start, bins.unit === 'month' ? { month: 'short', year: 'numeric' } : { year: 'numeric' });
}

/** A bin's name on its own: a week says that it is one. */
export function binLabel(bins: TimeBins, index: number): string {
  return bins.unit === 'week' ? `week of ${binName(bins, index)}` : binName(bins, index);
}

/** A bin's short name under the axis. */
export function axisLabel(bins: TimeBins, index: number): string {
  const start = bins.starts[index] ?? bins.first;
  if (bins.unit === 'year') return formatUtc(start, { year: 'numeric' });
  if (bins.unit === 'month') return formatUtc(start, { month: 'short', year: '2-digit' });
  return formatUtc(start, { day: 'numeric', month: 'short' });
}

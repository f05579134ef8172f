/** Two adjoining windows of days: the latest, and as many days before it. */
export interface TrendWindow {
  readonly days: number;
  /** First day of the latest window. */
  readonly recentFrom: number;
  readonly previousFrom: number;
}

export interface Trend {
  readonly recent: number;
  readonly previous: number;
  /** `rising` and `falling` only beyond what chance and the overall volume explain. */
  readonly direction: 'rising' | 'falling' | 'steady';
  /** How far from the expected count, in standard deviations. */
  readonly strength: number;
}

const LENGTHS = [30, 90, 365];
const ENOUGH_TICKETS = 200;
const MIN_DAYS = 4;
const SURPRISE = 2.6;
const MIN_TICKETS = 6;
/** Below a fifth more or fewer, a change of share is not worth a word. */
const NOTABLE = 1.2;

/** The shortest of 30, 90 and 365 days that holds enough tickets to compare; half the span when it is short. */
export function chooseWindow(days: readonly number[]): TrendWindow | undefined {
  if (days.length === 0) return undefined;
  const [first, last] = extent(days);
  const half = Math.floor((last - first + 1) / 2);
  if (half < MIN_DAYS) return undefined;
  const fitting = LENGTHS.filter((length) => length <= half);
  const enough = fitting.find(
    (length) => days.filter((day) => day > last - 2 * length).length >= ENOUGH_TICKETS,
  );
  return windowOf(enough ?? fitting.at(-1) ?? half, last);
}

export function extent(days: readonly number[]): [number, number] {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const day of days) {
    if (day < first) first = day;
    if (day > last) last = day;
  }
  return [first, last];
}

function windowOf(days: number, last: number): TrendWindow {
  return { days, recentFrom: last - days + 1, previousFrom: last - 2 * days + 1 };
}

/** 1 in the latest window, 0 in the one before, -1 outside both. */
export function windowSide(window: TrendWindow, day: number): -1 | 0 | 1 {
  if (day < window.previousFrom) return -1;
  return day >= window.recentFrom ? 1 : 0;
}

/** Compares one intent with all tickets: did its part of the volume change? */
export function trendOf(recent: number, previous: number, allRecent: number, allPrevious: number): Trend {
  const expectedShare = allRecent / Math.max(1, allRecent + allPrevious);
  const total = recent + previous;
  const spread = Math.sqrt(total * expectedShare * (1 - expectedShare));
  const strength = spread > 0 ? (recent - total * expectedShare) / spread : 0;
  return { recent, previous, strength, direction: directionOf(recent, previous, strength) };
}

function directionOf(recent: number, previous: number, strength: number): Trend['direction'] {
  if (recent + previous < MIN_TICKETS) return 'steady';
  if (strength >= SURPRISE && recent >= NOTABLE * previous) return 'rising';
  return strength <= -SURPRISE && previous >= NOTABLE * recent ? 'falling' : 'steady';
}

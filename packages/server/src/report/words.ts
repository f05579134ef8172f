import type { ConfidenceLevels } from './report-data.ts';

const numbers = new Intl.NumberFormat('en-US');
const DAY = 86_400_000;

export type ConfidenceWord = 'high' | 'fair' | 'low';

export const defaultLevels: ConfidenceLevels = { high: 0.7, fair: 0.5 };

export function formatCount(value: number): string {
  return numbers.format(value);
}

/** `1 ticket`, `2 tickets`. */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : nouns}`;
}

/** A share of a whole: one decimal below ten per cent, none above; never "0%" for something that exists. */
export function formatShare(part: number, whole: number): string {
  if (whole <= 0 || part <= 0) return '0%';
  const percent = (100 * part) / whole;
  if (percent < 0.1) return '<0.1%';
  if (percent >= 9.95) return part < whole && percent > 99.5 ? '>99%' : `${Math.round(percent)}%`;
  return `${percent.toFixed(1)}%`;
}

export function confidenceWord(value: number, levels: ConfidenceLevels = defaultLevels): ConfidenceWord {
  if (value >= levels.high) return 'high';
  return value >= levels.fair ? 'fair' : 'low';
}

/** Rounded down, so that a figure never reads as the next better word's. */
export function formatConfidence(value: number): string {
  const percent = Math.floor(100 * Math.min(1, Math.max(0, value)) + 1e-9);
  return (percent / 100).toFixed(2);
}

/** A day number (days since 1970) as `3 Mar 2026`. */
export function formatDay(day: number): string {
  return formatUtc(day, { day: 'numeric', month: 'short', year: 'numeric' });
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** A day number by the parts asked for; the formats are kept, because making one is slow. */
export function formatUtc(day: number, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify(options);
  const format = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
  formats.set(key, format);
  return format.format(day * DAY);
}

/** `1 Jan – 30 Mar 2026`, with the year once where both share it. */
export function formatDayRange(first: number, last: number): string {
  if (first === last) return formatDay(first);
  const sameYear = new Date(first * DAY).getUTCFullYear() === new Date(last * DAY).getUTCFullYear();
  const start = sameYear ? formatUtc(first, { day: 'numeric', month: 'short' }) : formatDay(first);
  return `${start} – ${formatDay(last)}`;
}

export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

export function formatUsd(usd: number): string {
  if (usd === 0) return '$0';
  return usd < 0.01 ? '<$0.01' : `$${usd.toFixed(2)}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function joinWords(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** A code as words: `too_close` reads "too close". */
export function wordsOf(code: string): string {
  return code.replace(/[_-]+/g, ' ').trim();
}

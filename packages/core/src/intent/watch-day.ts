import { dayInZone } from '../runtime/day-in-zone.ts';

/** Milliseconds of a day. */
export const dayMs = 86_400_000;

/** The number of a moment's day in a time zone: days since 1970-01-01 there. */
export function dayNumber(at: number, timeZone: string): number {
  return Date.parse(dayInZone(at, timeZone)) / dayMs;
}

/** The ISO date of a day number. */
export function dayName(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/**
 * What must be added to a UTC time to get a time zone's wall time, in milliseconds, to the quarter of an hour. Baselines use one offset for all
 * their days: around a change of clocks a day's first hour counts to its neighbour.
 */
export function zoneOffset(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(at);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const wall = dayNumber(at, timeZone) * dayMs + read('hour') * 3_600_000 + read('minute') * 60_000;
  return Math.round((wall - at) / 900_000) * 900_000;
}

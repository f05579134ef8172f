import { describe, expect, it } from 'vitest';
import { axisLabel, binLabel, binOf, chooseBins, dayReader } from './time-bins.ts';

const day = (text: string) => Date.parse(`${text}T00:00:00Z`) / 86_400_000;

describe('dayReader', () => {
  it('begins days at midnight of the zone', () => {
    const late = Date.parse('2026-03-01T23:30:00Z');
    expect(dayReader('UTC')(late)).toBe(day('2026-03-01'));
    expect(dayReader('Europe/Berlin')(late)).toBe(day('2026-03-02'));
    expect(dayReader('America/New_York')(Date.parse('2026-03-01T03:00:00Z'))).toBe(day('2026-02-28'));
  });

  it('reads an unknown zone as UTC and knows no day for a date no ticket can have', () => {
    expect(dayReader('Mars/Olympus')(Date.parse('2026-03-01T23:30:00Z'))).toBe(day('2026-03-01'));
    for (const at of [undefined, Number.NaN, 0, -5, Number.POSITIVE_INFINITY, 9e15])
      expect(dayReader('UTC')(at)).toBeUndefined();
  });
});

describe('chooseBins', () => {
  it.each([
    ['2026-03-01', '2026-03-01', 'day', 1],
    ['2026-03-01', '2026-04-15', 'day', 46],
    ['2026-01-01', '2026-06-30', 'week', 27],
    ['2024-01-15', '2026-03-02', 'month', 27],
    ['1999-05-01', '2026-03-02', 'year', 28],
  ])('cuts %s to %s into %ss', (first, last, unit, count) => {
    const bins = chooseBins(day(first), day(last));
    expect([bins.unit, bins.starts.length]).toEqual([unit, count]);
    expect(binOf(bins, day(first))).toBe(0);
    expect(binOf(bins, day(last))).toBe(count - 1);
  });

  it('begins weeks on Monday and names bins', () => {
    const bins = chooseBins(day('2026-01-01'), day('2026-06-30'));
    expect(bins.starts[0]).toBe(day('2025-12-29'));
    expect([binLabel(bins, 0), axisLabel(bins, 1)]).toEqual(['week of 29 Dec 2025', '5 Jan']);
  });
});

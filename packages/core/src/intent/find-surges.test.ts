import { expect, test } from 'vitest';
import { seededRandom } from '../text/random.ts';
import { findSurges } from './find-surges.ts';

/** A Poisson count (Knuth): multiplies random numbers until they fall below e^-mean. */
function poisson(mean: number, random: () => number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}

/** 40 kinds over ten weeks, with weekends at a third; `scatter` makes days better or worse than usual. */
function quietWeeks(random: () => number, scatter: number) {
  return Array.from({ length: 40 }, (_, kind) => {
    const rate = 0.2 * 1.12 ** kind;
    const tickets = new Map<number, number>();
    for (let day = 0; day < 70; day += 1) {
      const weekend = day % 7 > 4 ? 1 / 3 : 1;
      const mood = 1 + scatter * (2 * random() - 1);
      tickets.set(day, poisson(rate * weekend * mood, random));
    }
    return { kind, tickets };
  });
}

/** Share of quiet days with any alarm. */
function falseAlarms(scatter: number): number {
  const source = seededRandom(7);
  const random = () => source.next();
  let alarms = 0;
  const days = 400;
  for (let round = 0; round < days; round += 1) {
    const day = 63 + (round % 7);
    if (findSurges(quietWeeks(random, scatter), day, { firstDay: 0 }).length > 0) alarms += 1;
  }
  return alarms / days;
}

test('on days on which nothing happens, alarms are as rare as stated', () => {
  // 400 days at 5 %: 20 expected at most; 31 is the 99th percentile of that.
  expect(falseAlarms(0) * 400).toBeLessThanOrEqual(31);
  expect(falseAlarms(0.8) * 400).toBeLessThanOrEqual(31);
});

test('a kind that triples is found, and only that one', () => {
  const source = seededRandom(3);
  const counts = quietWeeks(() => source.next(), 0);
  const tripled = counts[30]!;
  tripled.tickets.set(64, (tripled.tickets.get(57) ?? 0) * 3 + 10);
  expect(findSurges(counts, 64, { firstDay: 0 }).map(({ kind }) => kind)).toEqual([30]);
});

test('what is new and many surges; a handful does not, and without four weeks nothing is said', () => {
  const kinds = (tickets: number) => [{ kind: 'new', tickets: new Map([[63, tickets]]) }];
  expect(findSurges(kinds(20), 63, { firstDay: 0 })).toHaveLength(1);
  expect(findSurges(kinds(4), 63, { firstDay: 0 })).toHaveLength(0);
  expect(findSurges(kinds(20), 63, { firstDay: 40 })).toHaveLength(0);
});

test('Mondays are compared with Mondays', () => {
  const tickets = new Map(Array.from({ length: 70 }, (_, day) => [day, day % 7 === 0 ? 60 : 5] as const));
  expect(findSurges([{ kind: 'monday', tickets }], 63, { firstDay: 0 })).toHaveLength(0);
  tickets.set(64, 60);
  expect(findSurges([{ kind: 'monday', tickets }], 64, { firstDay: 0 })).toHaveLength(1);
});

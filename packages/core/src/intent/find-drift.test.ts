import { expect, test } from 'vitest';
import { seededRandom } from '../text/random.ts';
import { findDrift } from './find-drift.ts';

/** 20 kinds over eight weeks; `shift` multiplies the first kind in the last four. */
function weeks(seed: number, shift = 1) {
  const source = seededRandom(seed);
  return Array.from({ length: 20 }, (_, kind) => {
    const tickets = new Map<number, number>();
    for (let day = 0; day < 56; day += 1) {
      const rate = (1 + kind / 4) * (kind === 0 && day >= 28 ? shift : 1);
      tickets.set(day, Math.round(rate * (0.3 + 1.4 * source.next())));
    }
    return { kind, tickets };
  });
}

test('one mix is one mix, however often it is looked at', () => {
  const alarms = Array.from({ length: 200 }, (_, seed) => findDrift(weeks(seed), 55, { firstDay: 0 }));
  expect(alarms.filter((drift) => drift !== undefined).length).toBeLessThanOrEqual(6);
});

test('a changed mix is found, with what changed first', () => {
  const drift = findDrift(weeks(1, 12), 55, { firstDay: 0 });
  expect(drift?.movers[0]?.kind).toBe(0);
  expect(drift?.stabilityIndex).toBeGreaterThan(0.1);
});

test('without eight weeks or enough tickets nothing is said', () => {
  expect(findDrift(weeks(1, 12), 55, { firstDay: 10 })).toBeUndefined();
  expect(findDrift([{ kind: 'one', tickets: new Map([[0, 5]]) }], 55, { firstDay: 0 })).toBeUndefined();
});

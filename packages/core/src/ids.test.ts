import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ulidGenerator } from './ids.ts';

test('ids sort by the time of their making, also within one millisecond and when the clock goes back', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5), { minLength: 2, maxLength: 200 }), (steps) => {
      let time = 1_700_000_000_000;
      const generateId = ulidGenerator(
        () => time,
        () => 0.999999,
      );
      const ids = steps.map((step) => {
        time += step - 2;
        return generateId();
      });
      expect(ids).toEqual([...ids].sort());
      expect(new Set(ids).size).toBe(ids.length);
    }),
  );
});

test('an id is the ULID of its time and random digits', () => {
  const generateId = ulidGenerator(
    () => 1_469_918_176_385,
    () => 0,
  );
  expect(generateId()).toBe('01ARYZ6S410000000000000000');
});

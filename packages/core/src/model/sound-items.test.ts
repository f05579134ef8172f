import { expect, test } from 'vitest';
import * as z from 'zod';
import { soundItems } from './sound-items.ts';

const item = z.object({ text: z.string(), lines: z.array(z.string()) });
const given = [{ text: 'a', lines: ['e1'] }, { text: 'b' }, { lines: ['e2'] }, 'c', null];

test('items of wrong form are left out, the others stay', () => {
  expect(soundItems(item).parse(given)).toEqual([given[0]]);
});

test('what can be read another way is', () => {
  const reading = z.object({ text: z.string(), lines: z.array(z.string()).catch([]) });
  expect(soundItems(item, reading).parse(given)).toEqual([given[0], { text: 'b', lines: [] }]);
});

test('what is no list is refused, and the form that models are told is that of the plain list', () => {
  const form = (list: z.ZodType) =>
    z.toJSONSchema(z.object({ list }), { io: 'input', unrepresentable: 'any' });
  expect(soundItems(item).safeParse('none').success).toBe(false);
  expect(z.object({ list: soundItems(item) }).safeParse({}).success).toBe(false);
  expect(form(soundItems(item))).toEqual(form(z.array(item)));
});

import { expect, it } from 'vitest';
import { describeIntent } from './describe-intent.ts';

it.each([
  [
    'Card declined',
    ['My card\nwas refused in the shop today', 'Why was my card declined?'],
    'Why was my card declined?',
  ],
  ['Card declined', ['Chat\nthe shop refused it, all three times'], 'the shop refused it, all three times'],
  ['Refund', ['refund to jo@example.com please, +49 170 1234567'], 'refund to ... please, ...'],
  ['Bike gone', ['M. Duggan, bike gone from train station'], '..., bike gone from train station'],
  [
    'Pause plan',
    ['chat 24.06. Yusuf A.\nhow can I pause my plan\nRegards, Yusuf'],
    'how can I pause my plan',
  ],
  ['Refund', ['refund'], 'refund'],
  ['Refund', [], ''],
])('%s of %j', (name, texts, expected) => {
  expect(
    describeIntent(
      name,
      texts.map((text) => ({ text })),
    ),
  ).toBe(expected);
});

it('stays short', () => {
  expect(describeIntent('Refund', [{ text: 'where is my refund '.repeat(30) }]).length).toBeLessThanOrEqual(
    160,
  );
});

import { expect, test } from 'vitest';
import { type NamedIntent, showCatalogue } from './show-catalogue.ts';

const many = (count: number): NamedIntent<string>[] =>
  Array.from({ length: count }, (_, at) => ({
    intentId: `id ${at}`,
    name: `Fix thing ${at}`,
    description: '',
    path: [`Area ${at % 3}`, `Part ${at % 6}`, `Leaf ${at}`],
    ticketCount: at % 7,
  }));

test('a grown catalogue begins with the lines of the smaller one', () => {
  const small = showCatalogue(many(10)).prefix.replace('</catalogue>\n', '');
  expect(showCatalogue(many(11)).prefix.startsWith(small)).toBe(true);
});

test('a handle leads to its intent, any other nowhere', () => {
  const { find, handleOf } = showCatalogue(many(3));
  expect(find(handleOf('id 2'))).toBe('id 2');
  for (const handle of ['i0', 'i4', 'n1', '', '2', 'i1 '])
    expect(find(handle)).toBe(handle === 'i1 ' ? 'id 0' : undefined);
});

test('of a very large catalogue it shows a map, what is asked most, and the candidates', () => {
  const shown = showCatalogue(many(5000), ['id 0', 'id 6']);
  expect(shown.isWhole).toBe(false);
  expect(shown.prefix).toContain('Area 1 > Part 4: 833 intents');
  expect(shown.prefix).toContain('i7 Fix thing 6\n');
  expect(shown.candidates).toBe('<candidates>\ni1 Fix thing 0\n</candidates>\n');
  expect(shown.find('i1')).toBe('id 0');
  expect(shown.find('i2')).toBeUndefined();
  expect(shown.prefix.length).toBeLessThan(6000);
  expect(showCatalogue(many(5000), ['id 1']).prefix).toBe(shown.prefix);
});

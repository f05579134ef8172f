import { expect, it } from 'vitest';
import { textParser } from './text-parser.ts';

const blocksOf = async (text: string) => {
  const parsed = await textParser().parse({ bytes: new TextEncoder().encode(text) });
  return parsed.blocks.map(({ kind, start, end }) => [kind, parsed.text.slice(start, end)]);
};

it('knows headings, lists and wrapped paragraphs by their look', async () => {
  const wrapped = 'This line was broken by a program after about seventy characters and\r\ngoes on here.';
  expect(
    await blocksOf(
      `RETURNS\r\n\r\n2.1 Conditions\r\n\r\n${wrapped}\r\n\r\n1. Open it\r\n2. Close it\r\n\r\nMain Street 5\r\nDublin`,
    ),
  ).toEqual([
    ['heading', 'RETURNS'],
    ['heading', '2.1 Conditions'],
    ['paragraph', 'This line was broken by a program after about seventy characters and goes on here.'],
    ['list-item', '1. Open it'],
    ['list-item', '2. Close it'],
    ['paragraph', 'Main Street 5\nDublin'],
  ]);
});

it('takes a first heading as title, and a sentence as none', async () => {
  const titled = await textParser().parse({ bytes: new TextEncoder().encode('Guide\n=====\n\nText.') });
  expect(titled.title).toBe('Guide');
  expect(
    (await textParser().parse({ bytes: new TextEncoder().encode('Just a sentence.') })).title,
  ).toBeUndefined();
});

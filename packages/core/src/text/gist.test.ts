import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { gist } from './gist.ts';

test('a short text stays whole, on one line', () => {
  expect(gist('My card\n\nhas not arrived. ')).toBe('My card has not arrived.');
});

test('keeps the beginning and the sentence that says most', () => {
  const text = [
    'Refund for returned shoes',
    'I have been a customer for many years and always liked your shop very much.',
    'Last week the weather was bad and I stayed at home for several days with my family.',
    'Then my neighbour told me about something else entirely that happened in town.',
    'Where is the refund for the returned shoes?',
    'By the way, the new catalogue arrived.',
  ].join('\n');
  const short = gist(text, 180);
  expect(short.startsWith('Refund for returned shoes I have')).toBe(true);
  expect(short.endsWith('… Where is the refund for the returned shoes?')).toBe(true);
});

test('is never longer than its limit, and every piece stands in the text', () => {
  const word = fc.constantFrom('card', 'refund.', 'Where?', 'late', 'a'.repeat(90), '\n', 'é', '1.5');
  fc.assert(
    fc.property(fc.array(word, { maxLength: 120 }), (words) => {
      const text = words.join(' ');
      const short = gist(text, 120);
      const whole = text.replace(/\s+/g, ' ').trim();
      expect(short.length).toBeLessThanOrEqual(120);
      for (const piece of short.split(' … ')) expect(whole).toContain(piece);
    }),
  );
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findQuote } from './find-quote.ts';

const found = (text: string, quote: string) => {
  const hit = findQuote(text, quote);
  return hit && [hit.how, text.slice(hit.start, hit.end)];
};

describe('findQuote', () => {
  it.each([
    ['You can cancel within 14 days.', 'cancel within 14 days', 'exact', 'cancel within 14 days'],
    ['cancel\n  within 14 days', ' cancel within 14\tdays ', 'whitespace', 'cancel\n  within 14 days'],
    ['Don’t  pay “twice” – ever', `Don't pay "twice" - ever`, 'folded', 'Don’t  pay “twice” – ever'],
    ['a refer\u00adence to it', 'reference', 'folded', 'refer\u00adence'],
    ['the ﬁrst ﬁle', 'first file', 'folded', 'ﬁrst ﬁle'],
    ['Gescha\u0308ft am Markt', 'Geschäft', 'folded', 'Gescha\u0308ft'],
    ['85 % or 5 % of cases', '5 % of', 'exact', '5 % of'],
    ['我的信用卡丢失了', '信用卡', 'exact', '信用卡'],
    ['emoji 😀 then text', 'then text', 'exact', 'then text'],
    ['emoji 😀  then  text', '😀 then text', 'whitespace', '😀  then  text'],
  ])('%j has %j', (text, quote, how, original) => {
    expect(found(text, quote)).toEqual([how, original]);
  });

  it.each([
    ['87 % of cases', '85 % of cases'],
    ['You cannot cancel', 'You can cancel'],
    ['abc', 'ABC'],
    ['the ﬁle', 'ile'],
    ['anything', '   '],
    ['', 'x'],
    ['costs 1 200 euros', '1 20'],
    ['You are unable to cancel', 'able to cancel'],
    ['85 % of cases', '5 % of cases'],
    ['it costs 8.5 euros', '5 euros'],
    ['within 12.5 hours', 'within 12'],
  ])('%j has not %j', (text, quote) => {
    expect(findQuote(text, quote)).toBeUndefined();
  });

  const letters = fc.string({
    unit: fc.constantFrom('a', 'ä', 'a\u0308', '’', '–', 'ﬁ', '1', '.', '\u00ad', '😀'),
    minLength: 1,
    maxLength: 4,
  });
  const gap = fc.constantFrom(' ', '\n', '  ');
  const text = fc.array(fc.tuple(letters, gap), { minLength: 1, maxLength: 8 });
  const join = (words: readonly (readonly [string, string])[]) => words.flat().join('');

  it('finds every run of words of a text, at a place that reads the same', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (words, a, b) => {
        const [from, to] = [a % words.length, b % words.length].sort((x, y) => x - y) as [number, number];
        const quote = join(words.slice(from, to + 1));
        const whole = join(words);
        const hit = findQuote(whole, quote);
        expect(hit && whole.slice(hit.start, hit.end)).toBe(quote.trim());
      }),
    );
  });

  it('what it finds has the same letters and digits as the quote', () => {
    const bare = (value: string) => value.normalize('NFKC').replace(/[^\p{L}\p{N}\p{M}]/gu, '');
    fc.assert(
      fc.property(text, text, (there, wanted) => {
        const [whole, quote] = [join(there), join(wanted)];
        const hit = findQuote(whole, quote);
        if (hit) expect(bare(whole.slice(hit.start, hit.end))).toBe(bare(quote));
      }),
      { numRuns: 500 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { surfaceWords, tokenise } from './tokenise.ts';

describe('tokenise', () => {
  it('stems, and drops stop words on request but never negations or question words', () => {
    expect(tokenise('Why were the payments not refunded?', { withoutStopWords: true })).toEqual([
      'whi',
      'payment',
      'not',
      'refund',
    ]);
    expect(tokenise('die Zahlungen', { language: 'de', withoutStopWords: true })).toEqual(['zahlung']);
    expect(tokenise('The Cards', { stemmed: false })).toEqual(['the', 'cards']);
  });

  it.each([
    ["I can't pay, it doesn't work", ['i', 'can', 'not', 'pay', 'it', 'does', 'not', 'work']],
    ['I cant and wont', ['i', 'can', 'not', 'and', 'will', 'not']],
    ['Error ERR-1042 in v2.4.1', ['error', 'err-1042', 'err', '1042', 'in', 'v2.4.1', 'v2', '4', '1']],
    ['0x80070005', ['0x80070005']],
    ['mail tom@x.org', ['mail', 'tom@x.org', 'tom', 'x', 'org']],
    ['a top-up card', ['a', 'top', 'up', 'card']],
    ['paid on <date>', ['paid', 'on', '<date>']],
    ["Tom's customers' cards", ['tom', 'customers', 'cards']],
  ])('%j', (text, words) => {
    expect(surfaceWords(text)).toEqual(words);
  });

  it('cuts scripts without spaces into words and character pairs', () => {
    const chinese = surfaceWords('我的信用卡丢失了');
    expect(chinese).toContain('信用卡');
    expect(chinese).toContain('用卡');
    expect(surfaceWords('บัตรของฉันหาย').length).toBeGreaterThan(3);
    expect(surfaceWords('カードが届きません')).toContain('カード');
  });

  it('gives the same for composed and decomposed letters and never throws', () => {
    expect(surfaceWords('Geschäft')).toEqual(surfaceWords('Gescha\u0308ft'));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => tokenise(text).every((token) => token !== '')),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseText, signature } from './normalise.ts';

describe('normaliseText', () => {
  it.each([
    ['Mail me at Tom.Smith@example.com', 'mail me at <email>'],
    ['see https://x.com/a?b=1.', 'see <url>'],
    ['paid $1,200.50 on 03/04/2025', 'paid <money> on <date>'],
    ['paid 20 EUR on March 3rd, 2025', 'paid <money> on <date>'],
    ['am 3. März 2025', 'am <date>'],
    ['order ORD-1234567 and 99887766', 'order <id> and <id>'],
    ['On XX/XX/2019 XXXX XXXX called me', 'on <date> <redacted> called me'],
    ['error 0x80070005 and ERR-10423 after 3 tries', 'error 0x80070005 and err-10423 after 3 tries'],
    ['I can’t  pay — “now”', 'i can\'t pay - "now"'],
    ['ﬁle', 'file'],
    ['you may 12 times', 'you <date> times'],
  ])('%j', (text, normal) => {
    expect(normaliseText(text)).toBe(normal);
  });

  it('is idempotent', () => {
    const piece = fc.constantFrom(
      'pay',
      '$5',
      '12.3.2025',
      'XXXX',
      'a@b.co',
      'https://a.b',
      '1234567',
      'not',
      'ERR-10',
      'May 3',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const once = normaliseText(pieces.join(' '));
        expect(normaliseText(once)).toBe(once);
      }),
    );
  });
});

it('signature tells apart what differs in negation or number only', () => {
  expect(signature('I can pay')).toBe(signature('I could pay'));
  expect(signature('I can pay')).not.toBe(signature('I cannot pay'));
  expect(signature('2 cards')).not.toBe(signature('3 cards'));
  expect(signature("It doesn't work")).not.toBe(signature('It works'));
  expect(signature('Ich habe kein Geld')).not.toBe(signature('Ich habe Geld'));
});

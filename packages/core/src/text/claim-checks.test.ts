import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentOverlap, missingFromQuote, sameNumbersAndNegations } from './claim-checks.ts';

describe('sameNumbersAndNegations', () => {
  it.each([
    ['Refunds take 5 days.', 'A refund takes 5 business days to arrive.'],
    ['You have two weeks.', 'You have 2 weeks to return it.'],
    ['It costs €1,200.', 'The fee is 1.200 € per year'],
    ['The limit is 10MB.', 'Files up to 10 MB are allowed.'],
    ['You cannot cancel after shipping.', "Orders can't be cancelled after shipping."],
    ['Refresh the page.', "If you don't see the button, refresh the page."],
    ['Update to 2.4.1.', 'Please update to version 2.4.1 or later.'],
    ['Error ERR-1042 means no funds.', 'ERR-1042: no funds on the account'],
    ['Open https://x.com/help.', 'Go to https://x.com/help and sign in'],
    [
      'If a part is not there, report it within 14 days.',
      'If a part is not there, report it within 14 days.',
    ],
    ['If it is broken, call us. You need no receipt.', 'You need no receipt. If it is broken, call us.'],
    ['Shipped orders, once paid, cannot be cancelled.', 'You cannot cancel a shipped order that is paid.'],
    ['Basic has 5 seats.', 'Basic has 5 seats, Pro has 10 seats.'],
    ['You have 30 days after delivery.', 'After delivery, you have 30 days.'],
    ['Open from 9 to 17.', 'We are open from 9 to 17 o’clock.'],
    ['Sie können nicht kündigen.', 'Eine Kündigung ist nicht möglich, Sie können nicht kündigen.'],
    ['Offices are open.', 'Our offices are open from 9 to 5'],
  ])('%j follows from %j', (claim, quote) => {
    expect(missingFromQuote(claim, quote)).toEqual({ numbers: [], codes: [], links: [], negation: false });
    expect(sameNumbersAndNegations(claim, quote)).toBe(true);
  });

  it.each([
    ['85 % of refunds arrive.', '87 % of refunds arrive.', { numbers: ['85 %'] }],
    ['It takes 5 hours.', 'It takes 5 days.', { numbers: ['5 hour'] }],
    ['It costs $5.', 'It costs €5.', { numbers: ['5 $'] }],
    ['You can cancel.', 'You cannot cancel.', { negation: true }],
    ['You cannot cancel.', 'You can cancel.', { negation: true }],
    ['You can return it without a receipt.', 'You cannot return it without a receipt.', { negation: true }],
    [
      'You can cancel, but you cannot cancel shipped orders.',
      'You cannot cancel shipped orders.',
      { negation: true },
    ],
    ['No se puede cancelar.', 'Se puede cancelar.', { negation: true }],
    ['Se puede cancelar.', 'No se puede cancelar nunca.', { negation: true }],
    ['Basic has 10 seats.', 'Basic has 5 seats, Pro has 10 seats.', { numbers: ['10'] }],
    ['Lumo costs 79 EUR.', 'Lumo | Haulwright | 69 EUR\nCarro | Haulwright | 79 EUR', { numbers: ['79 €'] }],
    ['Open from 17 to 9.', 'Open from 9 to 17.', { numbers: ['17'] }],
    ['Keine Gebühr wird berechnet', 'Eine Gebühr wird berechnet', { negation: true }],
    ['See ERR-1042.', 'See ERR-1043.', { codes: ['err-1042'] }],
    ['Update to 2.4.1.', 'Update to 2.4.2.', { codes: ['2.4.1'] }],
    ['Until March 3.', 'Until April 3.', { codes: ['march'] }],
    ['See evil.example/a for it.', 'See https://x.com for it.', { links: ['evil.example/a'] }],
    ['Load //evil.example/p first.', 'Load it first.', { links: ['//evil.example/p'] }],
    ['Open javascript:alert(1) there.', 'Open it there.', { links: ['javascript:alert(1'] }],
    ['Write to a@x.com.', 'Write to b@x.com.', { links: ['a@x.com'] }],
  ])('%j does not follow from %j', (claim, quote, missing) => {
    expect(missingFromQuote(claim, quote)).toMatchObject(missing);
    expect(sameNumbersAndNegations(claim, quote)).toBe(false);
  });
});

it('contentOverlap is the share of content stems', () => {
  expect(contentOverlap('Refunds take five days', 'A refund takes days')).toBe(0.75);
  expect(contentOverlap('Refunds', 'Cards')).toBe(0);
  expect(contentOverlap('the', 'anything')).toBe(1);
});

describe('missingFromQuote, whatever the text', () => {
  const words =
    'order refund parcel card days shipped return paid bike money if but because unless without not no never'.split(
      ' ',
    );
  const clause = fc
    .array(fc.oneof(fc.constantFrom(...words), fc.integer({ min: 2, max: 99 }).map(String)), {
      minLength: 1,
      maxLength: 7,
    })
    .map((parts) => parts.join(' '));
  const sentence = fc
    .array(fc.tuple(clause, fc.constantFrom(', ', '. ', '; ', ': ', '\n', ' | ')), {
      minLength: 1,
      maxLength: 4,
    })
    .map((clauses) => clauses.flat().join('').trim());

  it('finds nothing missing from the same text', () => {
    fc.assert(
      fc.property(fc.oneof(sentence, fc.string({ unit: 'grapheme' })), (text) => {
        expect(missingFromQuote(text, text)).toEqual({ numbers: [], codes: [], links: [], negation: false });
      }),
      { numRuns: 500 },
    );
  });

  const subjects = ['refunds', 'orders', 'parcels', 'vouchers', 'bikes'];
  const verbs = ['cancelled', 'returned', 'collected', 'exchanged', 'insured'];
  const statement = fc.record({
    subject: fc.constantFrom(...subjects),
    verb: fc.constantFrom(...verbs),
    number: fc.integer({ min: 2, max: 400 }),
    unit: fc.constantFrom('days', 'hours', '%', 'EUR', 'kg', 'seats'),
    denied: fc.boolean(),
    tail: fc.constantFrom('', ' without a receipt', ' by nobody else', ', if the card is not lost'),
  });
  type Statement = typeof statement extends fc.Arbitrary<infer Value> ? Value : never;
  const say = ({ subject, verb, number, unit, denied, tail }: Statement) =>
    `The ${subject} can ${denied ? 'not ' : ''}be ${verb} within ${number} ${unit}${tail}.`;
  const several = fc.uniqueArray(statement, {
    minLength: 1,
    maxLength: 3,
    selector: ({ subject }) => subject,
  });

  it('finds every number that was swapped for another, or for that of another statement', () => {
    fc.assert(
      fc.property(several, fc.nat(2), fc.integer({ min: 2, max: 400 }), (all, at, other) => {
        const changed = at % all.length;
        fc.pre(all[changed]!.number !== other);
        const claim = all.map((one, place) => say(place === changed ? { ...one, number: other } : one));
        expect(missingFromQuote(claim.join(' '), all.map(say).join(' ')).numbers).not.toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('finds every denial that was added or taken away', () => {
    fc.assert(
      fc.property(several, fc.nat(2), (all, at) => {
        const changed = at % all.length;
        const claim = all.map((one, place) => say(place === changed ? { ...one, denied: !one.denied } : one));
        expect(missingFromQuote(claim.join(' '), all.map(say).join(' ')).negation).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('lets each of several statements hold, alone and in any order', () => {
    fc.assert(
      fc.property(several, fc.nat(2), (all, at) => {
        const quote = all.map(say).join(' ');
        expect(missingFromQuote(say(all[at % all.length]!), quote)).toMatchObject({
          numbers: [],
          negation: false,
        });
        expect(missingFromQuote(all.toReversed().map(say).join(' '), quote)).toMatchObject({
          numbers: [],
          negation: false,
        });
      }),
      { numRuns: 500 },
    );
  });
});

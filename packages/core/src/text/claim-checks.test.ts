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
    ['Keine Gebühr wird berechnet', 'Eine Gebühr wird berechnet', { negation: true }],
    ['See ERR-1042.', 'See ERR-1043.', { codes: ['err-1042'] }],
    ['Update to 2.4.1.', 'Update to 2.4.2.', { codes: ['2.4.1'] }],
    ['Until March 3.', 'Until April 3.', { codes: ['march'] }],
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

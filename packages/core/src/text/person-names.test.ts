import { expect, it } from 'vitest';
import { personNames } from './person-names.ts';

it('finds the names of people by where they stand, not what everybody writes large', () => {
  const texts = [
    'Hi Callum, my Paypal payment failed.\nHarriet Oyelaran',
    'You can pay with Paypal in the app. Cheers, Callum',
    'My Visa card was declined. Thanks, Tobias',
    'Dear Tobias, Visa says no to tobias@mail.example.',
    'Hello Will, will you call me?',
  ];
  const found = personNames(texts);
  expect([...found].toSorted()).toEqual(['callum', 'harriet', 'oyelaran', 'tobias']);
});

it('takes signatures with initials and a company, not sentences', () => {
  const texts = [
    'No invoice\nJ.R. Mbeki, Acme Ltd',
    "No refund\n  Sinead O'Neill | Sales",
    'No parcel\nWhere Is My Parcel',
    `No reply\n${'X'.repeat(81)}`,
  ];
  expect([...personNames(texts)].toSorted()).toEqual(['mbeki', 'neill', 'sinead']);
});

it('reads hostile lines in one pass: capitals without an end, blank lines without end', () => {
  const capitals = `Help\n${'A'.repeat(8000)}!`;
  const blanks = `Help\n${'\n'.repeat(200_000)}!`;
  expect([...personNames([capitals, blanks])]).toEqual([]);
}, 2000);

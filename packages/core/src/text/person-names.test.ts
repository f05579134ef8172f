import { expect, it } from 'vitest';
import { personNames } from './person-names.ts';

it('finds the names of people by where they stand, not what everybody writes large', () => {
  const texts = [
    'Hi Callum, my Paypal payment failed.\nHarriet Oyelaran',
    'You can pay with Paypal in the app. Cheers, Callum',
    'My Visa card was declined. Thanks, Tobias',
    'Dear Tobias, Visa says no.',
    'Hello Will, will you call me?',
  ];
  const found = personNames(texts);
  expect([...found].toSorted()).toEqual(['callum', 'harriet', 'oyelaran', 'tobias']);
});

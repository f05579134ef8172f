import { describe, expect, it } from 'vitest';
import { hidePersonalData, namesIn } from './personal-data.ts';

describe('hidePersonalData', () => {
  it.each([
    ['Write to keziah.lund@example.com now', 'Write to [email] now'],
    ['Order KV-203118 and #48213', 'Order [order number] and [order number]'],
    ['Call +353 1 555 0100 or (020) 555-0100', 'Call [phone] or [phone]'],
    ['IBAN DE89 3704 0044 0532 0130 00 please', 'IBAN [IBAN] please'],
    ['Card 4111 1111 1111 1111', 'Card [number]'],
    ['Parcel 123456789', 'Parcel [number]'],
  ])('%s', (text, hidden) => {
    expect(hidePersonalData(text)).toBe(hidden);
    expect(hidePersonalData(hidden)).toBe(hidden);
  });

  it('leaves amounts, times, codes and versions', () => {
    const text = 'Pay 2,190 EUR within 14 days; error E47, iOS 16, P05, tyres 3.5-4.5 bar, 24/7, 08:00-18:00';
    expect(hidePersonalData(text)).toBe(text);
  });

  it('hides given names as whole words only', () => {
    expect(hidePersonalData('Ines will help, Inessa not', ['Ines'])).toBe('[name] will help, Inessa not');
  });
});

describe('namesIn', () => {
  it('finds who is greeted and who signs', () => {
    expect(namesIn('Dear Mr Gladwell,\n\ntext\n\nKind regards, Mirela\nSupport').sort()).toEqual([
      'Gladwell',
      'Mirela',
    ]);
    expect(namesIn('hi Keziah, skip the hot water. cheers, Callum').sort()).toEqual(['Callum', 'Keziah']);
    expect(namesIn('Hello there,\n\nThanks for writing.')).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { personalDataMask } from '../model/mask-personal-data.ts';
import { namesIn } from '../text/names-in-message.ts';
import { hidePersonalData } from './personal-data.ts';

describe('hidePersonalData', () => {
  it.each([
    ['Write to keziah.lund@example.com now', 'Write to [email] now'],
    ['Order KV-203118 and #48213', 'Order [order number] and [order number]'],
    ['Call +353 1 555 0100 or (020) 555-0100', 'Call [phone] or [phone]'],
    ['IBAN DE89 3704 0044 0532 0130 00 please', 'IBAN [IBAN] please'],
    ['Card 4111 1111 1111 1111', 'Card [number]'],
    ['Parcel 123456789', 'Parcel [number]'],
    ['Host 192.168.0.12, key sk-abcdefghijklmnop1234', 'Host [IP address], key [key]'],
    ['Mobile +491711234567 since 03.06.2026', 'Mobile [phone] since 03.06.2026'],
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

  it('takes who signs with a team for a person, unless the message tells that it is a company', () => {
    expect(namesIn('Please restart it.\n\nKind regards,\nAnna Support')).toEqual(['Anna']);
    expect(namesIn('Viele Grüße\nAnna Kundenservice')).toEqual(['Anna']);
    expect(namesIn('Write to anna@kestovar.example.\nKind regards,\nAnna Support')).toEqual(['Anna']);
    expect(namesIn('My name is Anna Care.')).toEqual(['Anna']);
    expect(namesIn('Ask @Anna again.\nKind regards,\nAnna Support')).toEqual(['Anna']);
  });

  it('takes nobody for a person who is a team, nor the first word of the next line for a name', () => {
    for (const team of ['Kestovar Support', 'Team Kestovar', 'Equipo Kestovar', 'Kestovar Kundenservice'])
      for (const text of [
        `Write to help@kestovar.example.\n\nKind regards,\n${team}`,
        `Kind regards,\n${team}\nhttps://www.kestovar.example`,
        `Update your Kestovar app.\n\nKind regards,\n${team}`,
        `Hello ${team},\n\nthe app is slow.`,
      ])
        expect(namesIn(text)).toEqual([]);
    expect(namesIn('Kind regards,\nTeam Kestovar')).toEqual([]);
    expect(namesIn('Hi Anna\nSupport told me to restart.')).toEqual(['Anna']);
    expect(namesIn('Kind regards,\nMirela\nKestovar Support')).toEqual(['Mirela']);
  });
});

describe('the work grows with the length of a text only', () => {
  const length = 125_000;
  it.each([
    'a',
    'a.',
    'a@',
    'a@b.',
    'a@b-',
    '1 ',
    '1',
    '+1(',
    '1-1-2026 ',
    'sk-',
    '-',
    'DE11 ',
    'thanks ',
    'thanks  \t',
    'hi\n',
    'password: ',
    'pin is',
    'a:',
    'eyJ.',
    'https://a:',
    '?key=',
    'aB1',
    'my name is ',
    'order 1',
    '\n',
    ' ',
    "Dear A'",
    'regards,\nAa Team\n',
    '@aa',
    '//www.',
    '⟦',
  ])('%j', (part) => {
    const measure = (times: number) => {
      const text = `thanks ${part.repeat((length * times) / part.length)}!`;
      const start = performance.now();
      hidePersonalData(text);
      personalDataMask().mask(text);
      namesIn(text);
      return performance.now() - start;
    };
    measure(1);
    // Eight times the text: 8 where the work is linear, 64 where it is quadratic. What is too short to be measured counts as 20 ms.
    expect(measure(8)).toBeLessThan(32 * Math.max(20, measure(1)));
  });
});

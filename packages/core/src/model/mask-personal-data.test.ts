import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { personalDataMask } from './mask-personal-data.ts';

const masked = (text: string, names?: readonly string[]) => personalDataMask().mask(text, names);

test('personal data leaves the text and comes back into a reply', () => {
  const text =
    'I am ann@example.com, call +49 30 5550 1234 or (555) 010-0199. Card 4242 4242 4242 4242, IBAN DE89 3704 0044 0532 0130 00, host 192.168.0.12, key sk-abcdefghijklmnop1234. Write to ann@example.com.';
  const mask = personalDataMask();
  const hidden = mask.mask(text);
  for (const secret of ['ann@', '5550', '010-0199', '4242', '0532', '192.168', 'sk-abc'])
    expect(hidden).not.toContain(secret);
  expect(hidden.match(/⟦EMAIL_1⟧/g)).toHaveLength(2);
  expect(mask.restore(hidden)).toBe(text);
});

describe('what is hidden', () => {
  test.each([
    ['Mail ann.o-neil+shop@mail.example.co.uk.', 'Mail ⟦EMAIL_1⟧.'],
    ['Mail ann (at) example (dot) com or bob[at]example.com', 'Mail ⟦EMAIL_1⟧ or ⟦EMAIL_2⟧'],
    ['<mailto:ann@example.com>', '<mailto:⟦EMAIL_1⟧>'],
    ['ring 0049-30-5550-1234', 'ring ⟦PHONE_1⟧'],
    ['(020) 7946 0018, 07700 900123', '⟦PHONE_1⟧, ⟦PHONE_2⟧'],
    ['card 4111.1111.1111.1111', 'card ⟦CARD_1⟧'],
    ['card 378282246310005 (Amex)', 'card ⟦CARD_1⟧ (Amex)'],
    ['4242424242424242 12/28 and 3 4242 4242 4242 4242', '⟦CARD_1⟧ 12/28 and 3 ⟦CARD_2⟧'],
    ['pay to GB29NWBK60161331926819 EUR 20', 'pay to ⟦IBAN_1⟧ EUR 20'],
    ['pay to de89 3704 0044 0532 0130 00, please', 'pay to ⟦IBAN_1⟧, please'],
    ['from 2001:db8::ff00:42:8329 and fe80::1', 'from ⟦IP_1⟧ and ⟦IP_2⟧'],
    ['from 2001:0db8:0000:0000:0000:ff00:0042:8329', 'from ⟦IP_1⟧'],
    ['router 00:1A:2B:3C:4D:5E is offline', 'router ⟦MAC_1⟧ is offline'],
    ['my password is hunter2!', 'my password is ⟦KEY_1⟧!'],
    ['Passwort: Sommer#2024.', 'Passwort: ⟦KEY_1⟧.'],
    ['PIN 4711? my pin is 4711', 'PIN ⟦KEY_1⟧? my pin is ⟦KEY_1⟧'],
    ['api_key=a8f5f167f44f4964e6c998dee827110c', 'api_key=⟦KEY_1⟧'],
    ['https://ann:s3cret@host.example/path', 'https://⟦KEY_1⟧@host.example/path'],
    [
      'open https://x.example/?id=7&access_token=abc123def',
      'open https://x.example/?id=7&access_token=⟦KEY_1⟧',
    ],
    ['Authorization: Bearer abc.def-ghi_jkl', 'Authorization: Bearer ⟦KEY_1⟧'],
    ['token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dBjftJeZ4CVP-mB92K27uhbUJU1p1r', 'token ⟦KEY_1⟧'],
    ['AWS AKIAIOSFODNN7EXAMPLE', 'AWS ⟦KEY_1⟧'],
    ['ghp_16C7e42F292c6912E7710c838347Ae178B4a', '⟦KEY_1⟧'],
    ['-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----', '⟦KEY_1⟧'],
    ['My name is Ann Smith. Ann Smith orders.', 'My name is ⟦NAME_1⟧. ⟦NAME_1⟧ orders.'],
    [
      'Dear Mr Gladwell,\nsend it.\nBest regards\nMirela Popa\nACME',
      'Dear Mr ⟦NAME_1⟧,\nsend it.\nBest regards\n⟦NAME_2⟧\nACME',
    ],
  ])('%j', (text, hidden) => {
    expect(masked(text)).toBe(hidden);
  });

  test('the names that come with a text, as whole words, in any case when they are whole', () => {
    expect(masked('ann smith here. Ann may call, Annual fee; SMITH', ['Ann Smith', 'Ann', 'Smith'])).toBe(
      '⟦NAME_1⟧ here. ⟦NAME_2⟧ may call, Annual fee; ⟦NAME_3⟧',
    );
    expect(masked('May I? You may.', ['May'])).toBe('⟦NAME_1⟧ I? You may.');
  });

  test('a value that was found once, wherever else it stands', () => {
    const mask = personalDataMask();
    expect(mask.mask('password: hunter2. But hunter2 is refused, and hunter2x too')).toBe(
      'password: ⟦KEY_1⟧. But ⟦KEY_1⟧ is refused, and ⟦KEY_1⟧x too',
    );
    expect(mask.mask('The quote "hunter2" is not in the ticket')).toBe(
      'The quote "⟦KEY_1⟧" is not in the ticket',
    );
  });
});

describe('what only looks like it stays', () => {
  test.each([
    'Error 0x80070005 after 5.9.1 on 2026-06-03, 1,299.00 EUR, order 4711, ERR-1042.',
    'Order #123456789, order number 12345678, invoice no. 2024001234, Bestellung 4812345678',
    'Since 03.06.2026, 2024-2025, build 10.0.19045.3570, version 1.2.3.4, at 12:30:45',
    'My password is not accepted, the token is expired, PIN is wrong',
    'std::vector and Foo::Bar, ratio 16:9',
    'Parcel 3f2504e0-4f89-11d3-9a0c-0305e82c3301 from DE12345',
    'Hello there, thanks for the help!',
  ])('%j', (text) => {
    expect(masked(text)).toBe(text);
  });
});

test('a date is no telephone number, and hides none behind it', () => {
  expect(masked('Since 03.06.2026 030 5550 1234 rings, 01.23.45.67.89')).toBe(
    'Since 03.06.2026 ⟦PHONE_1⟧ rings, ⟦PHONE_2⟧',
  );
});

test('a case number hides no telephone number behind it', () => {
  expect(masked('order 12345678, call 030 5550 1234')).toBe('order 12345678, call ⟦PHONE_1⟧');
});

test('a placeholder that stands in a ticket brings nobody else’s data', () => {
  const text = 'Answer ⟦EMAIL_1⟧ and ⟦MARK_1⟧, says eve@example.com about ⟦';
  const mask = personalDataMask();
  const hidden = mask.mask(text);
  expect(hidden.match(/⟦EMAIL_1⟧/g)).toHaveLength(1);
  expect(mask.restore(hidden)).toBe(text);
});

test('what is put back is not looked through again', () => {
  const mask = personalDataMask();
  const [open, close] = mask.mask('⟦EMAIL_1⟧ ann@example.com').match(/⟦MARK_\d⟧/g) ?? [];
  expect(mask.restore(`${open}EMAIL_1${close}`)).toBe('⟦EMAIL_1⟧');
});

test('somebody called Mark or Key damages no placeholder', () => {
  const mask = personalDataMask();
  const text = 'Mark and KEY, ⟦MARK_1⟧ password: hunter2';
  expect(mask.restore(mask.mask(text, ['Mark', 'Key', 'MARK_1']))).toBe(text);
});

test('whatever the text: masked and put back, it is the same', () => {
  const parts = fc.constantFrom(
    'ann@example.com',
    'password: ',
    'pin=',
    '⟦KEY_1⟧',
    '⟦',
    '⟧',
    '+49 30 5550 1234',
    '4242 4242 4242 4242',
    'DE89370400440532013000',
    '::1',
    '10.0.0.1',
    'sk-abcdefghijklmnop1234',
    'https://a:b@c',
    'Dear Ann,\n',
    '\nRegards, Bo',
    'order 12345678',
    ' ',
    '\n',
    '"',
  );
  const texts = fc
    .array(fc.oneof(parts, fc.string({ maxLength: 8 })), { maxLength: 30 })
    .map((all) => all.join(''));
  fc.assert(
    fc.property(
      texts,
      fc.array(fc.constantFrom('Ann', 'KEY_1', 'Bo Key'), { maxLength: 2 }),
      (text, names) => {
        const mask = personalDataMask();
        expect(mask.restore(mask.mask(text, names))).toBe(text);
      },
    ),
    { numRuns: 400 },
  );
});

import { expect, test } from 'vitest';
import { personalDataMask } from './mask-personal-data.ts';

const maskPersonalData = (text: string) => {
  const { mask, restore } = personalDataMask();
  return { text: mask(text), restore };
};

test('personal data leaves the text and comes back into a reply', () => {
  const text =
    'I am ann@example.com, call +49 30 5550 1234 or (555) 010-0199. Card 4242 4242 4242 4242, IBAN DE89 3704 0044 0532 0130 00, host 192.168.0.12, key sk-abcdefghijklmnop1234. Write to ann@example.com.';
  const masked = maskPersonalData(text);
  for (const secret of ['ann@', '5550', '010-0199', '4242', '0532', '192.168', 'sk-abc'])
    expect(masked.text).not.toContain(secret);
  expect(masked.text.match(/⟦EMAIL_1⟧/g)).toHaveLength(2);
  expect(masked.restore(masked.text)).toBe(text);
});

test('what only looks like it stays: error codes, amounts, versions, dates', () => {
  const text = 'Error 0x80070005 after 5.9.1 on 2026-06-03, 1,299.00 EUR, order 4711, ERR-1042.';
  expect(maskPersonalData(text).text).toBe(text);
});

test('a date is no telephone number, and hides none behind it', () => {
  const text = 'Since 03.06.2026 030 5550 1234 rings, 2024-2025, build 10.0.19045.3570, 01.23.45.67.89';
  expect(maskPersonalData(text).text).toBe(
    'Since 03.06.2026 ⟦PHONE_1⟧ rings, 2024-2025, build 10.0.19045.3570, ⟦PHONE_2⟧',
  );
});

test('a card number is found beside other digits', () => {
  const masked = maskPersonalData('4242424242424242 12/28 and 3 4242 4242 4242 4242');
  expect(masked.text).toBe('⟦CARD_1⟧ 12/28 and 3 ⟦CARD_2⟧');
});

test('a placeholder that stands in a ticket brings nobody else’s data', () => {
  const text = 'Answer ⟦EMAIL_1⟧ and ⟦MARK_1⟧, says eve@example.com about ⟦';
  const masked = maskPersonalData(text);
  expect(masked.text.match(/⟦EMAIL_1⟧/g)).toHaveLength(1);
  expect(masked.restore(masked.text)).toBe(text);
});

test('what is put back is not looked through again', () => {
  const masked = maskPersonalData('⟦EMAIL_1⟧ ann@example.com');
  const [open, close] = masked.text.match(/⟦MARK_\d⟧/g) ?? [];
  expect(masked.restore(`${open}EMAIL_1${close}`)).toBe('⟦EMAIL_1⟧');
});

import { expect, test } from 'vitest';
import { maskPersonalData } from './mask-personal-data.ts';

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

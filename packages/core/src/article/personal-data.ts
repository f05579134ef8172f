import {
  type PersonalDataKind,
  personalDataPatterns,
  replacePersonalData,
} from '../model/mask-personal-data.ts';

/** What stands in place of a piece of personal data. */
const wording: Readonly<Record<PersonalDataKind, (value: string) => string>> = {
  EMAIL: () => '[email]',
  MAC: () => '[device address]',
  IBAN: () => '[IBAN]',
  KEY: () => '[key]',
  IP: () => '[IP address]',
  CARD: () => '[number]',
  NAME: () => '[name]',
  PHONE: (value) => (/^[1-9]\d*$/u.test(value) ? '[number]' : '[phone]'),
};

type Mask = readonly [mask: string, pattern: RegExp];

/** What identifies a customer's case, and is no secret elsewhere; looked for before telephone numbers. */
const ownNumbers: readonly Mask[] = [
  [
    '[order number]',
    /(?<![\p{L}\p{N}])#\d{3,}\b|(?<![\p{L}\p{N}-])\p{Lu}{1,5}-?\d{5,}\b|(?<![\p{L}\p{N}-])\p{Lu}{2,5}-\d{4,}\b/gu,
  ],
  ['[number]', /(?<![\p{L}\p{N}+])\d{4}(?:[ -]\d{4}){2,4}\b/gu],
];

/** Whether personal data was masked in a text. */
export const hasMask = (text: string): boolean =>
  /\[(?:name|email|phone|number|order number|IBAN|IP address|device address|key)\]/u.test(text);

/** What is left after all else. */
const longNumbers: Mask = ['[number]', /(?<![\p{L}\p{N}.,])\d{7,}(?![\p{L}\p{N}])/gu];

/**
 * Masks what is never sent to a model provider either ({@link personalDataPatterns}), order and other long numbers, and the given names of
 * people. Masking twice changes nothing more.
 */
export function hidePersonalData(text: string, names: readonly string[] = []): string {
  let masked = text;
  for (const pattern of personalDataPatterns) {
    if (pattern.kind === 'PHONE')
      for (const [mask, numbers] of ownNumbers) masked = masked.replace(numbers, mask);
    masked = replacePersonalData(masked, pattern, wording[pattern.kind]);
  }
  masked = masked.replace(longNumbers[1], longNumbers[0]);
  for (const name of names) {
    const escaped = name.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
    masked = masked.replace(new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'gu'), '[name]');
  }
  return masked;
}

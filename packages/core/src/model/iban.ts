/** Lengths of IBANs by country (SWIFT IBAN registry). */
const countries =
  'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SD18 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20';

/** `DE` and 20 letters or digits, blanks or dashes between them. */
function formOf(country: string): string {
  const rest = Number(country.slice(2)) - 4;
  return String.raw`${country.slice(0, 2)}\d{2}(?:[ \u00a0-]?[A-Z0-9]){${rest}}`;
}

/** What may be an IBAN: it has the length of its country's. {@link isIban} tells. */
export const ibanPattern = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${countries.split(' ').map(formOf).join('|')})(?![\p{L}\p{N}])`,
  'giu',
);

/** Whether the check digits are right (ISO 13616: MOD 97-10 of ISO 7064, digit by digit). */
export function isIban(iban: string): boolean {
  const plain = iban.replace(/[^a-z\d]/gi, '').toUpperCase();
  const digits = (plain.slice(4) + plain.slice(0, 4)).replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

/** What {@link normaliseText} puts in place of values that differ from message to message. */
export const placeholders = {
  email: '<email>',
  url: '<url>',
  date: '<date>',
  money: '<money>',
  id: '<id>',
  redacted: '<redacted>',
} as const;

const monthNames =
  'jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch|s)?|märz|apr(?:il)?|may|mai|jun[ei]?|jul[iy]?|aug(?:ust)?|sep(?:t|tember)?|' +
  'o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre';
const currency = '(?:[$€£¥₹₽₩]|\\b(?:usd|eur|gbp|chf|aud|cad|inr|jpy|mxn)\\b)';
const currencyWord =
  '(?:[$€£¥₹₽₩]|(?:usd|eur|euros?|gbp|chf|aud|cad|inr|dollars?|pounds?|pesos?|dólares)\\b)';
const amount = '\\d+(?:[.,\\s]\\d{3})*(?:[.,]\\d+)?';

/** Longest and most telling patterns first: a later one sees what the earlier ones left. */
const masks: readonly (readonly [RegExp, string])[] = [
  [/\b(?:https?:\/\/|www\.)[^\s<>"')\]]+/gu, placeholders.url],
  [/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, placeholders.email],
  [/(?<![\p{L}\p{N}])x{2,4}\/x{2,4}(?:\/(?:x{2,4}|\d{2,4}))?(?![\p{L}\p{N}])/gu, placeholders.date],
  [/(?<![\p{L}\p{N}])x{2,}(?:[\s,./-]+x{2,})*(?![\p{L}\p{N}])/gu, placeholders.redacted],
  [/\b\d{4}-\d{1,2}-\d{1,2}(?:t[\d:.]+z?)?\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b/gu, placeholders.date],
  [
    new RegExp(
      `\\b\\d{1,2}(?:st|nd|rd|th|\\.)?\\s+(?:of\\s+|de\\s+)?(?:${monthNames})\\b(?:,?\\s+(?:de\\s+)?\\d{4})?`,
      'gu',
    ),
    placeholders.date,
  ],
  [
    new RegExp(`\\b(?:${monthNames})\\.?\\s+\\d{1,2}(?:st|nd|rd|th)?\\b(?:,?\\s+\\d{4})?`, 'gu'),
    placeholders.date,
  ],
  [new RegExp(`${currency}\\s?${amount}|\\b${amount}\\s?${currencyWord}`, 'gu'), placeholders.money],
];

const errorCode =
  /^(?:0x[\da-f]+|(?:e|err|error|code|http|kb|cve|sql|ora|status|fehler)[-_#:]?\d[\p{L}\p{N}-]*)$/u;
const idLike = /#?(?<![\p{L}\p{N}])[\p{L}\p{N}]+(?:[-_][\p{L}\p{N}]+)*/gu;

/**
 * Text as the clusterer compares it: NFKC, lower case, plain quotes and dashes, single spaces, and a placeholder for each
 * e-mail address, link, date, amount of money, order or account number, and redaction (`XXXX`). Small numbers, error codes
 * and all words stay. Idempotent.
 */
export function normaliseText(text: string): string {
  let plain = foldTypography(text.normalize('NFKC')).toLowerCase();
  for (const [pattern, placeholder] of masks) plain = plain.replace(pattern, placeholder);
  return plain.replace(idLike, maskId).replace(/\s+/gu, ' ').trim();
}

/** Typographic quotes, dashes, hyphens and dots as their ASCII equals; invisible characters removed. Lengths may change. */
export function foldTypography(text: string): string {
  return text
    .replace(/[\u2018\u2019\u201a\u201b\u02bc\u00b4\u0060\u2032]/gu, "'")
    .replace(/[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033]/gu, '"')
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/\u2026/gu, '...')
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/gu, '');
}

const negations =
  /\b(?:not|no|never|none|nothing|cannot|cant|without|unable|[\p{L}]+n't|nicht|kein\p{L}*|nie|ohne|nunca|sin|ning\p{L}+)\b/gu;

/**
 * The parts of a text that must be equal before two texts may count as near duplicates: its negations and its numbers, sorted.
 * "I can pay" and "I cannot pay" are alike in every other measure.
 */
export function signature(text: string): string {
  const plain = foldTypography(text.normalize('NFKC')).toLowerCase();
  return [...(plain.match(negations) ?? []), ...(plain.match(/\d+/gu) ?? [])].sort().join(' ');
}

function maskId(word: string): string {
  if (errorCode.test(word)) return word;
  let digits = 0;
  for (let i = 0; i < word.length; i++) {
    const unit = word.charCodeAt(i);
    if (unit >= 48 && unit <= 57) digits++;
  }
  return digits >= 5 ? placeholders.id : word;
}

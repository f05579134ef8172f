/** What stands in place of a piece of personal data. */
const masks: readonly (readonly [mask: string, pattern: RegExp])[] = [
  ['[email]', /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu],
  ['[IBAN]', /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/gu],
  [
    '[order number]',
    /(?<![\p{L}\p{N}])#\d{3,}\b|(?<![\p{L}\p{N}-])\p{Lu}{1,5}-?\d{5,}\b|(?<![\p{L}\p{N}-])\p{Lu}{2,5}-\d{4,}\b/gu,
  ],
  [
    '[phone]',
    /(?<![\p{L}\p{N}])(?:\+|00)\d[\d ()/.-]{6,18}\d|(?<![\p{L}\p{N}])0\d{2,4}[ /-]\d[\d -]{4,12}\d|\(\d{3}\) ?\d{3}-\d{4}|\b\d{3}-\d{3}-\d{4}\b/gu,
  ],
  ['[number]', /(?<![\p{L}\p{N}.,])\d{7,}(?![\p{L}\p{N}])|\b\d{4}(?:[ -]\d{4}){2,4}\b/gu],
];

/** Masks e-mail addresses, account, order and telephone numbers, and the given names of people. Masking twice changes nothing more. */
export function hidePersonalData(text: string, names: readonly string[] = []): string {
  let masked = text;
  for (const [mask, pattern] of masks) masked = masked.replace(pattern, mask);
  for (const name of names) {
    const escaped = name.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
    masked = masked.replace(new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'gu'), '[name]');
  }
  return masked;
}

const greeting =
  /^\s*¡?(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|moin|guten (?:tag|morgen|abend)|sehr geehrte[rs]?|liebe[rs]?|hola|estimad[oa]s?|querid[oa]s?|buen[oa]s (?:d[ií]as|tardes|noches))[,!]?\s+(?:(?:mr|mrs|ms|dr|herr|frau|se[nñ]or|se[nñ]ora|sr|sra)\.?\s+)?([\p{Lu}][\p{L}'’-]+(?:\s+[\p{Lu}][\p{L}'’-]+)?)/imu;
const closing =
  /\b(?:regards|wishes|cheers|best|sincerely|thanks|yours|gr[uü](?:ß|ss)e?n?|dank|danke|saludos?(?: cordial(?:es)?)?|atentamente|gracias)\s*[,!.]?\s+([\p{Lu}][\p{L}'’-]+(?: [\p{Lu}][\p{L}'’-]+)?)\s*(?=[\n/|,]|$)/giu;

/** Names a message greets and is signed with: they may stand in its sentences too. */
export function namesIn(message: string): string[] {
  const found = [
    greeting.exec(message)?.[1] ?? '',
    ...Array.from(message.matchAll(closing), (match) => match[1] ?? ''),
  ];
  const names = found.filter((name) => /^\p{Lu}/u.test(name) && !commonWords.has(name.toLowerCase()));
  return [...new Set(names.flatMap((name) => [name, ...name.split(/\s+/u)]))]
    .filter((name) => name.length > 1)
    .sort((a, b) => b.length - a.length);
}

/** Words that may follow a greeting without being a name. */
const commonWords = new Set(
  'there team all everyone again back sir madam customer support kundin kunde cliente equipo and the you your for'.split(
    ' ',
  ),
);

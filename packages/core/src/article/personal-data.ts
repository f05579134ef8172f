import {
  type PersonalDataKind,
  personalDataPatterns,
  replacePersonalData,
} from '../model/mask-personal-data.ts';

/** What stands in place of a piece of personal data. */
const wording: Readonly<Record<PersonalDataKind, (value: string) => string>> = {
  EMAIL: () => '[email]',
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

// Every repetition is bounded: mail is full of blank lines, and a pattern that tries each of them anew takes hours for a megabyte.
const greeting =
  /^[^\S\n]{0,20}¡?(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|moin|guten (?:tag|morgen|abend)|sehr geehrte[rs]?|liebe[rs]?|hola|estimad[oa]s?|querid[oa]s?|buen[oa]s (?:d[ií]as|tardes|noches))[,!]?\s{1,5}(?:(?:mr|mrs|ms|dr|herr|frau|se[nñ]or|se[nñ]ora|sr|sra)\.?\s{1,5})?([\p{Lu}][\p{L}'’-]{1,60}(?:\s{1,5}[\p{Lu}][\p{L}'’-]{1,60})?)/imu;
const closing =
  /\b(?:regards|wishes|cheers|best|sincerely|thanks|yours|gr[uü](?:ß|ss)e?n?|dank|danke|saludos?(?: cordial(?:es)?)?|atentamente|gracias)\s{0,5}[,!.]?\s{1,5}([\p{Lu}][\p{L}'’-]{1,60}(?: [\p{Lu}][\p{L}'’-]{1,60})?)\s{0,5}(?=[\n/|,]|$)/giu;

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

import { namesIn } from '../text/names-in-message.ts';
import { ibanPattern, isIban } from './iban.ts';
import { ipv4Pattern, ipv6Pattern, isIpv4, isIpv6, macPattern } from './network-addresses.ts';
import { namedSecret, secretForms, secretIn } from './secret-patterns.ts';

/** What a piece of personal data is. */
export type PersonalDataKind = 'EMAIL' | 'IBAN' | 'KEY' | 'IP' | 'MAC' | 'CARD' | 'PHONE' | 'NAME';

/** How one kind of personal data is found. */
export interface PersonalDataPattern {
  readonly kind: PersonalDataKind;
  /** Global; its work grows with the length of the text only, whatever the text. */
  readonly pattern: RegExp;
  /** The parts of a match that are such data; default the whole match. */
  readonly parts?: (match: string) => readonly string[];
}

const day = String.raw`(?:0?[1-9]|[12]\d|3[01])`;
/** Digits and separators too, but no telephone number. */
const date = String.raw`(?:(?:19|20)\d{2}[-./]${day}[-./]${day}|${day}[-./]${day}[-./](?:19|20)\d{2}|(?:19|20)\d{2}-(?:19|20)\d{2})(?!\d)`;
const phone = String.raw`(?:\(\+?\d{1,5}\)[ ./-]{0,2}\d(?:[ ()./-]{0,2}\d){4,12}|\+?\d(?:[ \u00a0()./-]{0,2}\d){7,14})(?![\p{L}\p{N}])`;
/** The number of a case is no telephone number, and may be needed to find the case again. */
const caseNumber = String.raw`(?:#|(?:order|ticket|case|invoice|tracking|reference|ref|bestellung|bestellnummer|auftrag|rechnung|rechnungsnummer|pedido|factura)(?: ?(?:number|nummer|no|nr|id|n[úu]mero))?\.?(?: is| ist| es)?[ :#]{0,3})\d{4,20}(?![ ./-]?\d)`;
const isDate = new RegExp(`^${date}$`);
const isCaseNumber = new RegExp(`^${caseNumber}$`, 'iu');
/** A version has a part of one digit or of many, as 10.0.19045.3570 has; a dotted telephone number has not. */
const isVersion = /^(?=.*(?:^|\.)(?:\d|\d{5,})(?:\.|$))\d+(?:\.\d+){2,}$/;

/** The one table of what counts as personal data, in the order in which it must be replaced. */
export const personalDataPatterns: readonly PersonalDataPattern[] = [
  { kind: 'KEY', pattern: secretForms },
  { kind: 'KEY', pattern: namedSecret, parts: secretIn },
  {
    kind: 'EMAIL',
    pattern:
      /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,255}(?:@| ?[([{](?:at|@)[)\]}] ?)[\p{L}\p{N}-]{1,63}(?:(?:\.| ?[([{](?:dot|punkt|\.)[)\]}] ?)[\p{L}\p{N}-]{1,63}){1,20}/giu,
  },
  { kind: 'IBAN', pattern: ibanPattern, parts: (match) => (isIban(match) ? [match] : []) },
  { kind: 'MAC', pattern: macPattern },
  { kind: 'IP', pattern: ipv6Pattern, parts: (match) => (isIpv6(match) ? [match] : []) },
  { kind: 'IP', pattern: ipv4Pattern, parts: (match) => (isIpv4(match) ? [match] : []) },
  { kind: 'CARD', pattern: /(?<!\d)\d(?:[ \u00a0.-]?\d){12,40}/g, parts: cardsIn },
  {
    kind: 'PHONE',
    // A date or case number is matched to be passed over, so that the number behind it is found.
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${date}|${caseNumber}|${phone})`, 'giu'),
    parts: (match) =>
      isDate.test(match) || isVersion.test(match) || isCaseNumber.test(match) ? [] : [match],
  },
];

/** Replaces what one pattern finds. */
export function replacePersonalData(
  text: string,
  { pattern, parts }: PersonalDataPattern,
  replace: (value: string) => string,
): string {
  return text.replace(pattern, (match) =>
    parts === undefined
      ? replace(match)
      : parts(match).reduce((rest, part) => rest.replace(part, () => replace(part)), match),
  );
}

/** Hides personal data from models; the originals stay in this process. */
export interface PersonalDataMask {
  /**
   * The same value gets the same placeholder in all texts of one mask; once it was found in one, it is hidden in all that follow, also where
   * nothing but the value itself tells what it is.
   * @param names of people that may stand in the text, besides those it greets and is signed with
   */
  mask(text: string, names?: readonly string[]): string;
  /** Puts the originals back where a reply repeats a placeholder. */
  restore(text: string): string;
}

/**
 * Replaces e-mail addresses, phone and card numbers (checked by Luhn), IBANs (checked by MOD 97), IP and network card addresses, secrets and
 * names of people by placeholders such as `⟦EMAIL_1⟧`. Brackets that stand in the text itself are replaced as well (`⟦MARK_1⟧`): who writes
 * `⟦EMAIL_1⟧` into a ticket gets these words back, never the address of somebody else.
 */
export function personalDataMask(): PersonalDataMask {
  const placeholders = new Map<string, string>();
  const originals = new Map<string, string>();
  const counts = new Map<string, number>();
  const placeholderOf = (label: string) => (value: string) => {
    const known = placeholders.get(value);
    if (known !== undefined) return known;
    const number = (counts.get(label) ?? 0) + 1;
    counts.set(label, number);
    const placeholder = `⟦${label}_${number}⟧`;
    placeholders.set(value, placeholder);
    originals.set(placeholder, value);
    return placeholder;
  };
  const people = new Set<string>();
  return {
    mask(text, names = []) {
      for (const name of [...names, ...namesIn(text)]) people.add(name);
      const masked = personalDataPatterns.reduce(
        (rest, pattern) => replacePersonalData(rest, pattern, placeholderOf(pattern.kind)),
        text.replace(/[⟦⟧]/g, placeholderOf('MARK')),
      );
      const named = replaceOutside(masked, namePattern(people), placeholderOf('NAME'));
      return replaceOutside(named, valuePattern(placeholders), (value) => placeholders.get(value) ?? value);
    },
    // In one pass: what is put back is not looked through again.
    restore: (reply) => reply.replace(placeholder, (found) => originals.get(found) ?? found),
  };
}

const placeholder = /⟦[A-Z]+_\d+⟧/g;

/** What is masked already is no text any more: somebody called Mark or Key must not damage a placeholder. */
function replaceOutside(
  text: string,
  pattern: RegExp | undefined,
  replace: (value: string) => string,
): string {
  if (pattern === undefined) return text;
  const all = new RegExp(`${placeholder.source}|${pattern.source}`, pattern.flags);
  return text.replace(all, (found) => (/^⟦/.test(found) ? found : replace(found)));
}

/** Leaves personal data out where a mask puts it back: for what is written to be read by everybody, and to be sent with other questions. */
export const leftOut: Pick<PersonalDataMask, 'restore'> = {
  restore: (reply) => reply.replace(placeholder, '').replace(/ {2,}/g, ' ').trim(),
};

/** Puts personal data back into the texts of a value: inside JSON a quotation mark of theirs would end the text. */
export function restoreIn(value: unknown, mask: Pick<PersonalDataMask, 'restore'>): unknown {
  if (typeof value === 'string') return mask.restore(value);
  if (Array.isArray(value)) return value.map((item: unknown) => restoreIn(item, mask));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, restoreIn(item, mask)]));
}

/** Whole words only; a single word with a capital letter only: `may` is a word, `May` may be a person. */
function namePattern(names: ReadonlySet<string>): RegExp | undefined {
  const spellings = [...names].flatMap((name) => {
    const [first = ''] = name;
    return /\s/u.test(name)
      ? [name, name.toLowerCase(), name.toUpperCase()]
      : [first.toUpperCase() + name.slice(first.length), name.toUpperCase()];
  });
  return anyOf(spellings, (name) => `(?<![\\p{L}\\p{N}])${name}(?![\\p{L}\\p{N}])`);
}

/** Values that were found before. A short one may be a part of anything, and is looked for as a whole word. */
function valuePattern(placeholders: ReadonlyMap<string, string>): RegExp | undefined {
  const values = [...placeholders].flatMap(([value, label]) => (label.startsWith('⟦MARK') ? [] : [value]));
  return anyOf(values, (value) =>
    value.length < 4 || /^[\p{L}'’ -]+$/u.test(value)
      ? `(?<![\\p{L}\\p{N}])${value}(?![\\p{L}\\p{N}])`
      : value,
  );
}

/** Longest first. */
function anyOf(texts: readonly string[], write: (escaped: string) => string): RegExp | undefined {
  const written = [...new Set(texts)]
    .filter((text) => text.length > 1)
    .sort((left, right) => right.length - left.length || (left < right ? -1 : 1))
    .map((text) => write(text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')));
  return written.length === 0 ? undefined : new RegExp(written.join('|'), 'gu');
}

/** Card numbers (13 to 19 digits) in a run of digits; an expiry date or an amount may stand beside one, so each row of whole groups is tried. */
function cardsIn(run: string): string[] {
  const groups = [...run.matchAll(/\d+/g)];
  for (const [first, { index: from }] of groups.entries()) {
    let digits = 0;
    for (const { index, 0: group } of groups.slice(first)) {
      digits += group.length;
      if (digits > 19) break;
      const end = index + group.length;
      if (digits >= 13 && passesLuhn(run.slice(from, end)))
        return [run.slice(from, end), ...cardsIn(run.slice(end))];
    }
  }
  return [];
}

/** The check digit of card numbers (ISO/IEC 7812-1, annex B). */
function passesLuhn(value: string): boolean {
  let sum = 0;
  let double = false;
  for (let at = value.length - 1; at >= 0; at -= 1) {
    const digit = value.charCodeAt(at) - 48;
    if (digit < 0) continue; // a blank or dash
    const counted = double ? digit * 2 : digit;
    sum += counted > 9 ? counted - 9 : counted;
    double = !double;
  }
  return sum % 10 === 0;
}

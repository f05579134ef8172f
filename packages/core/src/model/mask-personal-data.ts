/** What a piece of personal data is. */
export type PersonalDataKind = 'EMAIL' | 'IBAN' | 'KEY' | 'IP' | 'CARD' | 'PHONE' | 'NAME';

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
const phone = String.raw`(?:\(\+?\d{1,5}\)[ ./-]{0,2}\d(?:[ ()./-]{0,2}\d){4,12}|\+?\d(?:[ ()./-]{0,2}\d){7,14})(?![\p{L}\p{N}])`;
const isDate = new RegExp(`^${date}$`);
/** A version has a part of one digit or of many, as 10.0.19045.3570 has; a dotted telephone number has not. */
const isVersion = /^(?=.*(?:^|\.)(?:\d|\d{5,})(?:\.|$))\d+(?:\.\d+){2,}$/;

/** The one table of what counts as personal data, in the order in which it must be replaced. */
export const personalDataPatterns: readonly PersonalDataPattern[] = [
  {
    kind: 'EMAIL',
    pattern:
      /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,255}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,20}/gu,
  },
  { kind: 'IBAN', pattern: /\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?\b/g },
  { kind: 'KEY', pattern: /\b(?:sk|pk|api|key|token|ghp|xox[bap])[-_][A-Za-z0-9_-]{16,}/g },
  { kind: 'IP', pattern: /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?!\.?\d)/g },
  { kind: 'CARD', pattern: /(?<!\d)\d(?:[ -]?\d){12,40}/g, parts: cardsIn },
  {
    kind: 'PHONE',
    // A date is matched to be passed over, so that the number behind it is found.
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${date}|${phone})`, 'gu'),
    parts: (match) => (isDate.test(match) || isVersion.test(match) ? [] : [match]),
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
  /** The same value gets the same placeholder in all texts of one mask. */
  mask(text: string): string;
  /** Puts the originals back where a reply repeats a placeholder. */
  restore(text: string): string;
}

/**
 * Replaces e-mail addresses, phone and card numbers (checked by Luhn), IBANs, IP addresses, secrets and the given names of people by
 * placeholders such as `⟦EMAIL_1⟧`. Brackets that stand in the text itself are replaced as well (`⟦MARK_1⟧`): who writes `⟦EMAIL_1⟧` into a
 * ticket gets these words back, never the address of somebody else.
 */
export function personalDataMask(names: readonly string[] = []): PersonalDataMask {
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
  const named = namePattern(names);
  return {
    mask: (text) =>
      [...personalDataPatterns, ...named].reduce(
        (rest, pattern) => replacePersonalData(rest, pattern, placeholderOf(pattern.kind)),
        text.replace(/[⟦⟧]/g, placeholderOf('MARK')),
      ),
    // In one pass: what is put back is not looked through again.
    restore: (reply) =>
      reply.replace(/⟦[A-Z]+_\d+⟧/g, (placeholder) => originals.get(placeholder) ?? placeholder),
  };
}

/** Puts personal data back into the texts of a value: inside JSON a quotation mark of theirs would end the text. */
export function restoreIn(value: unknown, mask: PersonalDataMask): unknown {
  if (typeof value === 'string') return mask.restore(value);
  if (Array.isArray(value)) return value.map((item: unknown) => restoreIn(item, mask));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, restoreIn(item, mask)]));
}

/** Whole words only, longest name first. */
function namePattern(names: readonly string[]): PersonalDataPattern[] {
  const escaped = [...new Set(names)]
    .filter((name) => name.length > 1)
    .sort((left, right) => right.length - left.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'));
  if (escaped.length === 0) return [];
  return [
    {
      kind: 'NAME',
      pattern: new RegExp(`(?<![\\p{L}\\p{N}⟦])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'giu'),
    },
  ];
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

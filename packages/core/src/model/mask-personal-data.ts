/** What is never sent to a model provider, and the word that stands for it. */
const patterns: readonly (readonly [label: string, pattern: RegExp])[] = [
  ['EMAIL', /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu],
  ['IBAN', /\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?\b/g],
  ['KEY', /\b(?:sk|pk|api|key|token|ghp|xox[bap])[-_][A-Za-z0-9_-]{16,}\b/g],
  ['IP', /\b(?:\d{1,3}\.){3}\d{1,3}\b/g],
  ['CARD', /\b(?:\d[ -]?){13,19}\b/g],
  ['PHONE', /(?<![\p{L}\p{N}])\+?\d(?:[ ()./-]{0,2}\d){7,14}(?![\p{L}\p{N}])/gu],
];

/** Digits and dashes too, but no telephone number. */
const isDate = /^(\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4})/;

/** A text without personal data, and how to bring it back. */
export interface MaskedText {
  readonly text: string;
  /** Puts the originals back where a reply repeats a placeholder. */
  restore(text: string): string;
}

/**
 * Replaces e-mail addresses, phone and card numbers (checked by Luhn), IBANs, IP addresses and secrets by placeholders such as `⟦EMAIL_1⟧`.
 * The same value always gets the same placeholder; the originals stay in this process.
 */
export function maskPersonalData(text: string): MaskedText {
  const placeholders = new Map<string, string>();
  const counts = new Map<string, number>();
  let masked = text;
  for (const [label, pattern] of patterns) {
    masked = masked.replace(pattern, (value) => {
      if ((label === 'CARD' && !passesLuhn(value)) || (label === 'PHONE' && isDate.test(value))) return value;
      const known = placeholders.get(value);
      if (known !== undefined) return known;
      const number = (counts.get(label) ?? 0) + 1;
      counts.set(label, number);
      const placeholder = `⟦${label}_${number}⟧`;
      placeholders.set(value, placeholder);
      return placeholder;
    });
  }
  return {
    text: masked,
    restore: (reply) =>
      [...placeholders].reduce(
        (restored, [value, placeholder]) => restored.replaceAll(placeholder, value),
        reply,
      ),
  };
}

/** The check digit of card numbers (ISO/IEC 7812-1, annex B). */
function passesLuhn(value: string): boolean {
  const digits = [...value.replace(/\D/g, '')].map(Number).reverse();
  const sum = digits.reduce((total, digit, position) => {
    const doubled = position % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

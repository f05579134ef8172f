import { childAt, childrenOf, settingOf, type XmlElement } from './xml-tree.ts';

interface Level {
  readonly format: string;
  readonly text: string;
  readonly start: number;
}

/** Gives the mark of each list item in turn, as Word shows it: `- `, `3. `, `b) `, `2.1 `. */
export function listMarks(
  root: XmlElement | undefined,
): (list: { readonly numberingId: string; readonly level: number }) => string | undefined {
  const abstracts = new Map(
    childrenOf(root, 'w:abstractNum').map((each) => [each.attributes['w:abstractNumId'], readLevels(each)]),
  );
  const lists = new Map(
    childrenOf(root, 'w:num').map((each) => [
      each.attributes['w:numId'],
      settingOf(childAt(each, 'w:abstractNumId')),
    ]),
  );
  // Lists of one definition count on; that is how Word continues a list after a paragraph.
  const counters = new Map<string, number[]>();

  return ({ numberingId, level }) => {
    const abstractId = lists.get(numberingId);
    const levels = abstracts.get(abstractId);
    const own = levels?.[level];
    if (numberingId === '0' || levels === undefined || own === undefined) return undefined;
    const counts = counters.get(abstractId ?? '') ?? [];
    counts[level] = (counts[level] ?? own.start - 1) + 1;
    counts.length = level + 1;
    counters.set(abstractId ?? '', counts);
    if (own.format === 'bullet') return '- ';
    if (own.format === 'none') return '';
    const mark = own.text.replace(/%([1-9])/g, (_, digit) => {
      const at = Number(digit) - 1;
      const { format = 'decimal', start = 1 } = levels[at] ?? {};
      return written(counts[at] ?? start, format);
    });
    return mark.trim() === '' ? '' : `${mark.trim()} `;
  };
}

function readLevels(definition: XmlElement): readonly Level[] {
  return childrenOf(definition, 'w:lvl').map((level) => ({
    format: settingOf(childAt(level, 'w:numFmt')) ?? 'decimal',
    text: settingOf(childAt(level, 'w:lvlText')) ?? '%1.',
    start: Number(settingOf(childAt(level, 'w:start')) ?? 1),
  }));
}

function written(count: number, format: string): string {
  switch (format) {
    case 'lowerLetter':
      return letters(count);
    case 'upperLetter':
      return letters(count).toUpperCase();
    case 'lowerRoman':
      return roman(count).toLowerCase();
    case 'upperRoman':
      return roman(count);
    case 'decimalZero':
      return String(count).padStart(2, '0');
    default:
      return String(count);
  }
}

/** a to z, then aa, bb, as Word does. */
const letters = (count: number): string =>
  String.fromCharCode(97 + ((count - 1) % 26)).repeat(Math.floor((count - 1) / 26) + 1);

const numerals = [
  ['M', 1000],
  ['CM', 900],
  ['D', 500],
  ['CD', 400],
  ['C', 100],
  ['XC', 90],
  ['L', 50],
  ['XL', 40],
  ['X', 10],
  ['IX', 9],
  ['V', 5],
  ['IV', 4],
  ['I', 1],
] as const;

function roman(count: number): string {
  let [rest, text] = [Math.min(count, 4999), ''];
  for (const [numeral, value] of numerals) for (; rest >= value; rest -= value) text += numeral;
  return text;
}

import { romanNumeral } from '@ticket-ai/core';
import { childAt, childrenOf, settingOf, type XmlElement } from './xml-tree.ts';

interface Level {
  readonly format: string;
  readonly text: string;
  readonly start: number;
  /** The level (from 1) whose items, and those above, let it begin anew; 0: none. Absent: any above it. */
  readonly restart?: number;
}

type Levels = ReadonlyMap<number, Level>;

interface List {
  readonly definition: string;
  readonly levels: Levels;
  /** Levels that begin anew, at the number given, where the list is met first. */
  readonly restarts: ReadonlyMap<number, number>;
}

/** Gives the mark of each list item in turn, as Word shows it: `- `, `3. `, `b) `, `2.1 `. */
export function listMarks(
  root: XmlElement | undefined,
): (list: { readonly numberingId: string; readonly level: number }) => string | undefined {
  const described = childrenOf(root, 'w:abstractNum');
  // A definition may only name a style of lists; the levels are in the one that is that style.
  const ofStyle = new Map(described.map((each) => [settingOf(childAt(each, 'w:styleLink')), each]));
  const definitions = new Map(
    described.map((each) => {
      const style = settingOf(childAt(each, 'w:numStyleLink'));
      const source = (style === undefined ? undefined : ofStyle.get(style)) ?? each;
      return [
        each.attributes['w:abstractNumId'] ?? '',
        new Map(childrenOf(source, 'w:lvl').map(readLevel)),
      ] as const;
    }),
  );
  const lists = new Map(
    childrenOf(root, 'w:num').map((each) => [each.attributes['w:numId'] ?? '', readList(each, definitions)]),
  );
  // Lists of one definition count on; that is how Word continues a list after a paragraph.
  const counters = new Map<string, Map<number, number>>();
  const met = new Set<string>();

  return ({ numberingId, level }) => {
    const list = lists.get(numberingId);
    const own = list?.levels.get(level);
    if (numberingId === '0' || list === undefined || own === undefined) return undefined;
    const counts = counters.get(list.definition) ?? new Map<number, number>();
    counters.set(list.definition, counts);
    const meeting = `${numberingId}:${level}`;
    if (!met.has(meeting) && list.restarts.has(level)) counts.delete(level);
    met.add(meeting);
    counts.set(level, (counts.get(level) ?? own.start - 1) + 1);
    for (const below of [...counts.keys()])
      if (below > level && level < (list.levels.get(below)?.restart ?? below)) counts.delete(below);
    if (own.format === 'bullet') return '- ';
    if (own.format === 'none') return '';
    const mark = own.text.replace(/%([1-9])/g, (_, digit) => {
      const at = Number(digit) - 1;
      const { format = 'decimal', start = 1 } = list.levels.get(at) ?? {};
      return written(counts.get(at) ?? start, format);
    });
    return mark.trim() === '' ? '' : `${mark.trim()} `;
  };
}

/** A list is a definition, of which it may replace levels, or only the numbers they begin with. */
function readList(list: XmlElement, definitions: ReadonlyMap<string, Levels>): List {
  const definition = settingOf(childAt(list, 'w:abstractNumId')) ?? '';
  const levels = new Map(definitions.get(definition));
  const restarts = new Map<number, number>();
  for (const override of childrenOf(list, 'w:lvlOverride')) {
    const level = Number(override.attributes['w:ilvl'] ?? 0);
    const replaced = childAt(override, 'w:lvl');
    if (replaced !== undefined) levels.set(level, readLevel(replaced)[1]);
    const start = settingOf(childAt(override, 'w:startOverride'));
    const known = levels.get(level);
    if (start === undefined || known === undefined) continue;
    restarts.set(level, Number(start));
    levels.set(level, { ...known, start: Number(start) });
  }
  return { definition, levels, restarts };
}

function readLevel(level: XmlElement): [number, Level] {
  const restart = settingOf(childAt(level, 'w:lvlRestart'));
  return [
    Number(level.attributes['w:ilvl'] ?? 0),
    {
      format: settingOf(childAt(level, 'w:numFmt')) ?? 'decimal',
      text: settingOf(childAt(level, 'w:lvlText')) ?? '%1.',
      start: Number(settingOf(childAt(level, 'w:start')) ?? 1),
      ...(restart === undefined ? {} : { restart: Number(restart) }),
    },
  ];
}

function written(count: number, format: string): string {
  switch (format) {
    case 'lowerLetter':
      return letters(count);
    case 'upperLetter':
      return letters(count).toUpperCase();
    case 'lowerRoman':
      return romanNumeral(count).toLowerCase();
    case 'upperRoman':
      return romanNumeral(count);
    case 'decimalZero':
      return String(count).padStart(2, '0');
    default:
      return String(count);
  }
}

/** a to z, then aa, bb, as Word does. */
const letters = (count: number): string =>
  count >= 1 && count <= mostLettered
    ? String.fromCharCode(97 + ((count - 1) % 26)).repeat(Math.floor((count - 1) / 26) + 1)
    : String(count);
/** Word's own limit: beyond it letters would only get longer. */
const mostLettered = 780;

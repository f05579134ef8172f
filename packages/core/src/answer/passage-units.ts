import { isListItem, markerLength } from '../document/list-marker.ts';
import type { Passage } from '../search/passage.ts';
import { splitSentences } from '../text/split-sentences.ts';

/** A line of an answer: what to show, and the verbatim pieces of the chunk it is made of. */
export interface UnitLine {
  readonly text: string;
  readonly quotes: readonly string[];
}

/** A piece of a passage that can answer by itself: a sentence, a whole list, a table row. */
export interface Unit {
  readonly kind: 'sentence' | 'list' | 'row';
  readonly passage: Passage;
  /** Place among the units of its passage. */
  readonly position: number;
  readonly lines: readonly UnitLine[];
  readonly text: string;
}

const mostListLines = 12;

interface Line {
  readonly text: string;
  readonly kind: 'prose' | 'item' | 'row';
}

/** Takes a passage apart into units, in the order of the text. */
export function unitsOf(passage: Passage): readonly Unit[] {
  const lines = passage.chunk.text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(classify);
  const units: Omit<Unit, 'position'>[] = [];
  for (let start = 0; start < lines.length; ) {
    let end = start + 1;
    while (end < lines.length && lines[end]!.kind === lines[start]!.kind) end += 1;
    const run = lines.slice(start, end);
    const intro = lines[start - 1]?.text ?? '';
    if (run[0]!.kind === 'row') units.push(...rowUnits(passage, run));
    else if (run[0]!.kind === 'item') units.push(...listUnits(passage, run, intro));
    else units.push(...sentenceUnits(passage, run));
    start = end;
  }
  return units.map((unit, position) => ({ ...unit, position }));
}

function classify(text: string): Line {
  if (isListItem(text)) return { text, kind: 'item' };
  return { text, kind: / \| /u.test(text) ? 'row' : 'prose' };
}

function sentenceUnits(passage: Passage, lines: readonly Line[]): Omit<Unit, 'position'>[] {
  const sentences = lines.flatMap(({ text }) =>
    splitSentences(text).map(({ start, end }) => text.slice(start, end)),
  );
  return sentences.map((text) => ({
    kind: 'sentence',
    passage,
    lines: [{ text, quotes: [text] }],
    text,
  }));
}

/** A list answers as a whole, because a step alone is not an answer; its items can also answer alone. */
function listUnits(passage: Passage, run: readonly Line[], intro: string): Omit<Unit, 'position'>[] {
  const items = run.map(({ text }) => text.slice(markerLength(text))).filter((text) => text !== '');
  const lines = items.map((text) => ({ text, quotes: [text] }));
  const introduces = intro.endsWith(':') && !isListItem(intro);
  const lead = introduces ? [{ text: intro, quotes: [intro] }] : [];
  const single = lines.map(
    (line): Omit<Unit, 'position'> => ({
      kind: 'sentence',
      passage,
      lines: [line],
      text: line.text,
    }),
  );
  if (items.length < 2 || items.length > mostListLines) return single;
  return [{ kind: 'list', passage, lines: [...lead, ...lines], text: items.join('\n') }, ...single];
}

/** A row is read with the table's first row: `State: Issued; Meaning: The money has left us`. */
function rowUnits(passage: Passage, run: readonly Line[]): Omit<Unit, 'position'>[] {
  const head = run[0]!.text;
  const names = head.split(' | ');
  const continued = passage.chunk.headingPath.at(-1)?.includes(' | ') === true;
  const hasHead = run.length > 1 && !continued;
  return run.slice(hasHead ? 1 : 0).map(({ text }) => {
    const cells = text.split(' | ');
    const named = hasHead && cells.length === names.length;
    const shown = cells.flatMap((cell, column) =>
      cell.trim() === '' ? [] : [names[column]?.trim() ? `${names[column]}: ${cell}` : cell],
    );
    const line: UnitLine = named
      ? { text: shown.join('; '), quotes: [text, head] }
      : { text, quotes: [text] };
    return {
      kind: 'row',
      passage,
      lines: [line],
      text: line.text,
    };
  });
}

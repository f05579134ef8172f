import { attribute, type Element, findAll } from './parse-tree.ts';
import { visibleText } from './visible-text.ts';

/** A row of a table, its cells under each other. */
export interface TableRow {
  readonly cells: readonly string[];
  /** Absent: the table does not say. */
  readonly header?: boolean;
}

const widestSpan = 100;
/** Blank cells that spans may make in a file; there are more only in files built to exhaust us. */
const mostBlanks = 200_000;

/** Rows of a table and of no other in it. */
export const rowsOf = (table: Element): readonly Element[] =>
  findAll(table, ({ tagName }) => tagName === 'tr');

/** Those that are shown: neither they nor the part of the table they stand in is left out. */
export const shownRows = (table: Element, skips: (element: Element) => boolean): readonly Element[] =>
  findAll(table, (element) => element.tagName === 'tr' || skips(element)).filter((row) => !skips(row));

/** Cells of a row and of no other in it. */
export const cellsOf = (row: Element): readonly Element[] =>
  findAll(row, ({ tagName }) => tagName === 'td' || tagName === 'th');

/** A table that only arranges a page: it says so, has one column, or holds headings, code or tables without naming its columns. */
export function arrangesPage(table: Element): boolean {
  if (/^(?:presentation|none)$/.test(attribute(table, 'role')?.trim() ?? '')) return true;
  const cells = rowsOf(table).map(cellsOf);
  if (cells.every(({ length }) => length < 2)) return true;
  const isNamed =
    cells.flat().some(({ tagName }) => tagName === 'th') ||
    findAll(table, ({ tagName }) => tagName === 'caption' || tagName === 'table').some(
      ({ tagName }) => tagName === 'caption',
    );
  return !isNamed && cells.flat().some((cell) => findAll(cell, isOfAPage).length > 0);
}

const isOfAPage = ({ tagName }: Element): boolean => /^(?:h[1-6]|pre|table)$/.test(tagName);

/** Reads the rows of a table; what a cell spans beyond its first column and row is blank. `blanks` counts them over all tables of a file. */
export function readRows(
  table: Element,
  skips: (element: Element) => boolean,
  blanks: { count: number },
): readonly TableRow[] {
  const rows = shownRows(table, skips);
  const hasHeader = rows.some(isHeader);
  // By column: rows that a cell from above still reaches into.
  let reaching: number[] = [];
  let group: Element['parentNode'] = null;
  return rows.map((row) => {
    if (row.parentNode !== group) reaching = [];
    group = row.parentNode;
    const cells = fillRow(
      cellsOf(row).filter((cell) => !skips(cell)),
      { reaching, blanks },
      (cell) => visibleText(cell, skips).replace(/\s+/g, ' ').trim(),
    );
    return hasHeader ? { cells, header: isHeader(row) } : { cells };
  });
}

function fillRow(
  cells: readonly Element[],
  { reaching, blanks }: { readonly reaching: number[]; readonly blanks: { count: number } },
  textOf: (cell: Element) => string,
): readonly string[] {
  const texts: string[] = [];
  const blank = () => {
    blanks.count += 1;
    texts.push('');
  };
  const passCovered = () => {
    for (let rows = reaching[texts.length] ?? 0; rows > 0; rows = reaching[texts.length] ?? 0) {
      reaching[texts.length] = rows - 1;
      blank();
    }
  };
  if (blanks.count > mostBlanks) reaching.length = 0;
  for (const cell of cells) {
    passCovered();
    const isTooMuch = blanks.count > mostBlanks;
    const [columns, rows] = isTooMuch ? [1, 1] : [spanOf(cell, 'colspan'), spanOf(cell, 'rowspan')];
    for (let column = 0; column < columns; column += 1) {
      // A wide cell may lie over one that reaches down from above, which reaches on.
      reaching[texts.length] = Math.max(rows, reaching[texts.length] ?? 0) - 1;
      if (column === 0) texts.push(textOf(cell));
      else blank();
    }
  }
  for (let column = texts.length; column < reaching.length; column += 1)
    reaching[column] = Math.max(0, (reaching[column] ?? 0) - 1);
  return texts;
}

function spanOf(cell: Element, name: 'colspan' | 'rowspan'): number {
  const span = Number.parseInt(attribute(cell, name) ?? '1', 10);
  if (name === 'rowspan') return span === 0 ? Number.POSITIVE_INFINITY : Math.max(1, span || 1);
  return span >= 1 && span <= widestSpan ? span : 1;
}

function isHeader(row: Element): boolean {
  const { parentNode } = row;
  if (parentNode !== null && 'tagName' in parentNode && parentNode.tagName === 'thead') return true;
  const cells = cellsOf(row);
  return cells.length > 1 && cells.every(({ tagName }) => tagName === 'th');
}

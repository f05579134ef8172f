import { medianStep, type Region } from './columns.ts';
import type { LineJoiner } from './hyphens.ts';
import type { Cell, Line } from './lines.ts';
import { closeStretched } from './stretched.ts';

/** A part of a region: running lines, or the rows of a table. */
export type Part =
  | { readonly kind: 'lines'; readonly lines: Region }
  | { readonly kind: 'table'; readonly rows: readonly string[] };

const mostColumns = 100;
/** Cells of a table that are compared with each other; there are more only in files built to exhaust us. */
const mostCompared = 3000;

interface Span {
  readonly x: number;
  readonly right: number;
}

/** Cuts a region into tables and what stands between them. A table is a run of lines whose cells stand in common columns. */
export function findTables(lines: Region, join: LineJoiner): readonly Part[] {
  const region = closeStretched(lines);
  const parts: Part[] = [];
  let rest: Line[] = [];
  const endLines = () => {
    if (rest.length > 0) parts.push({ kind: 'lines', lines: rest });
    rest = [];
  };
  const leading = medianStep(region);
  for (let index = 0; index < region.length; ) {
    const table = readTable(region, index, { leading, join });
    if (table === undefined) {
      rest.push(region[index]!);
      index += 1;
      continue;
    }
    endLines();
    parts.push({ kind: 'table', rows: table.rows });
    index = table.end;
  }
  endLines();
  return parts;
}

function readTable(
  region: Region,
  start: number,
  { leading, join }: { readonly leading: number; readonly join: LineJoiner },
) {
  if ((region[start]?.cells.length ?? 0) < 2) return undefined;
  const end = findEnd(region, start, leading);
  const lines = region.slice(start, end);
  const full = lines.filter(({ cells }) => cells.length > 1);
  if (full.length < 2 || (full.length === 2 && full.some(({ cells }) => cells.length < 3))) return undefined;
  const columns = findColumns(lines);
  if (columns.length < 2 || columns.length > mostColumns) return undefined;
  return { end, rows: groupRows(lines, columns).map((row) => printRow(row, columns, join)) };
}

/** A table goes on with lines of several cells; a line of one cell belongs to it when it stands inside one of the columns. */
function findEnd(region: Region, start: number, leading: number): number {
  let columns = mergeSpans(region[start]!.cells);
  let end = start + 1;
  for (let index = end; index < region.length; index += 1) {
    const line = region[index]!;
    const step = line.y - region[index - 1]!.y;
    const apart =
      step > Math.max(3 * line.size, 2.5 * leading) ||
      Math.abs(line.size - region[start]!.size) > 0.25 * line.size;
    if (apart || (line.cells.length === 1 && !continuesColumn(line, columns, step))) break;
    if (line.cells.length > 1) {
      const merged = mergeSpans([...columns, ...line.cells]);
      if (merged.length < 2) break;
      columns = merged;
    }
    if (line.cells.length > 1 || step < 1.6 * line.size) end = index + 1;
  }
  return end;
}

/** Text under the first column alone may as well be the paragraph after the table: it has to be short and close. */
function continuesColumn(line: Line, columns: readonly Span[], step: number): boolean {
  const [cell] = line.cells;
  if (cell === undefined) return false;
  const touched = columns.filter((column) => cell.x < column.right && cell.right > column.x);
  if (touched.length !== 1) return false;
  const close =
    step < 1.6 * line.size &&
    cell.right <= touched[0]!.right + line.size &&
    Math.abs(cell.x - touched[0]!.x) < line.size;
  return touched[0] === columns[0] ? close : cell.x > touched[0]!.x - line.size;
}

function mergeSpans(cells: readonly Span[]): readonly Span[] {
  const merged: { x: number; right: number }[] = [];
  for (const { x, right } of [...cells].sort((a, b) => a.x - b.x)) {
    const last = merged.at(-1);
    if (last !== undefined && x < last.right) last.right = Math.max(last.right, right);
    else merged.push({ x, right });
  }
  return merged;
}

/** Columns lie between the strips without text. A title over several columns does not count, and in a long table a tenth of the lines. */
function findColumns(lines: readonly Line[]): readonly Span[] {
  const overlaps = (cell: Cell, line: Line) =>
    line.cells.filter(({ x, right }) => cell.x < right && cell.right > x).length;
  const few = lines.reduce((sum, { cells }) => sum + cells.length, 0) <= mostCompared;
  const isTitle = (cell: Cell) => few && lines.some((line) => overlaps(cell, line) > 1);
  const start = Math.floor(Math.min(...lines.map(({ x }) => x)));
  const ink = new Uint32Array(Math.ceil(Math.max(...lines.map(({ right }) => right))) - start + 2);
  for (const { cells } of lines) {
    for (const { x, right } of cells.filter((cell) => !isTitle(cell)))
      for (let at = Math.ceil(x) - start; at < Math.floor(right) - start; at += 1)
        ink[at] = (ink[at] ?? 0) + 1;
  }
  const columns: { x: number; right: number }[] = [];
  let inside = false;
  ink.forEach((count, at) => {
    const filled = count > lines.length / 10;
    if (filled && !inside) columns.push({ x: start + at, right: start + at });
    if (filled) columns.at(-1)!.right = start + at + 1;
    inside = filled;
  });
  return columns;
}

/** Lines that belong to one row: texts in cells run over several lines. */
function groupRows(lines: readonly Line[], columns: readonly Span[]): readonly (readonly Line[])[] {
  const steps = lines.slice(1).map((line, index) => line.y - lines[index]!.y);
  const least = Math.min(...steps);
  const padded = (index: number) => index === 0 || steps[index - 1]! > 1.2 * least;
  const inFirst = (line: Line) => line.cells.some(({ x }) => x < (columns[1]?.x ?? 0) - 1);
  const starts = lines
    .map((line, index) => ({ index, starts: line.cells.length > 1 && inFirst(line) }))
    .filter((each) => each.starts);
  const paddedRows =
    starts.filter(({ index }) => padded(index)).length >= 0.7 * starts.length &&
    steps.some((step) => step <= 1.2 * least && least < 1.6 * lines[0]!.size);
  const rows: Line[][] = [];
  lines.forEach((line, index) => {
    const close = index > 0 && steps[index - 1]! < 1.6 * line.size;
    const joins = paddedRows ? !padded(index) : close && !inFirst(line) && line.cells.length === 1;
    if (joins && rows.length > 0) rows.at(-1)!.push(line);
    else rows.push([line]);
  });
  return rows;
}

function printRow(row: readonly Line[], columns: readonly Span[], join: LineJoiner): string {
  const texts = columns.map((): string[] => []);
  for (const cell of row.flatMap(({ cells }) => cells)) texts[columnOf(cell, columns)]!.push(cell.text);
  const cells = texts.map(join);
  const last = cells.findLastIndex((text) => text !== '');
  return cells.slice(0, last + 1).join(' | ');
}

/** The column with the largest common part; the first of them, for what runs over several. */
function columnOf(cell: Cell, columns: readonly Span[]): number {
  const common = columns.map(({ x, right }) => Math.min(right, cell.right) - Math.max(x, cell.x));
  return common.indexOf(Math.max(...common));
}

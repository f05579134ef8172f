import { groupLines, type Line } from './lines.ts';
import type { TextPiece } from './text-pieces.ts';

/** A strip without text between two columns. */
interface Gutter {
  readonly left: number;
  readonly right: number;
}

/** Lines next to each other in reading order: a stretch of the page, or of one of its columns. */
export type Region = readonly Line[];

const narrowest = 8;
const fewestLines = 3;
/** Strips that are tried on a page, in its columns, in their columns: tables have many, and each is tried inside each. */
const mostGutters = [16, 5, 5];
/** How much of a column's width a line of prose fills on average; cells of tables fill less. */
const proseFill = 0.6;
const proseCharacters = 15;
/** Cells of a row leave more of its width free. */
const fullest = 0.6;

/** Cuts a page into regions in reading order: what runs across the page, then each column from top to bottom. */
export function findRegions(pieces: readonly TextPiece[], depth = 0): readonly Region[] {
  const lines = groupLines(pieces);
  const bands = findBands(lines, depth);
  if (bands === undefined) return lines.length === 0 ? [] : [lines];
  return bands.flatMap(({ gutter, lines: part }) => {
    if (gutter === undefined) return [part];
    const [left, right] = sidesOf(part, gutter);
    return [...findRegions(left, depth + 1), ...findRegions(right, depth + 1)];
  });
}

interface Band {
  readonly lines: readonly Line[];
  /** Set when the band has two columns of prose. */
  readonly gutter?: Gutter;
}

/** The cut with the most lines in columns; `undefined`: the page has one column. */
function findBands(lines: readonly Line[], depth: number): readonly Band[] | undefined {
  if (depth >= mostGutters.length) return undefined;
  const ranked = findGutters(lines, depth)
    .map((gutter) => cutBands(lines, gutter, depth))
    .map((bands) => ({
      bands,
      inColumns: bands.reduce((sum, band) => sum + (band.gutter === undefined ? 0 : band.lines.length), 0),
    }))
    .sort((a, b) => b.inColumns - a.inColumns);
  const [best] = ranked;
  return best !== undefined && best.inColumns > 0 ? best.bands : undefined;
}

/** Strips that few lines run across, in steps of one point. */
function findGutters(lines: readonly Line[], depth: number): readonly Gutter[] {
  const start = Math.floor(Math.min(...lines.map(({ x }) => x)));
  const width = Math.ceil(Math.max(...lines.map(({ right }) => right))) - start;
  if (lines.length < 2 * fewestLines || !(width > 100 && width < 10_000)) return [];
  const ink = new Uint32Array(width + 1);
  for (const { cells } of lines) {
    for (const { x, right } of cells)
      for (let at = Math.floor(x) - start; at <= Math.ceil(right) - start; at += 1)
        ink[at] = (ink[at] ?? 0) + 1;
  }
  const gutters: Gutter[] = [];
  for (const share of [0.02, 0.1, 0.25, 0.5]) {
    let open: number | undefined;
    for (let at = 0; at <= width + 1; at += 1) {
      const clear = at <= width && (ink[at] ?? 0) <= lines.length * share;
      if (clear) open ??= at;
      else if (open !== undefined) {
        const middle = (open + at) / 2 / width;
        if (at - open >= narrowest && middle > 0.15 && middle < 0.85)
          gutters.push({ left: start + open, right: start + at });
        open = undefined;
      }
    }
  }
  const unique = new Map(gutters.map((gutter) => [`${gutter.left} ${gutter.right}`, gutter]));
  return [...unique.values()].slice(0, mostGutters[depth]);
}

function cutBands(lines: readonly Line[], gutter: Gutter, depth: number): readonly Band[] {
  const bands: { lines: Line[]; crosses: boolean }[] = [];
  const rows = rowsAcross(lines, gutter);
  for (const line of lines) {
    const crosses =
      rows.has(line) || line.cells.some(({ x, right }) => x < gutter.left + 1 && right > gutter.right - 1);
    const band = bands.at(-1);
    if (band?.crosses === crosses) band.lines.push(line);
    else bands.push({ lines: [line], crosses });
  }
  const judged = bands.map(
    ({ lines: part, crosses }): Band =>
      !crosses && isProse(part, gutter, depth) ? { lines: part, gutter } : { lines: part },
  );
  const merged: { lines: readonly Line[]; gutter?: Gutter }[] = [];
  for (const band of judged) {
    const last = merged.at(-1);
    if (last !== undefined && last.gutter === undefined && band.gutter === undefined)
      last.lines = [...last.lines, ...band.lines];
    else merged.push({ ...band });
  }
  return merged;
}

/** The rows of a table that runs across columns and whose own gap happens to lie in theirs: both sides are cells, none is prose. */
function rowsAcross(lines: readonly Line[], { left, right }: Gutter): ReadonlySet<Line> {
  const start = Math.min(...lines.map(({ x }) => x));
  const end = Math.max(...lines.map((line) => line.right));
  const isRow = (line: Line) => {
    const one = line.cells.filter((cell) => (cell.x + cell.right) / 2 < (left + right) / 2);
    const other = line.cells.filter((cell) => !one.includes(cell));
    const isCells = (cells: Line['cells'], width: number) =>
      cells.length > 0 && (cells.length > 1 || widthOf(cells) < fullest * width);
    return (
      line.cells.length > 2 &&
      isCells(one, left - start) &&
      isCells(other, end - right) &&
      widthOf(line.cells) < fullest * (end - start)
    );
  };
  const rows = new Set<Line>();
  let run: Line[] = [];
  for (const line of [...lines, undefined]) {
    if (line !== undefined && isRow(line)) {
      run.push(line);
      continue;
    }
    if (run.length >= fewestLines) for (const row of run) rows.add(row);
    run = [];
  }
  return rows;
}

const widthOf = (cells: Line['cells']): number => cells.reduce((sum, { x, right }) => sum + right - x, 0);

function sidesOf(lines: readonly Line[], gutter: Gutter): readonly [TextPiece[], TextPiece[]] {
  const middle = (gutter.left + gutter.right) / 2;
  const pieces = lines.flatMap((line) => line.pieces);
  return [
    pieces.filter(({ x, right }) => (x + right) / 2 < middle),
    pieces.filter(({ x, right }) => (x + right) / 2 >= middle),
  ];
}

/** A sentence of prose that stops at the foot of the left column goes on at the head of the right one, however short that is. */
function flowsOn(left: readonly Line[], right: readonly Line[]): boolean {
  const [last, first] = [left.at(-1), right[0]];
  if (last === undefined || first === undefined || !isMostlyClosed(right)) return false;
  const isBeside = left.some(({ y }) => Math.abs(y - first.y) < 2);
  return isBeside && !/[.!?:;…]["”’)]?$/.test(last.text) && /^\p{Ll}/u.test(first.text);
}

/** Columns of prose, not the cells of a table: both sides are well filled (or columns themselves), and no gaps run through both. */
function isProse(lines: readonly Line[], gutter: Gutter, depth: number): boolean {
  const sides = sidesOf(lines, gutter).map(groupLines);
  const [left = [], right = []] = sides;
  if (flowsOn(left, right)) return isFilled(left) && fillOf(right) >= proseFill;
  return sides.every((side) => isFilled(side) || isSplit(side, depth + 1)) && !hasCommonRows(lines, sides);
}

function isSplit(lines: readonly Line[], depth: number): boolean {
  const bands = lines.length < fewestLines ? undefined : findBands(lines, depth);
  return bands?.every((band) => band.gutter !== undefined) ?? false;
}

function isFilled(lines: readonly Line[]): boolean {
  if (
    lines.length < fewestLines ||
    !isMostlyClosed(lines) ||
    medianStep(lines) > 1.7 * median(lines.map(({ size }) => size))
  )
    return false;
  const characters = lines.reduce((sum, { text }) => sum + text.length, 0);
  return fillOf(lines) >= proseFill && characters / lines.length >= proseCharacters;
}

/** How much of their width lines fill on average. */
function fillOf(lines: readonly Line[]): number {
  const width = Math.max(...lines.map(({ right }) => right)) - Math.min(...lines.map(({ x }) => x));
  return lines.reduce((sum, { cells }) => sum + widthOf(cells), 0) / width / lines.length;
}

const isMostlyClosed = (lines: readonly Line[]): boolean =>
  lines.filter(isSpread).length <= 0.5 * lines.length;

/** Has a gap that is too wide for justified text. */
function isSpread({ cells, size }: Line): boolean {
  return cells.some(({ x }, index) => index > 0 && x - cells[index - 1]!.right > 1.5 * size);
}

/** Rows of a table set gaps in all their cells at once; paragraphs of two columns do so by chance only. */
function hasCommonRows(lines: readonly Line[], sides: readonly (readonly Line[])[]): boolean {
  const leading = Math.min(...sides.map(medianStep));
  const top = Math.max(...sides.map((side) => side[0]!.y));
  const bottom = Math.min(...sides.map((side) => side.at(-1)!.y));
  const gaps = (part: readonly Line[]) => {
    const beside = part.filter(({ y }) => y >= top - leading && y <= bottom + leading);
    return beside.filter((line, index) => index > 0 && line.y - beside[index - 1]!.y > 1.35 * leading).length;
  };
  const common = gaps(lines);
  return common >= 2 && common >= 0.6 * Math.max(...sides.map(gaps));
}

/** The usual distance between baselines. */
export function medianStep(lines: readonly Line[]): number {
  return median(lines.slice(1).map((line, index) => line.y - lines[index]!.y));
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

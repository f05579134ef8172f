import type { TextPiece } from './text-pieces.ts';

/** Neighbouring words with no wide gap between them. */
export interface Cell {
  readonly text: string;
  readonly x: number;
  readonly right: number;
}

/** Pieces on one baseline. */
export interface Line {
  readonly pieces: readonly TextPiece[];
  readonly cells: readonly Cell[];
  readonly text: string;
  readonly x: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
  /** All of it is bold. */
  readonly bold: boolean;
  /** The file says that it is a heading of this level. */
  readonly level?: number;
}

const wordGap = 0.15;
const cellGap = 0.9;
const bullet = /^(?:[•●▪■◦‣⁃–*·-]|\(?\d{1,3}[.)]|[a-zA-Z][.)])$/;

/** Groups pieces by baseline, from top to bottom. Raised and lowered characters belong to their line. */
export function groupLines(pieces: readonly TextPiece[]): readonly Line[] {
  const groups: { y: number; size: number; pieces: TextPiece[] }[] = [];
  for (const piece of [...pieces].sort((a, b) => a.y - b.y || a.x - b.x)) {
    const group = groups.at(-1);
    if (group === undefined || Math.abs(piece.y - group.y) > tolerance(piece.size, group.size)) {
      groups.push({ y: piece.y, size: piece.size, pieces: [piece] });
      continue;
    }
    group.pieces.push(piece);
    if (piece.size > group.size) Object.assign(group, { y: piece.y, size: piece.size });
  }
  return groups.map((group) => makeLine(group.pieces));
}

/** Characters of one size differ little in height; small ones may be raised by half a line. */
function tolerance(a: number, b: number): number {
  const larger = Math.max(a, b);
  return (Math.min(a, b) < 0.85 * larger ? 0.5 : 0.35) * larger;
}

function makeLine(unsorted: readonly TextPiece[]): Line {
  const pieces = joinLetters([...unsorted].sort((a, b) => a.x - b.x));
  const cells = makeCells(pieces);
  const main = mainPiece(pieces);
  const isTagged = main.level !== undefined && pieces.every(({ level }) => level === main.level);
  return {
    ...(isTagged ? { level: main.level } : {}),
    pieces,
    cells,
    text: cells.map(({ text }) => text).join(' '),
    x: Math.min(...cells.map(({ x }) => x)),
    right: Math.max(...cells.map(({ right }) => right)),
    y: main.y,
    size: main.size,
    bold:
      pieces.every(({ bold, text }) => bold || !/[\p{L}\p{N}]/u.test(text)) &&
      pieces.some(({ bold }) => bold),
  };
}

function mainPiece(pieces: readonly TextPiece[]): TextPiece {
  return pieces.reduce((main, piece) => (piece.text.length > main.text.length ? piece : main));
}

function makeCells(pieces: readonly TextPiece[]): readonly Cell[] {
  const cells: { text: string; x: number; right: number }[] = [];
  let previous: TextPiece | undefined;
  for (const piece of pieces) {
    const cell = cells.at(-1);
    const gap = previous === undefined ? 0 : (piece.x - previous.right) / Math.min(piece.size, previous.size);
    if (cell === undefined || (gap > cellGap && !(cells.length === 1 && bullet.test(cell.text)))) {
      cells.push({ text: piece.text, x: piece.x, right: piece.right });
    } else {
      cell.text += (gap > wordGap || (piece.spaced && gap > 0) ? ' ' : '') + piece.text;
      cell.right = Math.max(cell.right, piece.right);
    }
    previous = piece;
  }
  return cells;
}

const fewestLetters = 5;
const spacedWord = /^\p{L}(?: \p{L})*$/u;

/** Titles whose letters are set apart look like words of one letter; lines that have no other words are put together again. */
function joinLetters(pieces: readonly TextPiece[]): readonly TextPiece[] {
  const isSpaced = pieces.every(({ text }) => spacedWord.test(text));
  const words = pieces.map((piece) => ({ ...piece, text: piece.text.replaceAll(' ', '') }));
  return isSpaced && words.reduce((sum, { text }) => sum + text.length, 0) >= fewestLetters ? words : pieces;
}

/** Blank room between neighbouring pieces of a line. */
export function gapsOf(pieces: readonly TextPiece[]): number[] {
  return pieces.slice(1).map(({ x }, at) => x - pieces[at]!.right);
}

/** A run of text with its place on the page, upright, from the top left corner. */
export interface TextPiece {
  readonly text: string;
  /** Left end. */
  readonly x: number;
  /** Baseline, growing downwards. */
  readonly y: number;
  readonly right: number;
  /** Font size. */
  readonly size: number;
  readonly bold: boolean;
  /** The file has a space in front of it, however narrow. */
  readonly spaced: boolean;
  /** The file says that it belongs to a heading of this level. */
  readonly level?: number;
}

/** What pdf.js tells about a run of text. */
export interface PdfItem {
  readonly str: string;
  readonly width: number;
  readonly transform: readonly number[];
  readonly fontName: string;
  /** Of the heading that it belongs to, by the tags of the file. */
  readonly level?: number;
}

interface PageShape {
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly isBold: (fontName: string) => boolean;
}

const smallestVisible = 2;
/** Longer sides than a page may have in PDF, in points: text that far out, or that long, is damage. */
const longest = 14_400;
type Turn = 0 | 90 | 180 | 270;

/**
 * Turns the items of a page into upright pieces. Double print is dropped, and so is what nobody can see (`hidden` counts that) and what runs
 * slanting (`across`).
 */
export function collectPieces(
  items: readonly PdfItem[],
  shape: PageShape,
): { readonly pieces: readonly TextPiece[]; readonly hidden: number; readonly across: number } {
  const placed = place(items, shape);
  const visible = placed.filter((piece) => isVisible(piece, shape));
  const turn = mainTurn(visible);
  const upright = visible
    .filter((piece) => piece.turn === turn)
    .map((piece) => ({ ...piece, ...rotate(piece, turn, shape) }));
  const across = visible.filter((piece) => piece.turn === 'slanted').length;
  return { pieces: withoutDoublePrint(upright), hidden: placed.length - visible.length, across };
}

type PlacedPiece = TextPiece & { readonly turn: Turn | 'slanted'; readonly length: number };

function place(
  items: readonly PdfItem[],
  { transform: [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0], isBold }: PageShape,
): PlacedPiece[] {
  const pieces: PlacedPiece[] = [];
  let spaced = false;
  for (const { str, width, transform, fontName, level } of items.flatMap(withoutLeaders)) {
    const text = readable(str);
    if (text.trim() === '') {
      spaced ||= width > 0;
      continue;
    }
    const [scaleX = 1, skewY = 0, skewX = 0, scaleY = 1, left = 0, base = 0] = transform;
    const [x, y] = [a * left + c * base + e, b * left + d * base + f];
    const turn = turnOf(a * scaleX + c * skewY, b * scaleX + d * skewY);
    const size = Math.hypot(skewX, scaleY);
    pieces.push({
      text: text.trim(),
      x,
      y,
      right: x + Math.min(width, longest),
      size,
      bold: isBold(fontName),
      spaced: spaced || /^\s/.test(text),
      turn,
      length: Math.min(width, longest),
      ...(level === undefined ? {} : { level }),
    });
    spaced = /\s$/.test(text);
  }
  return pieces;
}

/** The dots between an entry of a table of contents and its page are a gap, not text. */
function withoutLeaders(item: PdfItem): readonly PdfItem[] {
  const leaders = /(?:\s?[.·…_]){5,}\s*/.exec(item.str);
  if (leaders === null) return [item];
  const part = (start: number, end: number): PdfItem => {
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = item.transform;
    const each = item.width / item.str.length;
    const scale = Math.hypot(a, b) || 1;
    const moved = [a, b, c, d, e + (a / scale) * each * start, f + (b / scale) * each * start];
    return { ...item, str: item.str.slice(start, end), width: each * (end - start), transform: moved };
  };
  return [part(0, leaders.index), part(leaders.index + leaders[0].length, item.str.length)].filter(
    ({ str }) => str.trim() !== '',
  );
}

function turnOf(dx: number, dy: number): Turn | 'slanted' {
  if (Math.abs(dy) < Math.abs(dx) * 0.1) return dx > 0 ? 0 : 180;
  if (Math.abs(dx) < Math.abs(dy) * 0.1) return dy > 0 ? 90 : 270;
  return 'slanted';
}

/** The way most of the text runs. Text across it (stamps, watermarks, labels of axes) is not read. */
function mainTurn(pieces: readonly PlacedPiece[]): Turn {
  const characters = (turn: Turn) =>
    pieces.reduce((sum, piece) => sum + (piece.turn === turn ? piece.text.length : 0), 0);
  const turns: readonly Turn[] = [0, 90, 270, 180];
  return turns.reduce((best, turn) => (characters(turn) > characters(best) ? turn : best), 0);
}

function rotate({ x, y, length }: PlacedPiece, turn: Turn, { width, height }: PageShape) {
  const [left, base] =
    turn === 0
      ? [x, y]
      : turn === 90
        ? [y, width - x]
        : turn === 270
          ? [height - y, x]
          : [width - x, height - y];
  return { x: left, y: base, right: left + length };
}

function isVisible({ x, y, right, size, turn }: PlacedPiece, { width, height }: PageShape): boolean {
  if (!(size >= smallestVisible && size < longest && Math.abs(x) < longest && Math.abs(y) < longest))
    return false;
  return turn !== 0
    ? x >= 0 && x <= width && y >= 0 && y <= height
    : right > 0 && x < width && y > 0 && y - size < height;
}

function withoutDoublePrint(pieces: readonly TextPiece[]): TextPiece[] {
  const seen = new Set<string>();
  return pieces.filter(({ text, x, y }) => {
    const near = [-1, 0, 1].flatMap((dx) =>
      [-1, 0, 1].map((dy) => `${Math.round(x) + dx} ${Math.round(y) + dy} ${text}`),
    );
    const doubled = near.some((key) => seen.has(key));
    seen.add(`${Math.round(x)} ${Math.round(y)} ${text}`);
    return !doubled;
  });
}

/** Control characters and characters without width are not text; all kinds of blanks are blanks. */
function readable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
  return text.replace(/[\u0000-\u0008\u000e-\u001f\u200b\u2060\ufeff]/g, '').replace(/\s+/g, ' ');
}

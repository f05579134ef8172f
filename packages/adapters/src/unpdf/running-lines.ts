import { groupLines, type Line } from './lines.ts';
import type { RawPage } from './read-pages.ts';
import type { TextPiece } from './text-pieces.ts';

/** How much of a page, at its top and bottom, may hold running headers and footers. */
const edge = 0.12;
const fewestPages = 3;
const commonShare = 0.6;
/** Running lines keep a distance from the text, in times their size. */
const distance = 1.5;
const pageNumber =
  /^(?:(?:page|seite|página|pagina|p\.|s\.)\s*)?[-–|]?\s*(\d{1,4})\s*(?:(?:\/|of|von|de)\s*\d{1,4})?\s*[-–|]?$/i;

/** Takes out what stands at the same place of most pages (their numbers aside): headers, footers, page numbers. */
export function withoutRunningLines(pages: readonly RawPage[]): readonly RawPage[] {
  const lines = pages.map(({ pieces }) => groupLines(pieces));
  const counts = new Map<string, number>();
  for (const [index, page] of pages.entries()) {
    const keys = lines[index]!.filter((line) => isAtEdge(line, page)).flatMap(keysOf);
    for (const key of new Set(keys)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const written = lines.filter((each) => each.length > 0).length;
  const repeats = (line: Line, page: RawPage) => {
    const count = isAtEdge(line, page) ? Math.max(...keysOf(line).map((key) => counts.get(key) ?? 0)) : 0;
    // Two pages are too few to tell a header from a coincidence, but for the number of the page in it.
    return written >= fewestPages
      ? count >= commonShare * written
      : written === 2 && count === 2 && holdsNumber(line, page.number);
  };
  return pages.map((page, index) => {
    const own = lines[index]!;
    const running = [
      ...outermost(own, (line) => repeats(line, page)),
      ...outermost(own.toReversed(), (line) => repeats(line, page)),
    ];
    if (running.length === 0) return page;
    const pieces = new Set<TextPiece>(running.flatMap((line) => line.pieces));
    return { ...page, pieces: page.pieces.filter((piece) => !pieces.has(piece)) };
  });
}

/** The lines that repeat, from the edge of the page inwards, up to a distance before the text. */
function outermost(lines: readonly Line[], repeats: (line: Line) => boolean): readonly Line[] {
  let end = lines.findIndex((line) => !repeats(line));
  if (end === -1) return lines;
  while (end > 0 && Math.abs(lines[end]!.y - lines[end - 1]!.y) < distance * lines[end - 1]!.size) end -= 1;
  return lines.slice(0, end);
}

function isAtEdge({ y }: Line, { height }: RawPage): boolean {
  return y < height * edge || y > height * (1 - edge);
}

/** Text without numbers, and about where it stands; two keys, so that a place near the border of two steps is found in one of them. */
function keysOf({ text, y }: Line): readonly string[] {
  const plain = text.toLowerCase().replace(/\d+/g, '#').replace(/\s+/g, ' ');
  return [`${Math.floor(y / 6)} ${plain}`, `+${Math.floor((y + 3) / 6)} ${plain}`];
}

function holdsNumber({ cells }: Line, number: number): boolean {
  return cells.some(({ text }) => Number(pageNumber.exec(text.trim())?.[1]) === number);
}

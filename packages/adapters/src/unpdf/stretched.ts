import type { Region } from './columns.ts';
import { gapsOf, type Line } from './lines.ts';

const fewestGaps = 3;
/** Gaps in a line that was stretched to the width of its column are alike; after a sentence they may be wider. */
const mostUnlike = 1.5;
/** In the size of the text: where a line begins and ends beside those around it. */
const edge = 1.5;
const wordGap = 0.15;

/**
 * Narrow columns of justified text have lines whose words stand as far apart as cells. They are told by three signs: they fill their column, their
 * gaps are all alike, which those between columns of a table are not, and they stand next to lines of running text. Those are one cell.
 */
export function closeStretched(region: Region): Region {
  const left = Math.min(...region.map(({ x }) => x));
  const right = Math.max(...region.map((line) => line.right));
  const fills = (line: Line) => line.right > right - edge * line.size && line.x < left + 2 * edge * line.size;
  const closed = [...region];
  const closeAt = (at: number, beside: Line | undefined) => {
    const line = closed[at]!;
    if (line.cells.length < 2 || beside?.cells.length !== 1 || !fills(line) || !fills(beside)) return;
    const isNext = Math.abs(line.y - beside.y) < 2 * line.size && Math.abs(line.size - beside.size) < 1;
    if (isNext && isStretched(line))
      closed[at] = { ...line, cells: [{ text: line.text, x: line.x, right: line.right }] };
  };
  for (let at = 1; at < closed.length; at += 1) closeAt(at, closed[at - 1]);
  for (let at = closed.length - 2; at >= 0; at -= 1) closeAt(at, closed[at + 1]);
  return closed;
}

function isStretched({ pieces, size }: Line): boolean {
  const gaps = gapsOf(pieces).filter((gap) => gap > wordGap * size);
  return gaps.length >= fewestGaps && Math.max(...gaps) <= mostUnlike * Math.min(...gaps);
}

import { type Box, type Matrix, pointAt } from './boxes.ts';

/** A place on the page. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Straight lines from point to point; curves are cut into some. */
export type Polyline = readonly Point[];

const curveSteps = [0.25, 0.5, 0.75, 1];
/** Paths with more points are drawings, of which only the place is kept. */
const mostPoints = 2000;
/** Parts of a slanted line: the boxes around them cover little more than the line. */
const slantedParts = 24;

/** The lines of a path of pdf.js, as they come to lie on the page. `undefined`: there are too many, or it is none. */
export function polylinesOf(path: unknown, matrix: Matrix): readonly Polyline[] | undefined {
  if (!ArrayBuffer.isView(path)) return undefined;
  const numbers = path as unknown as ArrayLike<number>;
  if (numbers.length > 3 * mostPoints) return undefined;
  const lines: Point[][] = [];
  let here: Point = { x: 0, y: 0 };
  const number = (at: number) => numbers[at] ?? Number.NaN;
  const point = (at: number): Point => ({ x: number(at), y: number(at + 1) });
  const add = (next: Point) => {
    here = next;
    lines.at(-1)?.push(pointAt(matrix, next.x, next.y));
  };
  for (let at = 0; at < numbers.length; ) {
    const operator = numbers[at];
    const [one, two, three] = [point(at + 1), point(at + 3), point(at + 5)];
    if (operator === 0) {
      lines.push([]);
      add(one);
    } else if (operator === 1) add(one);
    else if (operator === 2) curveSteps.map(cubic(here, one, two, three)).forEach(add);
    else if (operator === 3)
      curveSteps.map(cubic(here, between(here, one), between(two, one), two)).forEach(add);
    else if (operator === 4) {
      const [first] = lines.at(-1) ?? [];
      if (first !== undefined) lines.at(-1)?.push(first);
    } else return undefined;
    at += [3, 3, 7, 5, 1][operator] ?? 1;
  }
  return lines;
}

/** The control point of a cubic curve for one of a quadratic curve. */
const between = (end: Point, control: Point): Point => ({
  x: end.x + (2 / 3) * (control.x - end.x),
  y: end.y + (2 / 3) * (control.y - end.y),
});

const cubic = (a: Point, b: Point, c: Point, d: Point) => (t: number) => {
  const u = 1 - t;
  const mix = (part: (point: Point) => number) =>
    u ** 3 * part(a) + 3 * u * u * t * part(b) + 3 * u * t * t * part(c) + t ** 3 * part(d);
  return { x: mix(({ x }) => x), y: mix(({ y }) => y) };
};

/** Whether a filled path covers a point. */
export function isInside({ x, y }: Point, lines: readonly Polyline[], isEvenOdd: boolean): boolean {
  let winding = 0;
  for (const line of lines)
    for (let at = 0; at < line.length; at += 1) {
      const [from, to] = [line[at], line[(at + 1) % line.length]];
      if (from === undefined || to === undefined || from.y > y === to.y > y) continue;
      if (x < from.x + ((y - from.y) / (to.y - from.y)) * (to.x - from.x)) winding += to.y > from.y ? 1 : -1;
    }
  return isEvenOdd ? winding % 2 !== 0 : winding !== 0;
}

/** What a pen paints along lines: a box for each upright line, a row of small ones for a slanted one. */
export function strokeBoxes(lines: readonly Polyline[], width: number): readonly Box[] {
  return lines.flatMap((line) =>
    line.slice(1).flatMap((to, at) => {
      const from = line[at] ?? to;
      const isStraight = Math.abs(to.x - from.x) < 0.1 || Math.abs(to.y - from.y) < 0.1;
      const parts = isStraight ? 1 : slantedParts;
      return Array.from({ length: parts }, (_, part) =>
        boxAround(along(from, to, part / parts), along(from, to, (part + 1) / parts), width),
      );
    }),
  );
}

const along = (from: Point, to: Point, share: number): Point => ({
  x: from.x + (to.x - from.x) * share,
  y: from.y + (to.y - from.y) * share,
});

/** Lines end where they are said to, without half a pen's width more. */
function boxAround(one: Point, other: Point, width: number): Box {
  const [isLevel, isPlumb] = [Math.abs(one.y - other.y) < 0.1, Math.abs(one.x - other.x) < 0.1];
  const [besideX, besideY] = [isLevel && !isPlumb ? 0 : width / 2, isPlumb && !isLevel ? 0 : width / 2];
  return {
    left: Math.min(one.x, other.x) - besideX,
    bottom: Math.min(one.y, other.y) - besideY,
    right: Math.max(one.x, other.x) + besideX,
    top: Math.max(one.y, other.y) + besideY,
  };
}

/** A matrix of PDF: `[a b c d e f]` maps (x, y) to (ax + cy + e, bx + dy + f). */
export type Matrix = readonly [number, number, number, number, number, number];

/** An upright rectangle in the space of the page. */
export interface Box {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

export const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** First `inner`, then `outer`. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

/** Six numbers of the file as a matrix; anything else changes nothing. */
export function matrixOf(value: unknown): Matrix {
  const numbers =
    ArrayBuffer.isView(value) || Array.isArray(value) ? Array.from(value as ArrayLike<unknown>) : [];
  const [a, b, c, d, e, f] = numbers;
  const all = [a, b, c, d, e, f];
  return numbers.length === 6 && all.every((each) => typeof each === 'number' && Number.isFinite(each))
    ? (all as unknown as Matrix)
    : identity;
}

/** Where a point comes to lie. */
export const pointAt = ([a, b, c, d, e, f]: Matrix, x: number, y: number) => ({
  x: a * x + c * y + e,
  y: b * x + d * y + f,
});

/** The rectangle around a rectangle of another space. */
export function boxOf(matrix: Matrix, [x0, y0, x1, y1]: readonly [number, number, number, number]): Box {
  const corners = [
    pointAt(matrix, x0, y0),
    pointAt(matrix, x1, y0),
    pointAt(matrix, x0, y1),
    pointAt(matrix, x1, y1),
  ];
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  return { left: Math.min(...xs), bottom: Math.min(...ys), right: Math.max(...xs), top: Math.max(...ys) };
}

/** What two boxes share; empty ones have no area. */
export function intersect(one: Box, other: Box | undefined): Box {
  if (other === undefined) return one;
  return {
    left: Math.max(one.left, other.left),
    bottom: Math.max(one.bottom, other.bottom),
    right: Math.min(one.right, other.right),
    top: Math.min(one.top, other.top),
  };
}

export const areaOf = ({ left, bottom, right, top }: Box): number =>
  Math.max(0, right - left) * Math.max(0, top - bottom);

/** How much of a box lies in another, 0 to 1. */
export const shareIn = (box: Box, other: Box): number =>
  areaOf(intersect(box, other)) / Math.max(1e-9, areaOf(box));

import {
  add,
  advance,
  againIf,
  assembleKernel,
  constant,
  end,
  get,
  instantiateKernel,
  isBelow,
  loop,
  memoryAt,
  multiply,
  set,
  simd,
  storeInteger,
  when,
  zeros,
} from './wasm.ts';

/**
 * Dot products of 4 vectors with many, for exact dense neighbour search and dense products. Vectors are packed in panels so that the inner loop reads memory in
 * order: see {@link packPanels}. Uses WebAssembly SIMD (`wasm.ts`) and plain JavaScript where that is missing.
 */
export interface DotKernel {
  /** Packed left panels (4 rows each), right panels (8 rows each) and results, all in one memory. */
  readonly left: Float32Array;
  readonly right: Float32Array;
  /** Results of the last call: `out[panel * 32 + leftRow * 8 + rightRow]`. */
  readonly out: Float32Array;
  /** Per row: what a product must reach to be told of. From 0. */
  readonly leftLimits: Float32Array;
  readonly rightLimits: Float32Array;
  /** The panels of the last call (from 0) with a product that reaches the lower limit of its two rows, ascending. */
  readonly hits: Int32Array;
  /**
   * All products of left panel `leftPanel` with `count` right panels from `rightPanel` on. At most {@link maxPanels} at once.
   * @returns the number of hits
   */
  multiply(leftPanel: number, rightPanel: number, count: number): number;
}

/** Right panels one call of `multiply` may cover: keeps the results in the first-level cache. */
export const maxPanels = 64;
export const leftRows = 4;
export const rightRows = 8;

/** A kernel with room for so many vectors of `columns` numbers on each side. */
export function createDotKernel(size: { left: number; right: number; columns: number }): DotKernel {
  const { columns } = size;
  const leftSize = Math.ceil(size.left / leftRows) * leftRows;
  const rightSize = Math.ceil(size.right / rightRows) * rightRows;
  const lengths = [
    ...[leftSize * columns, rightSize * columns, maxPanels * leftRows * rightRows],
    ...[leftSize, rightSize, maxPanels],
  ];
  const starts = lengths.map((_, at) => lengths.slice(0, at).reduce((sum, length) => sum + length, 0));
  const bytes = 4 * lengths.reduce((sum, length) => sum + length, 0);
  const kernel = instantiateKernel(kernelModule, bytes);
  const buffer = kernel?.buffer ?? new ArrayBuffer(bytes);
  const [left, right, out, leftLimits, rightLimits] = starts.map(
    (start, at) => new Float32Array(buffer, start * 4, lengths[at]),
  ) as [Float32Array, Float32Array, Float32Array, Float32Array, Float32Array];
  const hits = new Int32Array(buffer, starts[5]! * 4, maxPanels);
  const products: DotKernel['multiply'] = (leftPanel, rightPanel, count) => {
    const a = leftPanel * leftRows;
    const b = rightPanel * rightRows;
    if (kernel !== undefined) {
      const [atLeft, atRight, atOut, atLeftLimits, atRightLimits, atHits] = starts.map((start) => start * 4);
      return kernel.run(
        ...[atLeft! + a * columns * 4, atRight! + b * columns * 4, atOut!, columns, count],
        ...[atLeftLimits! + a * 4, atRightLimits! + b * 4, atHits!],
      );
    }
    multiplyPlainly(left.subarray(a * columns), right.subarray(b * columns), out, columns, count);
    return findHits(out, leftLimits.subarray(a), rightLimits.subarray(b), hits, count);
  };
  return { left, right, out, leftLimits, rightLimits, hits, multiply: products };
}

/** Writes row-major vectors as panels of `panelRows` rows, number by number: `panel[c * panelRows + r]`. */
export function packPanels(
  target: Float32Array,
  source: Float32Array,
  columns: number,
  panelRows: number,
): void {
  const rows = source.length / columns;
  for (let row = 0; row < rows; row++) {
    const inPanel = row % panelRows;
    const base = (row - inPanel) * columns + inPanel;
    for (let column = 0; column < columns; column++)
      target[base + column * panelRows] = source[row * columns + column]!;
  }
}

/** The same loop without SIMD: eight sums at a time. */
function multiplyPlainly(
  left: Float32Array,
  right: Float32Array,
  out: Float32Array,
  columns: number,
  count: number,
): void {
  for (let panel = 0; panel < count; panel++) {
    for (let row = 0; row < leftRows; row++) {
      let [s0, s1, s2, s3, s4, s5, s6, s7] = [0, 0, 0, 0, 0, 0, 0, 0];
      let b = panel * rightRows * columns;
      for (let a = row; a < columns * leftRows; a += leftRows) {
        const value = left[a]!;
        s0 += value * right[b]!;
        s1 += value * right[b + 1]!;
        s2 += value * right[b + 2]!;
        s3 += value * right[b + 3]!;
        s4 += value * right[b + 4]!;
        s5 += value * right[b + 5]!;
        s6 += value * right[b + 6]!;
        s7 += value * right[b + 7]!;
        b += rightRows;
      }
      out.set([s0, s1, s2, s3, s4, s5, s6, s7], panel * leftRows * rightRows + row * rightRows);
    }
  }
}

/** The same look at the results without SIMD. */
function findHits(
  out: Float32Array,
  leftLimits: Float32Array,
  rightLimits: Float32Array,
  hits: Int32Array,
  count: number,
): number {
  let found = 0;
  for (let panel = 0; panel < count; panel++) {
    const from = panel * leftRows * rightRows;
    const reaches = (at: number) =>
      out[from + at]! >=
      Math.min(leftLimits[Math.floor(at / rightRows)]!, rightLimits[panel * rightRows + (at % rightRows)]!);
    let at = 0;
    while (at < leftRows * rightRows && !reaches(at)) at++;
    if (at < leftRows * rightRows) hits[found++] = panel;
  }
  return found;
}

/**
 * The machine code of one function `k(left, right, out, columns, panels, leftLimits, rightLimits, hits)`. For each right panel: eight 4-lane
 * sums start at zero; for each column, each of the 4 left numbers is spread over 4 lanes, multiplied with the 8 right numbers and added; the
 * sums are stored, and the panel is noted when one of them reaches the lower limit of its rows: few do, so that looking at products one by
 * one would take longer than making them.
 */
function dotProducts(): Uint8Array<ArrayBuffer> {
  const [left, right, out, columns, panels, leftLimits, rightLimits, hits] = [0, 1, 2, 3, 4, 5, 6, 7];
  const [at, last, panel, found] = [8, 9, 10, 11];
  const sum = (i: number) => 12 + i;
  const [low, high, spread, reached] = [20, 21, 22, 23];
  const four = [0, 1, 2, 3];
  const eight = [...four, 4, 5, 6, 7];
  const loadHalves = (from: number) =>
    [low, high].flatMap((half, side) => [...get(from), ...simd(0), ...memoryAt(side * 16), ...set(half)]);
  const loadSpread = (from: number, row: number) => [
    ...get(from),
    ...simd(9),
    ...memoryAt(row * 4),
    ...set(spread),
  ];
  const body = [
    loop, // over panels
    eight.flatMap((i) => [...zeros, ...set(sum(i))]),
    [...get(left), ...set(at)],
    [...get(left), ...get(columns), ...constant(16), ...multiply, ...add, ...set(last)],
    loop, // over columns
    loadHalves(right),
    four.flatMap((row) => [
      ...loadSpread(at, row),
      ...[low, high].flatMap((half, side) => [
        ...[...get(sum(row * 2 + side)), ...get(spread), ...get(half)],
        ...[...simd(0xe6), ...simd(0xe4), ...set(sum(row * 2 + side))], // multiply, add
      ]),
    ]),
    advance(at, 16),
    advance(right, 32),
    [...get(at), ...get(last), ...isBelow, ...againIf(0)],
    end,
    eight.flatMap((i) => [...get(out), ...get(sum(i)), ...simd(11), ...memoryAt(i * 16)]),
    advance(out, 128),
    loadHalves(rightLimits),
    [...zeros, ...set(reached)],
    four.flatMap((row) => [
      ...loadSpread(leftLimits, row),
      ...[low, high].flatMap((half, side) => [
        ...[...get(reached), ...get(sum(row * 2 + side)), ...get(half), ...get(spread)],
        ...[...simd(0xe8), ...simd(0x46), ...simd(0x50), ...set(reached)], // least of the limits, at least that, or
      ]),
    ]),
    advance(rightLimits, 32),
    [...get(reached), ...simd(0x53), ...when], // any lane
    [...get(hits), ...get(found), ...constant(4), ...multiply, ...add, ...get(panel), ...storeInteger(0)],
    advance(found, 1),
    end,
    advance(panel, 1),
    [...get(panel), ...get(panels), ...isBelow, ...againIf(0)],
    end,
    get(found),
  ].flat();
  return assembleKernel({ parameters: 8, integers: 4, vectors: 12, body });
}

const kernelModule = dotProducts();

/**
 * Dot products of 4 vectors with many, for exact dense neighbour search and dense products. Vectors are packed in panels so that the inner loop reads memory in
 * order: see {@link packPanels}. Uses WebAssembly SIMD (assembled below, no binary in the repository) and plain JavaScript where that is missing.
 */
export interface DotKernel {
  /** Packed left panels (4 rows each), right panels (8 rows each) and results, all in one memory. */
  readonly left: Float32Array;
  readonly right: Float32Array;
  /** Results of the last call: `out[panel * 32 + leftRow * 8 + rightRow]`. */
  readonly out: Float32Array;
  /** All products of left panel `leftPanel` with `count` right panels from `rightPanel` on. At most {@link maxPanels} at once. */
  multiply(leftPanel: number, rightPanel: number, count: number): void;
}

/** Right panels one call of `multiply` may cover: keeps the results in the first-level cache. */
export const maxPanels = 64;
export const leftRows = 4;
export const rightRows = 8;

/** A kernel with room for so many vectors of `columns` numbers on each side. */
export function createDotKernel(size: { left: number; right: number; columns: number }): DotKernel {
  const { columns } = size;
  const leftLength = Math.ceil(size.left / leftRows) * leftRows * columns;
  const rightLength = Math.ceil(size.right / rightRows) * rightRows * columns;
  const outLength = maxPanels * leftRows * rightRows;
  const memory = createMemory((leftLength + rightLength + outLength) * 4);
  const buffer = memory?.buffer ?? new ArrayBuffer((leftLength + rightLength + outLength) * 4);
  const left = new Float32Array(buffer, 0, leftLength);
  const right = new Float32Array(buffer, leftLength * 4, rightLength);
  const out = new Float32Array(buffer, (leftLength + rightLength) * 4, outLength);
  const run = memory === undefined ? undefined : instantiate(memory);
  const multiply: DotKernel['multiply'] = (leftPanel, rightPanel, count) => {
    const a = leftPanel * leftRows * columns;
    const b = rightPanel * rightRows * columns;
    if (run !== undefined) run(a * 4, (leftLength + b) * 4, (leftLength + rightLength) * 4, columns, count);
    else multiplyPlainly(left.subarray(a), right.subarray(b), out, columns, count);
  };
  return { left, right, out, multiply };
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

type Kernel = (left: number, right: number, out: number, columns: number, panels: number) => void;

/** The part of the standard WebAssembly interface used here; it is part of every supported runtime but not of TypeScript's ES library. */
declare const WebAssembly:
  | {
      Memory: new (descriptor: { initial: number }) => { readonly buffer: ArrayBuffer };
      Module: new (bytes: Uint8Array) => object;
      Instance: new (
        module: object,
        imports: { m: { m: object } },
      ) => { readonly exports: { readonly k: Kernel } };
      validate(bytes: Uint8Array): boolean;
    }
  | undefined;

function createMemory(bytes: number): { readonly buffer: ArrayBuffer } | undefined {
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(kernelModule)) return undefined;
  return new WebAssembly.Memory({ initial: Math.ceil(bytes / 65536) });
}

function instantiate(memory: object): Kernel | undefined {
  if (typeof WebAssembly === 'undefined') return undefined;
  return new WebAssembly.Instance(new WebAssembly.Module(kernelModule), { m: { m: memory } }).exports.k;
}

const kernelModule = assembleKernel();

/**
 * The machine code of one function `k(left, right, out, columns, panels)`. For each right panel: eight 4-lane sums start at zero; for
 * each column, each of the 4 left numbers is spread over 4 lanes, multiplied with the 8 right numbers and added; the sums are stored.
 */
function assembleKernel(): Uint8Array<ArrayBuffer> {
  const [left, right, out, columns, panels, at, end] = [0, 1, 2, 3, 4, 5, 6];
  const sum = (i: number) => 7 + i;
  const [low, high, spread] = [15, 16, 17];
  const get = (local: number) => [0x20, local];
  const set = (local: number) => [0x21, local];
  const constant = (value: number) => [0x41, ...signedLeb(value)];
  const simd = (opcode: number) => [0xfd, ...unsignedLeb(opcode)];
  const memoryAt = (offset: number) => [2, ...unsignedLeb(offset)];
  const add = [0x6a];
  const four = [0, 1, 2, 3];
  const eight = [...four, 4, 5, 6, 7];
  const code = [
    [0x03, 0x40], // loop over panels
    eight.flatMap((i) => [...simd(12), ...new Array<number>(16).fill(0), ...set(sum(i))]),
    [...get(left), ...set(at)],
    [...get(left), ...get(columns), ...constant(16), 0x6c, ...add, ...set(end)],
    [0x03, 0x40], // loop over columns
    [...get(right), ...simd(0), ...memoryAt(0), ...set(low)],
    [...get(right), ...simd(0), ...memoryAt(16), ...set(high)],
    four.flatMap((row) => [
      ...[...get(at), ...simd(9), ...memoryAt(row * 4), ...set(spread)],
      ...[low, high].flatMap((half, side) => [
        ...[...get(sum(row * 2 + side)), ...get(spread), ...get(half)],
        ...[...simd(0xe6), ...simd(0xe4), ...set(sum(row * 2 + side))], // multiply, add
      ]),
    ]),
    [...get(at), ...constant(16), ...add, ...set(at)],
    [...get(right), ...constant(32), ...add, ...set(right)],
    [...get(at), ...get(end), 0x49, 0x0d, 0], // again while at < end
    [0x0b],
    eight.flatMap((i) => [...get(out), ...get(sum(i)), ...simd(11), ...memoryAt(i * 16)]),
    [...get(out), ...constant(128), ...add, ...set(out)],
    [...get(panels), ...constant(1), 0x6b, 0x22, panels, 0x0d, 0], // again while panels are left
    [0x0b, 0x0b],
  ].flat();
  const locals = [2, 2, 0x7f, 11, 0x7b];
  const body = [...locals, ...code];
  const section = (id: number, content: readonly number[]) => [
    id,
    ...unsignedLeb(content.length),
    ...content,
  ];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 5, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0]),
    ...section(2, [1, 1, 0x6d, 1, 0x6d, 2, 0, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, 1, 0x6b, 0, 0]),
    ...section(10, [1, ...unsignedLeb(body.length), ...body]),
  ]);
}

function unsignedLeb(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsignedLeb(value >>> 7)];
}

function signedLeb(value: number): number[] {
  return value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...signedLeb(value >> 7)];
}

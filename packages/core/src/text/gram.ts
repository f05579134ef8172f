import type { DenseMatrix } from './sparse.ts';
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
} from './wasm.ts';

const rowsAtATime = 4;

/**
 * Xᵀ X of a tall matrix, as a square row-major array, summed in double precision. WebAssembly SIMD (`wasm.ts`) where there is any; plain JavaScript
 * gives the same bits.
 */
export function gram({ rows, columns, values }: DenseMatrix): Float64Array {
  const blockLength = rowsAtATime * columns + 1;
  const productLength = columns * columns + 1;
  const kernel =
    columns === 0 ? undefined : instantiateKernel(kernelModule, 8 * (blockLength + productLength));
  const buffer = kernel?.buffer ?? new ArrayBuffer(8 * (blockLength + productLength));
  const block = new Float64Array(buffer, 0, blockLength);
  const product = new Float64Array(buffer, 8 * blockLength, productLength);
  for (let row = 0; row < rows; row += rowsAtATime) {
    block.fill(0);
    block.set(values.subarray(row * columns, Math.min(row + rowsAtATime, rows) * columns));
    if (kernel === undefined) addBlock(product, block, columns);
    else kernel.run(0, 8 * blockLength, columns);
  }
  const whole = product.slice(0, columns * columns);
  for (let i = 0; i < columns; i++)
    for (let j = 0; j < i; j++) whole[i * columns + j] = whole[j * columns + i]!;
  return whole;
}

/** Adds the products of four rows, upper triangle only. */
function addBlock(product: Float64Array, block: Float64Array, columns: number): void {
  for (let i = 0; i < columns; i++) {
    const [p, q, r, s] = [block[i]!, block[columns + i]!, block[2 * columns + i]!, block[3 * columns + i]!];
    const out = i * columns;
    for (let j = i; j < columns; j++) {
      product[out + j]! +=
        p * block[j]! + q * block[columns + j]! + r * block[2 * columns + j]! + s * block[3 * columns + j]!;
    }
  }
}

/**
 * The machine code of one function `k(block, product, columns)`, which does what {@link addBlock} does, two columns at a time. The second one of
 * the last pair may lie beyond the row: that is in the lower triangle, which nobody reads, or in the one number more that both arrays have.
 */
function blockProducts(): Uint8Array<ArrayBuffer> {
  const [block, product, columns] = [0, 1, 2];
  const [rowBytes, out, last, lastRow] = [3, 4, 5, 6];
  const lanes = [0, 1, 2, 3];
  const from = (lane: number) => 7 + lane;
  const scale = (lane: number) => 11 + lane;
  const load = (local: number) => [...get(local), ...simd(0), ...memoryAt(0)];
  const body = [
    [...get(columns), ...constant(8), ...multiply, ...set(rowBytes)],
    [...get(product), ...get(rowBytes), ...get(columns), ...multiply, ...add, ...set(lastRow)],
    [...get(product), ...get(rowBytes), ...add, ...set(last)],
    loop, // over i: `block` and `product` point at (., i) and (i, i)
    lanes.flatMap((lane) => [
      ...[...get(block), ...constant(lane), ...get(rowBytes), ...multiply, ...add, ...set(from(lane))],
      ...[...get(from(lane)), ...simd(10), ...memoryAt(0), ...set(scale(lane))],
    ]),
    [...get(product), ...set(out)],
    loop, // over j
    [...get(out), ...load(out)],
    lanes.flatMap((lane) => [
      ...[...get(scale(lane)), ...load(from(lane)), ...simd(0xf2)],
      ...(lane === 0 ? [] : simd(0xf0)),
    ]),
    [...simd(0xf0), ...simd(11), ...memoryAt(0)],
    [out, ...lanes.map(from)].flatMap((pointer) => advance(pointer, 16)),
    [...get(out), ...get(last), ...isBelow, ...againIf(0)],
    end,
    advance(block, 8),
    [...get(product), ...get(rowBytes), ...add, ...constant(8), ...add, ...set(product)],
    [...get(last), ...get(rowBytes), ...add, ...set(last)],
    [...get(product), ...get(lastRow), ...isBelow, ...againIf(0)],
    end,
    constant(0),
  ].flat();
  return assembleKernel({ parameters: 3, integers: 8, vectors: 4, body });
}

const kernelModule = blockProducts();

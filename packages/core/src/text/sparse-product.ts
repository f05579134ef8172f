import type { DenseMatrix, SparseMatrix } from './sparse.ts';
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
  loadInteger,
  loop,
  memoryAt,
  multiply,
  set,
  simd,
  when,
} from './wasm.ts';

/** A X for a sparse A and a dense X, in single precision. */
export type SparseProduct = (matrix: SparseMatrix, factor: DenseMatrix) => DenseMatrix;

/**
 * A product of sparse and dense matrices with room for so many entries, rows of X and columns of X: four entries of a row at a time, which spares
 * traffic on the result, each four summed in double precision. WebAssembly SIMD (`wasm.ts`) where there is any; plain JavaScript gives the same bits.
 */
export function createSparseProduct(size: { entries: number; rows: number; columns: number }): SparseProduct {
  const stride = Math.ceil(size.columns / 4) * 4;
  const lengths = [size.entries, size.entries, size.rows * stride, stride];
  const [atIndices, atValues, atFactor, atOut, bytes] = [0, 1, 2, 3, 4].map(
    (part) => 4 * lengths.slice(0, part).reduce((sum, length) => sum + length, 0),
  ) as [number, number, number, number, number];
  const kernel = instantiateKernel(kernelModule, bytes);
  if (kernel === undefined) return multiplyPlainly;
  const entries = new Int32Array(kernel.buffer, atIndices, size.entries);
  const weights = new Float32Array(kernel.buffer, atValues, size.entries);
  const packed = new Float32Array(kernel.buffer, atFactor, size.rows * stride);
  const out = new Float32Array(kernel.buffer, atOut, stride);
  return ({ rows, indptr, indices, values }, factor) => {
    const { columns } = factor;
    entries.set(indices);
    weights.set(values);
    for (let row = 0; row < factor.rows; row++)
      packed.set(factor.values.subarray(row * columns, (row + 1) * columns), row * stride);
    const product = new Float32Array(rows * columns);
    const kept = out.subarray(0, columns);
    for (let row = 0; row < rows; row++) {
      const from = indptr[row]!;
      out.fill(0);
      kernel.run(
        atIndices + 4 * from,
        atValues + 4 * from,
        indptr[row + 1]! - from,
        atFactor,
        atOut,
        4 * stride,
      );
      product.set(kept, row * columns);
    }
    return { rows, columns, values: product };
  };
}

/** The same without SIMD. */
function multiplyPlainly(matrix: SparseMatrix, factor: DenseMatrix): DenseMatrix {
  const { columns } = factor;
  const values = new Float32Array(matrix.rows * columns);
  for (let row = 0; row < matrix.rows; row++) {
    const target = values.subarray(row * columns, (row + 1) * columns);
    const last = matrix.indptr[row + 1]!;
    let i = matrix.indptr[row]!;
    for (; i + 4 <= last; i += 4) addFourRows(target, factor.values, matrix, i);
    for (; i < last; i++) addRow(target, factor.values, matrix.indices[i]! * columns, matrix.values[i]!);
  }
  return { rows: matrix.rows, columns, values };
}

function addFourRows(
  target: Float32Array,
  source: Float32Array,
  { indices, values }: SparseMatrix,
  at: number,
): void {
  const length = target.length;
  const [a, b] = [indices[at]! * length, indices[at + 1]! * length];
  const [c, d] = [indices[at + 2]! * length, indices[at + 3]! * length];
  const [p, q, r, s] = [values[at]!, values[at + 1]!, values[at + 2]!, values[at + 3]!];
  for (let i = 0; i < length; i++) {
    target[i]! += p * source[a + i]! + q * source[b + i]! + r * source[c + i]! + s * source[d + i]!;
  }
}

function addRow(target: Float32Array, source: Float32Array, at: number, scale: number): void {
  for (let i = 0; i < target.length; i++) target[i]! += scale * source[at + i]!;
}

/**
 * The machine code of one function `k(indices, values, entries, factor, out, rowBytes)`: adds the rows of `factor` with these indices, times these
 * values, to `out`; four rows at a time, then one.
 */
function sparseRow(): Uint8Array<ArrayBuffer> {
  const [indices, values, entries, factor, out, rowBytes] = [0, 1, 2, 3, 4, 5];
  const [at, last] = [6, 7];
  const source = (lane: number) => 8 + lane;
  const scale = (lane: number) => 12 + lane;
  const double = [...simd(0x5f)];
  const half = (from: number, side: number) => [
    ...get(from),
    ...simd(0x5d),
    ...memoryAt(8 * side),
    ...double,
  ];
  const rowsAtATime = (count: number) => {
    const lanes = Array.from({ length: count }, (_, lane) => lane);
    const enough = [...constant(count - 1), ...get(entries), ...isBelow];
    const term = (lane: number, side: number) => [
      ...[...get(scale(lane)), ...half(source(lane), side), ...simd(0xf2)],
      ...(lane === 0 ? [] : simd(0xf0)),
    ];
    return [
      [...enough, ...when],
      loop, // over entries
      lanes.flatMap((lane) => [
        ...[...get(indices), ...loadInteger(4 * lane), ...get(rowBytes), ...multiply],
        ...[...get(factor), ...add, ...set(source(lane))],
        ...[...get(values), ...simd(9), ...memoryAt(4 * lane), ...double, ...set(scale(lane))],
      ]),
      [...get(out), ...set(at), ...get(out), ...get(rowBytes), ...add, ...set(last)],
      loop, // over columns
      [0, 1].flatMap((side) => [
        ...[...get(at), ...half(at, side)],
        ...[...lanes.flatMap((lane) => term(lane, side)), ...simd(0xf0)],
        ...[...simd(0x5e), ...simd(0x5b), ...memoryAt(8 * side), 0], // back to single precision, store
      ]),
      [at, ...lanes.map(source)].flatMap((pointer) => advance(pointer, 16)),
      [...get(at), ...get(last), ...isBelow, ...againIf(0)],
      end,
      advance(indices, 4 * count),
      advance(values, 4 * count),
      advance(entries, -count),
      [...enough, ...againIf(0)],
      end,
      end,
    ].flat();
  };
  const body = [...rowsAtATime(4), ...rowsAtATime(1), ...constant(0)];
  return assembleKernel({ parameters: 6, integers: 6, vectors: 4, body });
}

const kernelModule = sparseRow();

import { afterEach, describe, expect, it, vi } from 'vitest';
import { createDotKernel, leftRows, packPanels, rightRows } from './dot-kernel.ts';
import { seededRandom } from './random.ts';

const columns = 11;
const rows = { left: 6, right: 21 };

function vectors(count: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length: count * columns }, () => random.next() - 0.5);
}

afterEach(() => vi.unstubAllGlobals());

describe.each(['with SIMD', 'without'])('dot products of packed vectors, %s', (way) => {
  function kernelOf() {
    if (way === 'without') vi.stubGlobal('WebAssembly', undefined);
    const kernel = createDotKernel({ ...rows, columns });
    packPanels(kernel.left, vectors(rows.left, 1), columns, leftRows);
    packPanels(kernel.right, vectors(rows.right, 2), columns, rightRows);
    return kernel;
  }
  const [left, right] = [vectors(rows.left, 1), vectors(rows.right, 2)];
  const dot = (a: number, b: number) => {
    let sum = 0;
    for (let c = 0; c < columns; c++) sum += (left[a * columns + c] ?? 0) * (right[b * columns + c] ?? 0);
    return sum;
  };

  it('are those of all pairs', () => {
    const kernel = kernelOf();
    kernel.multiply(1, 1, 2);
    for (let row = 4; row < rows.left; row++) {
      for (let other = 8; other < rows.right; other++) {
        const at = Math.floor((other - 8) / rightRows) * 32 + (row - 4) * rightRows + (other % rightRows);
        expect(kernel.out[at]).toBeCloseTo(dot(row, other), 5);
      }
    }
  });

  it('are told of by panel when one reaches the lower limit of its rows', () => {
    const kernel = kernelOf();
    kernel.leftLimits.fill(9);
    kernel.rightLimits.fill(9);
    expect(kernel.multiply(0, 0, 3)).toBe(0);
    kernel.rightLimits[12] = Math.max(dot(0, 12), dot(1, 12), dot(2, 12), dot(3, 12)) - 1e-4;
    expect(kernel.multiply(0, 0, 3)).toBe(1);
    expect(kernel.hits[0]).toBe(1);
    kernel.leftLimits[2] = -1;
    expect(kernel.multiply(0, 0, 3)).toBe(3);
    expect([...kernel.hits.subarray(0, 3)]).toEqual([0, 1, 2]);
  });
});

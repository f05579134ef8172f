import { describe, expect, it } from 'vitest';
import { inlineParallel, runGivingWay, throttledYield } from './parallel.ts';
import type { Stepwise } from './stepwise.ts';
import { runToEnd } from './stepwise.ts';

const graph = {
  nodes: 2,
  indptr: Int32Array.of(0, 1, 2),
  neighbours: Int32Array.of(1, 0),
  weights: Float32Array.of(1, 1),
};

function* countTo(end: number, milliseconds: number): Stepwise<number> {
  for (let i = 0; i < end; i++) {
    const until = performance.now() + milliseconds;
    while (performance.now() < until);
    yield;
  }
  return end;
}

describe('inlineParallel', () => {
  it('runs tasks in order and reports progress', async () => {
    const seen: string[] = [];
    const inputs = [0.1, 100].map((resolution) => ({ graph, resolutions: [resolution], seed: 1 }));
    const outputs = await inlineParallel().run('communities', inputs, {
      onProgress: (done, total) => seen.push(`${done}/${total}`),
    });
    expect(outputs.map(([labels]) => [...labels!])).toEqual([
      [0, 0],
      [0, 1],
    ]);
    expect(seen).toEqual(['1/2', '2/2']);
  });

  it('rejects with the reason of the signal', async () => {
    const abortSignal = AbortSignal.abort(new Error('enough'));
    await expect(
      inlineParallel().run('communities', [{ graph, resolutions: [1], seed: 1 }], { abortSignal }),
    ).rejects.toThrow('enough');
  });
});

describe('runGivingWay', () => {
  it('gives what running to the end gives', async () => {
    expect(await runGivingWay(countTo(5, 0))).toBe(runToEnd(countTo(5, 0)));
  });

  it('lets timers run and stops in the middle', async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(new Error('enough')), 20);
    const started = performance.now();
    await expect(runGivingWay(countTo(10_000, 2), abort.signal)).rejects.toThrow('enough');
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

it('throttledYield does not wait each time', async () => {
  const giveWay = throttledYield();
  const started = performance.now();
  for (let i = 0; i < 1000; i++) await giveWay();
  expect(performance.now() - started).toBeLessThan(500);
});

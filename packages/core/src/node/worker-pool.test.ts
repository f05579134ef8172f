import { afterEach, describe, expect, it } from 'vitest';
import { parallelCases } from '../conformance/parallel-cases.ts';
import { runConformance } from '../conformance/run-conformance.ts';
import { graphFromNeighbours } from '../text/graph.ts';
import { inlineParallel } from '../text/parallel.ts';
import { seededRandom } from '../text/random.ts';
import { type WorkerPool, workerPool } from './worker-pool.ts';

let pool: WorkerPool | undefined;
afterEach(async () => {
  await pool?.close();
  pool = undefined;
});

function randomGraph(nodes: number, seed: number) {
  const random = seededRandom(seed);
  const k = 8;
  const indices = Int32Array.from({ length: nodes * k }, () => random.integer(nodes));
  const similarities = Float32Array.from(indices, () => 0.1 + random.next());
  return graphFromNeighbours({ k, indices, similarities });
}

describe('workerPool', () => {
  runConformance(it, parallelCases, {
    create() {
      pool = workerPool({ size: 2 });
      return pool;
    },
  });

  it('gives what inline execution gives, in the order of the inputs', async () => {
    pool = workerPool({ size: 2 });
    const inputs = [300, 100, 200, 50].map((nodes, seed) => ({
      graph: randomGraph(nodes, seed),
      resolutions: [1, 4],
      seed: 1,
    }));
    const progress: number[] = [];
    const there = await pool.run('communities', inputs, { onProgress: (done) => progress.push(done) });
    expect(there).toEqual(await inlineParallel().run('communities', inputs));
    expect(progress).toEqual([1, 2, 3, 4]);
  });

  it('rejects with the error of a task and goes on working', async () => {
    pool = workerPool({ size: 1 });
    const labels = new Int32Array(3);
    const bad = {
      resolutions: [1],
      fused: [labels, new Int32Array(2)],
      views: [[labels], [new Int32Array(2)]],
    };
    await expect(pool.run('choose-resolution', [bad])).rejects.toThrow(RangeError);
    const [found] = await pool.run('communities', [{ graph: randomGraph(20, 1), resolutions: [1], seed: 1 }]);
    expect(found?.[0]).toHaveLength(20);
  });

  it('stops at once when aborted and stays usable', async () => {
    pool = workerPool({ size: 1 });
    const abort = new AbortController();
    const long = {
      graph: randomGraph(20_000, 3),
      resolutions: Array.from({ length: 200 }, (_, i) => i + 1),
      seed: 1,
    };
    const started = performance.now();
    const run = pool.run('communities', [long, long], { abortSignal: abort.signal });
    setTimeout(() => abort.abort(new Error('enough')), 300);
    await expect(run).rejects.toThrow('enough');
    expect(performance.now() - started).toBeLessThan(5000);
    const [found] = await pool.run('communities', [{ graph: randomGraph(20, 1), resolutions: [1], seed: 1 }]);
    expect(found?.[0]).toHaveLength(20);
  });

  it('rejects what is under way when closed', async () => {
    pool = workerPool({ size: 1 });
    const long = { graph: randomGraph(20_000, 3), resolutions: [1, 2, 3, 4, 5, 6], seed: 1 };
    const run = pool.run('communities', [long, long]);
    const rejected = expect(run).rejects.toThrow('closed');
    await pool.close();
    await rejected;
    await expect(pool.run('communities', [])).rejects.toThrow('closed');
  });
});

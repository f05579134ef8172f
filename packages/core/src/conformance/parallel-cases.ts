import assert from 'node:assert/strict';
import type { Graph } from '../text/graph.ts';
import { type Parallel, startTask } from '../text/parallel.ts';
import { runToEnd } from '../text/stepwise.ts';
import type { TaskInput } from '../text/tasks.ts';
import type { ConformanceCase } from './run-conformance.ts';

/** A ring of nodes: the number of nodes tells one output from another. */
function ring(nodes: number): TaskInput<'communities'> {
  const graph: Graph = {
    nodes,
    indptr: Int32Array.from({ length: nodes + 1 }, (_, node) => 2 * node),
    neighbours: Int32Array.from({ length: 2 * nodes }, (_, edge) => {
      const node = edge >> 1;
      return [(node + nodes - 1) % nodes, (node + 1) % nodes].toSorted((a, b) => a - b)[edge % 2] ?? 0;
    }),
    weights: new Float32Array(2 * nodes).fill(1),
  };
  return { graph, resolutions: [1, 2], seed: 1 };
}

/** Labelings of different lengths, which no task can compare. */
const impossible: TaskInput<'choose-resolution'> = {
  resolutions: [1],
  fused: [new Int32Array(3)],
  views: [[new Int32Array(3)], [new Int32Array(2)]],
};
const possible: TaskInput<'choose-resolution'> = {
  resolutions: [1],
  fused: [new Int32Array(3)],
  views: [[new Int32Array(3)], [new Int32Array(3)]],
};
const here = (input: TaskInput<'communities'>) => runToEnd(startTask('communities', input));
/** More than can run at once, the longest first. */
const rings = ({ size }: Parallel) =>
  Array.from({ length: size * 3 + 2 }, (_, i) => ring(i === 0 ? 300 : 9 + i));

async function errorOf(run: Promise<unknown>): Promise<unknown> {
  return run.then(
    () => assert.fail('the run should have been rejected'),
    (error: unknown) => error,
  );
}

/** What everything promises that runs tasks, on whatever threads. */
export const parallelCases: readonly ConformanceCase<Parallel>[] = [
  {
    name: 'runs one input at a time, or more',
    async run({ size }) {
      assert.ok(Number.isInteger(size) && size >= 1, `the size is ${size}`);
    },
  },
  {
    name: 'gives the outputs of the task, in the order of the inputs',
    async run(parallel) {
      const inputs = rings(parallel);
      assert.deepEqual(await parallel.run('communities', inputs), inputs.map(here));
    },
  },
  {
    name: 'gives nothing for no inputs',
    async run(parallel) {
      assert.deepEqual(await parallel.run('communities', []), []);
    },
  },
  {
    name: 'keeps runs apart that go on at the same time',
    async run(parallel) {
      const sets = [[ring(30), ring(8)], [ring(12)], [ring(5), ring(40), ring(6)]];
      assert.deepEqual(
        await Promise.all(sets.map((inputs) => parallel.run('communities', inputs))),
        sets.map((inputs) => inputs.map(here)),
      );
    },
  },
  {
    name: 'leaves the inputs as they are',
    async run(parallel) {
      const inputs = [ring(20), ring(10)];
      await parallel.run('communities', inputs);
      assert.deepEqual(inputs, [ring(20), ring(10)]);
    },
  },
  {
    name: 'reports each finished input, counted from 1, before it ends',
    async run(parallel) {
      const inputs = rings(parallel);
      const reports: (readonly number[])[] = [];
      await parallel.run('communities', inputs, { onProgress: (...report) => reports.push(report) });
      assert.deepEqual(
        [...reports],
        inputs.map((_, index) => [index + 1, inputs.length]),
      );
    },
  },
  {
    name: 'rejects with the error of the task that failed',
    async run(parallel) {
      const expected = await errorOf((async () => runToEnd(startTask('choose-resolution', impossible)))());
      const error = await errorOf(parallel.run('choose-resolution', [possible, impossible, possible]));
      assert.ok(error instanceof Error && expected instanceof Error);
      assert.deepEqual([error.name, error.message], [expected.name, expected.message]);
    },
  },
  {
    name: 'reports nothing any more once it has failed',
    async run(parallel) {
      let reports = 0;
      const inputs = [impossible, ...Array.from({ length: parallel.size * 3 }, () => possible)];
      await errorOf(
        parallel.run('choose-resolution', inputs, {
          onProgress: () => {
            reports += 1;
          },
        }),
      );
      const atTheEnd = reports;
      await new Promise((resolve) => setTimeout(resolve, 50));
      assert.equal(reports, atTheEnd);
    },
  },
  {
    name: 'begins nothing when told to stop before',
    async run(parallel) {
      const reason = new Error('Stopped by the case.');
      let reports = 0;
      const options = { abortSignal: AbortSignal.abort(reason), onProgress: () => void reports++ };
      assert.equal(await errorOf(parallel.run('communities', [ring(9), ring(9)], options)), reason);
      assert.equal(reports, 0);
    },
  },
  {
    name: 'stops between inputs when told to, with the reason of the signal',
    async run(parallel) {
      const [abort, reason, inputs] = [new AbortController(), new Error('Enough.'), rings(parallel)];
      let reports = 0;
      const run = parallel.run('communities', inputs, {
        abortSignal: abort.signal,
        onProgress: () => {
          reports += 1;
          abort.abort(reason);
        },
      });
      assert.equal(await errorOf(run), reason);
      assert.ok(reports < inputs.length, 'it went on to the last input');
    },
  },
  {
    name: 'goes on working after a failure and after a stop',
    async run(parallel) {
      await errorOf(parallel.run('choose-resolution', [impossible]));
      const abort = new AbortController();
      const stopped = errorOf(parallel.run('communities', rings(parallel), { abortSignal: abort.signal }));
      abort.abort(new Error('Enough.'));
      await stopped;
      assert.deepEqual(await parallel.run('communities', [ring(15)]), [here(ring(15))]);
    },
  },
];

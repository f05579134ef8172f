import type { Parallel, RunOptions } from '../../text/parallel.ts';
import type { TaskInput, TaskName, TaskOutput } from '../../text/tasks.ts';
import type { PortFault } from './storage-faults.ts';

type Run = <Name extends TaskName>(
  task: Name,
  inputs: readonly TaskInput<Name>[],
  options?: RunOptions,
) => Promise<TaskOutput<Name>[]>;

const runFault = (
  fault: string,
  caughtBy: readonly string[],
  change: (run: Run) => Run,
): PortFault<Parallel> => ({ fault, caughtBy, change: ({ run }) => ({ run: change(run) }) });

const ordered = ['gives the outputs', 'keeps runs apart'];

export const parallelFaults: readonly PortFault<Parallel>[] = [
  { fault: 'the size is not known', caughtBy: ['runs one input'], change: () => ({ size: 0 }) },
  runFault(
    'outputs come as they are finished',
    ordered,
    (run) => async (task, inputs, options) => (await run(task, inputs, options)).reverse(),
  ),
  runFault(
    'the last output is lost',
    [...ordered, 'goes on working'],
    (run) => async (task, inputs, options) => (await run(task, inputs, options)).slice(0, -1),
  ),
  runFault('no inputs are an error', ['gives nothing'], (run) => async (task, inputs, options) => {
    if (inputs.length === 0) throw new RangeError('nothing to do');
    return run(task, inputs, options);
  }),
  runFault('runs share their outputs', ['keeps runs apart'], (run) => {
    let shared: unknown[] = [];
    let running = 0;
    return async <Name extends TaskName>(
      task: Name,
      inputs: readonly TaskInput<Name>[],
      options?: RunOptions,
    ) => {
      if (running === 0) shared = [];
      running += 1;
      try {
        shared.push(...(await run(task, inputs, options)));
        return shared as TaskOutput<Name>[];
      } finally {
        running -= 1;
      }
    };
  }),
  runFault(
    'inputs are used up',
    ['leaves the inputs', ...ordered],
    (run) => async (task, inputs, options) => {
      const outputs = await run(task, structuredClone(inputs), options);
      for (const input of inputs) if ('graph' in input) input.graph.weights.fill(0);
      return outputs;
    },
  ),
  runFault(
    'progress is not reported',
    ['reports each', 'stops between'],
    (run) => (task, inputs, options) => {
      const { onProgress: _, ...rest } = options ?? {};
      return run(task, inputs, rest);
    },
  ),
  runFault(
    'progress is counted from 0',
    ['reports each'],
    (run) => (task, inputs, options) =>
      run(task, inputs, { ...options, onProgress: (done, total) => options?.onProgress?.(done - 1, total) }),
  ),
  runFault(
    'the last report comes after the end',
    ['reports each'],
    (run) => (task, inputs, options) =>
      run(task, inputs, {
        ...options,
        onProgress: (done, total) =>
          done < total
            ? options?.onProgress?.(done, total)
            : void setTimeout(() => options?.onProgress?.(done, total), 1),
      }),
  ),
  runFault(
    'errors are wrapped',
    ['rejects with the error'],
    (run) => (task, inputs, options) =>
      run(task, inputs, options).catch((error: unknown) => {
        throw options?.abortSignal?.aborted === true ? error : new Error('a task failed', { cause: error });
      }),
  ),
  runFault(
    'inputs that fail are left out',
    ['rejects with the error', 'reports nothing any more', 'goes on working'],
    (run) => async (task, inputs, options) => {
      const results = await Promise.allSettled(inputs.map((input) => run(task, [input])));
      if (options?.abortSignal !== undefined || (options?.onProgress !== undefined && task === 'communities'))
        return run(task, inputs, options);
      return results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
    },
  ),
  runFault(
    'the others go on after a failure',
    ['reports nothing any more'],
    (run) => async (task, inputs, options) => {
      if (task === 'communities') return run(task, inputs, options);
      let done = 0;
      const each = async (input: (typeof inputs)[number], index: number) => {
        await new Promise((resolve) => setTimeout(resolve, index));
        const [output] = await run(task, [input]);
        done += 1;
        options?.onProgress?.(done, inputs.length);
        return output!;
      };
      return Promise.all(inputs.map(each));
    },
  ),
  runFault(
    'signals are not heard',
    ['begins nothing', 'stops between', 'goes on working'],
    (run) => (task, inputs, options) => {
      const { abortSignal: _, ...rest } = options ?? {};
      return run(task, inputs, rest);
    },
  ),
  runFault(
    'signals are heard at the beginning only',
    ['stops between', 'goes on working'],
    (run) => async (task, inputs, options) => {
      const { abortSignal, ...rest } = options ?? {};
      abortSignal?.throwIfAborted();
      return run(task, inputs, rest);
    },
  ),
  runFault(
    'stopping has a reason of its own',
    ['begins nothing', 'stops between'],
    (run) => (task, inputs, options) =>
      run(task, inputs, options).catch((error: unknown) => {
        throw options?.abortSignal?.aborted === true ? new Error('aborted') : error;
      }),
  ),
  runFault('a failure is the end of it', ['goes on working'], (run) => {
    let failed: { readonly error: unknown } | undefined;
    return async (task, inputs, options) => {
      if (failed !== undefined) throw failed.error;
      return run(task, inputs, options).catch((error: unknown) => {
        failed = { error };
        throw error;
      });
    };
  }),
];

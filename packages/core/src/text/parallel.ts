import type { Stepwise } from './stepwise.ts';
import { type TaskInput, type TaskName, type TaskOutput, tasks } from './tasks.ts';

/** Options of one {@link Parallel} run. */
export interface RunOptions {
  /** Stops between inputs and rejects with the signal's reason. */
  readonly abortSignal?: AbortSignal | undefined;
  /** Called after each finished input. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** PORT: runs named pure tasks, here or on other threads. */
export interface Parallel {
  /** How many inputs run at the same time: cut work into a small multiple of this. */
  readonly size: number;
  /** Runs a task of the table on each input; outputs come in the order of the inputs. The first failure rejects. */
  run<Name extends TaskName>(
    task: Name,
    inputs: readonly TaskInput<Name>[],
    options?: RunOptions,
  ): Promise<TaskOutput<Name>[]>;
}

type Runners = { readonly [Name in TaskName]: (input: TaskInput<Name>) => Stepwise<TaskOutput<Name>> };

/** Begins one task of the table; the caller steps it to its end (`runToEnd`, or {@link runGivingWay}). */
export function startTask<Name extends TaskName>(
  task: Name,
  input: TaskInput<Name>,
): Stepwise<TaskOutput<Name>> {
  const runners: Runners = tasks;
  return runners[task](input);
}

/** The default: one input after the other in this thread, giving way to other work in between. */
export function inlineParallel(): Parallel {
  return {
    size: 1,
    async run(task, inputs, { abortSignal, onProgress } = {}) {
      const outputs: TaskOutput<typeof task>[] = [];
      for (const input of inputs) {
        outputs.push(await runGivingWay(startTask(task, input), abortSignal));
        onProgress?.(outputs.length, inputs.length);
      }
      return outputs;
    },
  };
}

/** Runs stepwise work in this thread, letting timers and I/O run between steps and stopping when the signal is aborted. */
export async function runGivingWay<Result>(
  work: Stepwise<Result>,
  abortSignal?: AbortSignal,
): Promise<Result> {
  const giveWay = throttledYield(abortSignal);
  for (;;) {
    await giveWay();
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/**
 * A function to await inside long loops: it throws when the signal is aborted and, at most every 12 ms, lets timers and I/O run.
 */
export function throttledYield(abortSignal?: AbortSignal): () => Promise<void> {
  let last = performance.now();
  return async () => {
    abortSignal?.throwIfAborted();
    if (performance.now() - last < 12) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    last = performance.now();
    abortSignal?.throwIfAborted();
  };
}

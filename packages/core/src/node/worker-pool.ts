import { getCompileCacheDir } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Parallel } from '../text/parallel.ts';
import type { TaskInput, TaskName, TaskOutput } from '../text/tasks.ts';

/** A {@link Parallel} over worker threads. Close it, or the process waits for nothing but keeps the threads' memory. */
export interface WorkerPool extends Parallel {
  /** Ends the threads; runs under way reject. */
  close(): Promise<void>;
}

interface Reply {
  readonly id: number;
  readonly output?: unknown;
  readonly error?: unknown;
}

interface Job {
  readonly message: { readonly id: number; readonly task: TaskName; readonly input: unknown };
  settle(reply: Reply): void;
}

interface Thread {
  readonly worker: Worker;
  job: Job | undefined;
}

/** The worker's file beside this one: `.ts` when running from source, `.js` from the packed build. */
const workerFile = new URL(
  `./task-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`,
  import.meta.url,
);

/** Where this process keeps compiled code, if it does: threads do not inherit that. */
function codeCache(): string | undefined {
  const folder = getCompileCacheDir();
  return folder === undefined ? undefined : dirname(folder);
}

/**
 * Runs the tasks of `text/tasks.ts` on worker threads, started on first use and unable to keep the process alive while idle. A thread that
 * dies fails its task and is replaced; an aborted run ends the threads it was using.
 * @param options.size number of threads. Default: the machine's parallelism, at most 8
 */
export function workerPool(options: { readonly size?: number } = {}): WorkerPool {
  const size = Math.max(1, options.size ?? Math.min(8, availableParallelism()));
  const threads = new Set<Thread>();
  const waiting: Job[] = [];
  let nextId = 0;
  let closed = false;

  function startThread(): void {
    const worker = new Worker(workerFile, { workerData: { codeCache: codeCache() } });
    const thread: Thread = { worker, job: undefined };
    threads.add(thread);
    worker.unref();
    worker.on('message', (reply: Reply) => finish(thread, reply));
    worker.on('error', (error) => drop(thread, error));
    worker.on('exit', (code) => drop(thread, new Error(`worker thread ended with code ${code}`)));
  }

  function finish(thread: Thread, reply: Reply): void {
    const { job } = thread;
    thread.job = undefined;
    thread.worker.unref();
    job?.settle(reply);
    dispatch();
  }

  function drop(thread: Thread, error: unknown): void {
    if (!threads.delete(thread)) return;
    thread.job?.settle({ id: thread.job.message.id, error });
    if (!closed) dispatch();
  }

  /** A task has no ear for signals: its thread ends, a new one starts when needed. */
  function stopThreadOf(job: Job): void {
    const thread = [...threads].find((each) => each.job === job);
    if (thread === undefined) return;
    thread.job = undefined;
    threads.delete(thread);
    void thread.worker.terminate();
  }

  function dispatch(): void {
    while (waiting.length > 0) {
      let idle = [...threads].find((thread) => thread.job === undefined);
      if (idle === undefined && threads.size < size) {
        startThread();
        idle = [...threads].at(-1);
      }
      const job = idle === undefined ? undefined : waiting.shift();
      if (idle === undefined || job === undefined) return;
      idle.job = job;
      idle.worker.ref();
      idle.worker.postMessage(job.message);
    }
  }

  function submit<Name extends TaskName>(
    task: Name,
    input: TaskInput<Name>,
    jobs: Set<Job>,
  ): Promise<TaskOutput<Name>> {
    return new Promise((resolve, reject) => {
      const job: Job = {
        message: { id: nextId++, task, input },
        settle(reply) {
          jobs.delete(job);
          if ('error' in reply) reject(reply.error);
          else resolve(reply.output as TaskOutput<Name>);
        },
      };
      jobs.add(job);
      waiting.push(job);
      dispatch();
    });
  }

  return {
    size,
    async run(task, inputs, { abortSignal, onProgress } = {}) {
      abortSignal?.throwIfAborted();
      if (closed) throw new Error('the worker pool is closed');
      const jobs = new Set<Job>();
      let done = 0;
      const cancel = () => {
        for (const job of jobs) {
          const at = waiting.indexOf(job);
          if (at >= 0) waiting.splice(at, 1);
          stopThreadOf(job);
          job.settle({ id: job.message.id, error: abortSignal?.reason });
        }
      };
      abortSignal?.addEventListener('abort', cancel, { once: true });
      try {
        return await Promise.all(
          inputs.map(async (input) => {
            const output = await submit(task, input, jobs);
            onProgress?.(++done, inputs.length);
            return output;
          }),
        );
      } finally {
        abortSignal?.removeEventListener('abort', cancel);
        cancel();
        dispatch();
      }
    },
    async close() {
      closed = true;
      const error = new Error('the worker pool was closed');
      for (const job of waiting.splice(0)) job.settle({ id: job.message.id, error });
      const all = [...threads];
      for (const thread of all) drop(thread, error);
      await Promise.all(all.map((thread) => thread.worker.terminate()));
    },
  };
}

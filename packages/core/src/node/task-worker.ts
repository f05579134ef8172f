import { enableCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { TaskInput, TaskName } from '../text/tasks.ts';

const { codeCache } = workerData as { readonly codeCache?: string };
if (codeCache !== undefined) enableCompileCache(codeCache);
// Only what is imported from here on is read from the cache.
const { startTask } = await import('../text/parallel.ts');
const { runToEnd } = await import('../text/stepwise.ts');

parentPort?.on(
  'message',
  <Name extends TaskName>(message: { id: number; task: Name; input: TaskInput<Name> }) => {
    const { id, task, input } = message;
    try {
      parentPort?.postMessage({ id, output: runToEnd(startTask(task, input)) });
    } catch (error) {
      parentPort?.postMessage({ id, error });
    }
  },
);

import { parentPort } from 'node:worker_threads';
import { startTask } from '../text/parallel.ts';
import { runToEnd } from '../text/stepwise.ts';
import type { TaskInput, TaskName } from '../text/tasks.ts';

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

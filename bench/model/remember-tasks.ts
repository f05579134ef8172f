import { createHash } from 'node:crypto';
import { serialize } from 'node:v8';
import type { Parallel } from '@ticket-ai/core';

/** Does a task once for the same input: the rows of a benchmark differ in what they ask a model, not in the neighbours of its tickets. */
export function rememberTasks(parallel: Parallel): Parallel {
  const known = new Map<string, unknown>();
  return {
    size: parallel.size,
    async run(task, inputs, options) {
      const outputs: Awaited<ReturnType<typeof parallel.run<typeof task>>> = [];
      for (const input of inputs) {
        const key = `${task} ${createHash('sha1').update(serialize(input)).digest('hex')}`;
        const output = known.get(key) ?? (await parallel.run(task, [input], options))[0];
        known.set(key, output);
        // The key names the task, so what is kept under it is what the task gives.
        outputs.push(output as (typeof outputs)[number]);
      }
      return outputs;
    },
  };
}

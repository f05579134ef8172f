import { createTicketAI } from '@ticket-ai/core';
import { expect, it } from 'vitest';
import { runWorker } from './worker.ts';

it('a worker does the work that is there and comes, and ends when told', async () => {
  const desk = createTicketAI({ work: 'workers' });
  await desk.ingest([{ subject: 'One' }]);
  const stop = new AbortController();
  const said: string[] = [];
  const worker = runWorker({
    desk,
    concurrency: 2,
    sweepMs: 20,
    abortSignal: stop.signal,
    log: ({ message }) => said.push(message),
  });
  const waiting = async () =>
    (await desk.jobs.list()).filter(({ status, dueAt }) => status !== 'done' && dueAt <= Date.now()).length;
  await expect.poll(waiting).toBe(0);
  await desk.ingest([{ subject: 'Two' }]);
  await expect.poll(waiting).toBe(0);
  stop.abort();
  await worker;
  expect(said).toEqual(['Working, 2 jobs at a time.', 'Stopped; nothing is left half done.']);
  await desk.ingest([{ subject: 'Three' }]);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await waiting()).toBe(1);
  await runWorker({ desk, abortSignal: AbortSignal.abort() });
  await desk.close();
});

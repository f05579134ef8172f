import type { TicketAI } from '@ticket-ai/core';
import type { Log } from './log.ts';

/** How to run a worker. */
export interface WorkerOptions {
  readonly desk: Pick<TicketAI, 'startWorker'>;
  /** Jobs at a time. Default 1. */
  readonly concurrency?: number;
  /** How often it looks for work nobody told it of, in milliseconds. Default 1,000. */
  readonly sweepMs?: number;
  readonly log?: Log;
  /** Ends it: jobs under way stop at a safe point and are given back at once, not after their lease. */
  readonly abortSignal: AbortSignal;
}

/** Does background work until told to stop. Any number of workers may run beside any number of servers. */
export async function runWorker({
  desk,
  concurrency = 1,
  sweepMs = 1000,
  log = () => {},
  abortSignal,
}: WorkerOptions): Promise<void> {
  const worker = await desk.startWorker({ concurrency, sweepMs });
  log({ level: 'info', message: `Working, ${concurrency} ${concurrency === 1 ? 'job' : 'jobs'} at a time.` });
  await new Promise<void>((resolve) => {
    if (abortSignal.aborted) resolve();
    else abortSignal.addEventListener('abort', () => resolve(), { once: true });
  });
  await worker.close();
  log({ level: 'info', message: 'Stopped; nothing is left half done.' });
}

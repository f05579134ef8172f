import { type JobQueue, memoryJobQueue } from '@ticket-ai/core';
import { Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import {
  atMost,
  closingMs,
  connect,
  type RedisConnection,
  redisError,
  requireReady,
} from './redis-connection.ts';

/** Settings of {@link redisQueue}. */
export type RedisQueueOptions = RedisConnection;

/** A woken worker does all that is due, so more wake-ups than workers there may be help nobody. */
const mostWakeUps = 16;

/**
 * Wakes the workers of all processes through BullMQ. What travels is the id of a row, never its content, and it is tried once: Redis may be
 * emptied, killed, full or absent, and nothing is lost, because the work itself is rows in the store that every worker sweeps for.
 * @throws `invalid-input` for a URL that is none; `adapter-failed` from `notify` while Redis takes nothing
 */
export function redisQueue(options: RedisQueueOptions): JobQueue {
  const { url, prefix = 'ticket-ai', onError } = options;
  const report = (error: unknown) => onError?.(redisError(error, url));
  const sending = connect(options);
  const queue = new Queue<WakeUp>(queueName, { connection: sending, prefix });
  queue.on('error', report);
  const workers = new Set<{ close(): Promise<void> }>();

  return {
    async notify(jobIds) {
      await requireReady(sending, url);
      const wakeUps = jobIds
        .slice(0, mostWakeUps)
        .map((jobId) => ({ name: 'wake', data: { jobId }, opts: once }));
      await queue.addBulk(wakeUps).catch((error: unknown) => {
        throw redisError(error, url);
      });
    },
    async work(wake, { sweepMs }) {
      const worker = await startWorker({
        wake,
        sweepMs,
        prefix,
        report,
        connection: connect(options, 'waiting'),
      });
      workers.add(worker);
      return {
        async close() {
          workers.delete(worker);
          await worker.close();
        },
      };
    },
    async close() {
      await Promise.all([...workers].map((worker) => worker.close()));
      workers.clear();
      await atMost(closingMs, queue.close().catch(report));
      sending.disconnect();
    },
  };
}

interface WakeUp {
  readonly jobId: string;
}

const queueName = 'jobs';
/** No attempt but one, and nothing kept: the row knows what became of it. */
const once = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const;

interface WorkerGround {
  readonly wake: () => Promise<void>;
  readonly sweepMs: number;
  readonly prefix: string;
  readonly report: (error: unknown) => void;
  readonly connection: Redis;
}

/** One loop of this process, called by sweeps and, through Redis, by notifications of any process. */
async function startWorker({ wake, sweepMs, prefix, report, connection }: WorkerGround) {
  const local = memoryJobQueue();
  let waitingFor: (() => void)[] = [];
  const loop = await local.work(
    async () => {
      const served = waitingFor;
      waitingFor = [];
      try {
        await wake();
      } finally {
        for (const done of served) done();
      }
    },
    { sweepMs },
  );
  // A worker that is busy takes no further wake-up: one that is idle gets it.
  const process = () =>
    new Promise<void>((resolve) => {
      waitingFor.push(resolve);
      void local.notify([]);
    });
  const worker = new Worker<WakeUp>(queueName, process, {
    connection,
    prefix,
    concurrency: 1,
    lockDuration: 60_000,
  });
  worker.on('error', report);
  return {
    async close() {
      await loop.close();
      for (const done of waitingFor) done();
      await atMost(closingMs, worker.close(true).catch(report));
      connection.disconnect();
    },
  };
}

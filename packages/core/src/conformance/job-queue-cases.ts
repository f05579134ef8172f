import assert from 'node:assert/strict';
import type { JobQueue } from '../runtime/job-queue.ts';
import type { ConformanceCase } from './run-conformance.ts';

const farAway = 60_000;

/** Waits until `reached` or for two seconds: queues may work through a network. */
async function until(reached: () => boolean): Promise<void> {
  for (let round = 0; round < 400 && !reached(); round += 1) await pause(5);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** What every job queue promises. Waking twice is allowed, not waking at all is not. */
export const jobQueueCases: readonly ConformanceCase<JobQueue>[] = [
  {
    name: 'wakes a worker when it begins, for what waits already',
    async run(queue) {
      let calls = 0;
      await queue.work(
        async () => {
          calls += 1;
        },
        { sweepMs: farAway },
      );
      await until(() => calls > 0);
      assert.ok(calls > 0);
    },
  },
  {
    name: 'wakes a worker after a notification',
    async run(queue) {
      let calls = 0;
      await queue.work(
        async () => {
          calls += 1;
        },
        { sweepMs: farAway },
      );
      await until(() => calls > 0);
      const before = calls;
      await queue.notify(['job']);
      await until(() => calls > before);
      assert.ok(calls > before);
    },
  },
  {
    name: 'wakes a worker without any notification when the sweep is due',
    async run(queue) {
      let calls = 0;
      await queue.work(
        async () => {
          calls += 1;
        },
        { sweepMs: 10 },
      );
      await until(() => calls >= 3);
      assert.ok(calls >= 3);
    },
  },
  {
    name: 'loses no notification that comes while the worker is busy',
    async run(queue) {
      let calls = 0;
      let release = () => {};
      const busy = new Promise<void>((resolve) => {
        release = resolve;
      });
      const wake = async () => {
        calls += 1;
        if (calls === 1) await busy;
      };
      await queue.work(wake, { sweepMs: farAway });
      await until(() => calls === 1);
      await queue.notify(['job']);
      release();
      await until(() => calls > 1);
      assert.ok(calls > 1);
    },
  },
  {
    name: 'never calls one worker twice at once',
    async run(queue) {
      let running = 0;
      let most = 0;
      let calls = 0;
      const wake = async () => {
        running += 1;
        most = Math.max(most, running);
        await pause(3);
        running -= 1;
        calls += 1;
      };
      await queue.work(wake, { sweepMs: 5 });
      await Promise.all(Array.from({ length: 10 }, () => queue.notify(['a', 'b'])));
      await until(() => calls >= 3);
      assert.equal(most, 1);
    },
  },
  {
    name: 'goes on after a worker failed',
    async run(queue) {
      let calls = 0;
      const wake = async () => {
        calls += 1;
        throw new Error('a failed run');
      };
      await queue.work(wake, { sweepMs: 10 });
      await until(() => calls >= 3);
      assert.ok(calls >= 3);
    },
  },
  {
    name: 'closing a worker waits for its run and ends it',
    async run(queue) {
      let started = 0;
      let ended = 0;
      const worker = await queue.work(
        async () => {
          started += 1;
          await pause(20);
          ended += 1;
        },
        { sweepMs: 10 },
      );
      await until(() => started > 0);
      await worker.close();
      const after = started;
      assert.equal(ended, started);
      await queue.notify(['job']);
      await pause(40);
      assert.equal(started, after);
    },
  },
  {
    name: 'closing the queue ends all workers',
    async run(queue) {
      let calls = 0;
      for (const _ of [1, 2])
        await queue.work(
          async () => {
            calls += 1;
          },
          { sweepMs: 10 },
        );
      await until(() => calls >= 2);
      await queue.close();
      const after = calls;
      await pause(50);
      assert.equal(calls, after);
    },
  },
];

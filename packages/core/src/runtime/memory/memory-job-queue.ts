import type { JobQueue } from '../job-queue.ts';

/** A queue for one process: wakes its workers directly, and at the latest when the sweep is due. */
export function memoryJobQueue(): JobQueue {
  const workers = new Set<Worker>();
  return {
    async notify() {
      for (const worker of workers) worker.wakeUp();
    },
    async work(wake, { sweepMs }) {
      const worker = startWorker(wake, sweepMs);
      workers.add(worker);
      return {
        async close() {
          workers.delete(worker);
          await worker.stop();
        },
      };
    },
    async close() {
      const stopping = [...workers];
      workers.clear();
      await Promise.all(stopping.map((worker) => worker.stop()));
    },
  };
}

interface Worker {
  wakeUp(): void;
  stop(): Promise<void>;
}

function startWorker(wake: () => Promise<void>, sweepMs: number): Worker {
  let stopped = false;
  // A notification that comes while `wake` runs must not be lost: it may be for a row that this run has passed already.
  let called = true;
  let interrupt = () => {};

  async function loop(): Promise<void> {
    while (!stopped) {
      if (!called) await pause();
      called = false;
      if (stopped) return;
      // A failed run is tried again at the next call or sweep; the rows know what is still to do.
      await wake().catch(() => {});
    }
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, sweepMs);
      interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  const running = loop();
  const wakeUp = () => {
    called = true;
    interrupt();
  };
  return {
    wakeUp,
    async stop() {
      stopped = true;
      wakeUp();
      await running;
    },
  };
}

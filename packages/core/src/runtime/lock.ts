import { TicketAIError } from '../errors.ts';

/** Lets one holder in at a time, in the order of asking. */
export interface Lock {
  /** Runs `work` alone. @throws `adapter-failed` (retryable) when those before do not end in time */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
}

/**
 * A lock inside this process. Waiting for ever would hide the one mistake that blocks it: using the store instead of the transaction
 * inside a transaction.
 */
export function createLock(waitMs: number): Lock {
  let last: Promise<void> = Promise.resolve();
  return {
    async run(work) {
      const before = last;
      const { promise, resolve: release } = Promise.withResolvers<void>();
      last = promise;
      try {
        await within(before, waitMs);
      } catch (error) {
        // Whoever waits behind still waits for those before.
        void before.then(release);
        throw error;
      }
      try {
        return await work();
      } finally {
        release();
      }
    },
  };
}

async function within(before: Promise<void>, waitMs: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(waitedTooLong(waitMs)), waitMs);
  });
  try {
    await Promise.race([before, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

function waitedTooLong(waitMs: number): TicketAIError {
  return new TicketAIError('adapter-failed', {
    message: `Waited ${waitMs} ms for another transaction to end. Inside a transaction write through its argument, never through the store.`,
    context: { reason: 'locked', waitMs },
    isOutage: true,
  });
}

import { throwIfAborted } from '../errors.ts';
import type { ProviderClock } from '../model/provider-clock.ts';

/** A clock that waits take no time on, and that tells how long they would have been. */
export interface StillClock extends ProviderClock {
  /** The waits so far, in milliseconds. */
  readonly waits: readonly number[];
  /** Lets time pass. */
  advance(milliseconds: number): void;
}

/** For tests of retries and limits: a wait moves the time on at once. Chance is always the same. */
export function stillClock({ random = 1 }: { readonly random?: number } = {}): StillClock {
  const waits: number[] = [];
  let time = 0;
  return {
    waits,
    now: () => time,
    random: () => random,
    advance(milliseconds) {
      time += milliseconds;
    },
    async wait(milliseconds, abortSignal) {
      throwIfAborted(abortSignal);
      waits.push(milliseconds);
      time += milliseconds;
      await Promise.resolve();
      throwIfAborted(abortSignal);
    },
  };
}

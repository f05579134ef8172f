import { throwIfAborted } from '../errors.ts';

/** Time and chance, as what calls a provider needs them. Not the clock of records: that one may stand still. */
export interface ProviderClock {
  /** Milliseconds from any origin, never going back. */
  now(): number;
  /** @throws `aborted` as soon as the signal fires */
  wait(milliseconds: number, abortSignal?: AbortSignal): Promise<void>;
  /** 0 to 1, 1 excluded; spreads retries, so that callers do not come back all at once. */
  random(): number;
}

/** The clock of the machine. */
export const machineClock: ProviderClock = {
  now: () => performance.now(),
  random: Math.random,
  async wait(milliseconds, abortSignal) {
    throwIfAborted(abortSignal);
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        abortSignal?.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      abortSignal?.addEventListener('abort', end, { once: true });
    });
    throwIfAborted(abortSignal);
  },
};

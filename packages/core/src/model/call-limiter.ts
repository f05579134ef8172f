import { throwIfAborted } from '../errors.ts';
import type { ProviderClock } from './provider-clock.ts';

/** What a provider lets one customer do. */
export interface ProviderLimits {
  /** Calls at a time. Default 4. */
  readonly concurrency?: number;
  /** Default: no bound. */
  readonly requestsPerMinute?: number;
  /** Tokens in and out, by estimate. Default: no bound. A call greater than the bound goes alone. */
  readonly tokensPerMinute?: number;
}

/** Lets calls through in the order they come, as the limits allow. */
export interface CallLimiter {
  /** Waits for leave to make a call; gives the way to end it. @throws `aborted` */
  enter(call: { readonly tokens: number; readonly abortSignal?: AbortSignal }): Promise<() => void>;
  /** Lets nobody through for some time: the provider has asked for a pause. */
  pause(milliseconds: number): void;
}

const minuteMs = 60_000;

/**
 * Counts what was sent in the last minute, by a log of calls: a bucket that fills evenly would allow twice the limit in its first minute.
 */
export function callLimiter(limits: ProviderLimits, clock: ProviderClock): CallLimiter {
  const { concurrency = 4, requestsPerMinute = Infinity, tokensPerMinute = Infinity } = limits;
  let sent: { readonly at: number; readonly tokens: number }[] = [];
  let running = 0;
  let pausedUntil = 0;
  let leave = Promise.withResolvers<void>();
  let lastInLine: Promise<void> = Promise.resolve();

  /** Milliseconds until this call fits into the minute before it. */
  function waitFor(tokens: number): number {
    const now = clock.now();
    if (pausedUntil > now) return pausedUntil - now;
    sent = sent.filter(({ at }) => at > now - minuteMs);
    let [requests, sum] = [sent.length + 1, tokens + sent.reduce((total, call) => total + call.tokens, 0)];
    let until = now;
    for (const call of sent) {
      if (requests <= requestsPerMinute && sum <= tokensPerMinute) break;
      requests -= 1;
      sum -= call.tokens;
      until = call.at + minuteMs;
    }
    return until - now;
  }

  /** Only the first in line is here. */
  async function admit(tokens: number, abortSignal?: AbortSignal): Promise<void> {
    for (;;) {
      throwIfAborted(abortSignal);
      if (running >= concurrency) {
        await unlessAborted(leave.promise, abortSignal);
        continue;
      }
      const wait = waitFor(tokens);
      if (wait <= 0) break;
      await clock.wait(wait, abortSignal);
    }
    sent.push({ at: clock.now(), tokens });
    running += 1;
  }

  return {
    async enter({ tokens, abortSignal }) {
      const before = lastInLine;
      const admitted = Promise.withResolvers<void>();
      lastInLine = admitted.promise;
      try {
        await unlessAborted(before, abortSignal);
        await admit(tokens, abortSignal);
      } finally {
        void before.then(admitted.resolve);
      }
      return () => {
        running -= 1;
        leave.resolve();
        leave = Promise.withResolvers<void>();
      };
    },
    pause(milliseconds) {
      pausedUntil = Math.max(pausedUntil, clock.now() + milliseconds);
    },
  };
}

/** @throws `aborted` as soon as the signal fires, whatever becomes of the work */
async function unlessAborted(work: Promise<void>, abortSignal: AbortSignal | undefined): Promise<void> {
  if (abortSignal === undefined) return work;
  throwIfAborted(abortSignal);
  const aborted = Promise.withResolvers<void>();
  abortSignal.addEventListener('abort', () => aborted.resolve(), { once: true });
  await Promise.race([work, aborted.promise]);
  throwIfAborted(abortSignal);
}

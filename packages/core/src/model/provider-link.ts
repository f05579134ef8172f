import { TicketAIError, throwIfAborted } from '../errors.ts';
import { callLimiter, type ProviderLimits } from './call-limiter.ts';
import { type BreakerOptions, circuitBreaker } from './circuit-breaker.ts';
import { machineClock, type ProviderClock } from './provider-clock.ts';
import { modelFailed, type ProviderFailure, readFailure } from './provider-failure.ts';

/** How calls to one provider are made. */
export interface ProviderLinkOptions extends ProviderLimits {
  /** How often a call is tried when the provider may recover. Default 4. */
  readonly attempts?: number;
  /** The longest wait between attempts, in milliseconds; a provider that asks for a longer one is not waited for. Default 60,000. */
  readonly mostWaitMs?: number;
  readonly breaker?: BreakerOptions;
  /** Default: the machine's. */
  readonly clock?: ProviderClock;
}

/** A call to be made: its worst case in tokens, in and out. */
export interface LinkedCall {
  readonly tokens: number;
  readonly abortSignal?: AbortSignal;
}

type Outcome<Result> =
  | { readonly result: Result }
  | { readonly failure: ProviderFailure; readonly error: unknown };

/** All calls of this process to one model go through one link. */
export interface ProviderLink {
  /**
   * Runs a call when the limits allow, again when it failed and may succeed. Each attempt is a call of `attempt`.
   * @throws `aborted`; `model-failed`, retryable when the provider may recover, an outage when nobody gets through; errors of Ticket AI that `attempt` throws, as they are
   */
  run<Result>(call: LinkedCall, attempt: () => Promise<Result>): Promise<Result>;
  readonly clock: ProviderClock;
}

const firstWaitMs = 500;

/** Opens the link to a model called `name`. */
export function providerLink(name: string, options: ProviderLinkOptions = {}): ProviderLink {
  const { attempts = 4, mostWaitMs = 60_000, clock = machineClock } = options;
  const limiter = callLimiter(options, clock);
  const breaker = circuitBreaker(name, options.breaker ?? {}, clock.now);

  /** Doubles with each attempt, half of it by chance, so that callers come back one by one. */
  const backOff = (attempt: number) =>
    Math.min(mostWaitMs, firstWaitMs * 2 ** (attempt - 1)) * (0.5 + clock.random() / 2);

  async function tryOnce<Result>(call: LinkedCall, attempt: () => Promise<Result>): Promise<Outcome<Result>> {
    const leave = await limiter.enter(call);
    try {
      breaker.check();
      return await outcomeOf(attempt, call.abortSignal);
    } finally {
      leave();
    }
  }

  async function outcomeOf<Result>(
    attempt: () => Promise<Result>,
    abortSignal: AbortSignal | undefined,
  ): Promise<Outcome<Result>> {
    try {
      const result = await attempt();
      breaker.report('success');
      return { result };
    } catch (error) {
      const isOurs = TicketAIError.is(error) || abortSignal?.aborted === true;
      const failure = isOurs ? undefined : readFailure(error);
      breaker.report(failure?.isDown ? 'failure' : 'neutral');
      throwIfAborted(abortSignal);
      if (failure === undefined) throw error;
      return { failure, error };
    }
  }

  return {
    clock,
    async run(call, attempt) {
      for (let number = 1; ; number += 1) {
        const outcome = await tryOnce(call, attempt);
        if ('result' in outcome) return outcome.result;
        const { failure, error } = outcome;
        const wait = failure.retryAfterMs ?? backOff(number);
        if (!failure.retryable || number >= attempts || wait > mostWaitMs)
          throw modelFailed(name, failure, error);
        // The provider asks everybody to wait, not only this call.
        if (failure.retryAfterMs === undefined) await clock.wait(wait, call.abortSignal);
        else limiter.pause(wait);
      }
    },
  };
}

import { TicketAIError } from '../errors.ts';

/** When calls to a provider are not even tried. */
export interface BreakerOptions {
  /** So many failures in a row open it. Default 5. */
  readonly failures?: number;
  /** How long it stays open, in milliseconds; then one call tries whether the provider is back. Default 30,000. */
  readonly openMs?: number;
}

/** Stops calling a provider that fails again and again. */
export interface CircuitBreaker {
  /** @throws `model-failed` (an outage) while it is open, or while the one trial call is under way */
  check(): void;
  /** Tells how a call went; `neutral`: it says nothing about the provider, as when it was aborted. */
  report(outcome: 'success' | 'failure' | 'neutral'): void;
}

/** Closed, open after failures in a row, half open for one trial (M. Nygard, Release It!, "Circuit Breaker"). */
export function circuitBreaker(
  name: string,
  { failures: most = 5, openMs = 30_000 }: BreakerOptions,
  now: () => number,
): CircuitBreaker {
  let failures = 0;
  let openedAt: number | undefined;
  let isTrying = false;
  return {
    check() {
      if (openedAt === undefined) return;
      const waitMs = openedAt + openMs - now();
      if (waitMs <= 0 && !isTrying) {
        isTrying = true;
        return;
      }
      throw new TicketAIError('model-failed', {
        message: `${name} failed ${failures} times in a row and is not asked for the moment. It is tried again in ${Math.ceil(Math.max(waitMs, 0) / 1000)} s.`,
        context: { reason: 'circuit-open', retryAfterMs: Math.max(0, waitMs) },
        isOutage: true,
      });
    },
    report(outcome) {
      isTrying = false;
      if (outcome === 'success') {
        failures = 0;
        openedAt = undefined;
      }
      if (outcome !== 'failure') return;
      failures += 1;
      if (failures >= most) openedAt = now();
    },
  };
}

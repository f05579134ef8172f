import { TicketAIError } from '../errors.ts';
import type { Rate, RateVerdict } from './rate-limiter.ts';

/** @throws `invalid-input` for a rate that is none */
export function checkRate({ limit, perMs }: Rate): void {
  if (Number.isSafeInteger(limit) && limit >= 1 && Number.isFinite(perMs) && perMs > 0) return;
  throw new TicketAIError('invalid-input', {
    message: `A rate is a whole number from 1, per a time above 0; not ${limit} per ${perMs} ms.`,
    context: {},
  });
}

/**
 * The generic cell rate algorithm: all that is remembered of a key is one time, at which it will have everything back.
 * @param fullAt that time as it is remembered; absent for a key that is not known
 * @returns the verdict, and the time to remember
 */
export function countRate(
  { limit, perMs }: Rate,
  now: number,
  fullAt: number = now,
): { readonly verdict: RateVerdict; readonly fullAt: number } {
  const each = perMs / limit;
  const slack = Math.min(each / 2, limit * roundingMs);
  const owed = Math.max(0, fullAt - now);
  const allowed = owed + each <= perMs + slack;
  const owes = allowed ? owed + each : owed;
  return {
    fullAt: now + owes,
    verdict: {
      allowed,
      remaining: Math.max(0, Math.floor((perMs - owes + slack) / each)),
      retryAfterMs: Math.max(0, owes + each - perMs),
      resetMs: owes,
    },
  };
}

/** What one sum of times may lose; what is owed is a sum of as many as the limit. */
const roundingMs = 1e-3;

import { TicketAIError } from '../errors.ts';
import { seededRandom } from '../text/random.ts';
import type { Certificate } from './risk-control.ts';

/** How sure automatic matches must be, and how that is watched. */
export interface MatchingPolicy {
  /** Share of automatic matches that may be wrong, between 0 and 1. Default .05. A judge who errs as often can never certify it. */
  readonly targetError: number;
  /** Share of automatic matches that are picked by chance for a judge's word. Default .05; 0 watches nothing. */
  readonly auditShare: number;
  /** Score from which on matches are automatic while nothing is certified and no model can be asked. Default .5. */
  readonly uncertifiedThreshold: number;
  /**
   * How long a ticket that needs a model's word may wait for others, in milliseconds: the model is asked about 32 at once, as soon as they are there.
   * Default 600,000 (ten minutes) where workers do the work, and 0 where the caller awaits it (`work: 'inline'`): nothing is left undone then. At 0
   * each arrival is a call, which costs most where tickets come one by one.
   */
  readonly batchWaitMs: number;
}

/** From which score on a match is automatic now. */
export interface Threshold {
  /** Infinite: nothing is matched automatically. */
  readonly score: number;
  readonly certified: boolean;
}

/** How long tickets wait for others where nobody awaits what becomes of them. */
export const defaultBatchWaitMs = 600_000;

/**
 * The policy with its defaults.
 * @param isAwaited whoever brings tickets waits until they are decided
 * @throws `invalid-input` for shares that are none
 */
export function matchingPolicy(
  policy: Partial<MatchingPolicy> = {},
  { isAwaited }: { readonly isAwaited: boolean } = { isAwaited: true },
): MatchingPolicy {
  const { batchWaitMs = isAwaited ? 0 : defaultBatchWaitMs, ...given } = policy;
  const shares = { targetError: 0.05, auditShare: 0.05, uncertifiedThreshold: 0.5, ...given };
  if (!(batchWaitMs >= 0 && Number.isFinite(batchWaitMs))) {
    throw new TicketAIError('invalid-input', {
      message: `matching.batchWaitMs is ${batchWaitMs}. It must be a number of milliseconds, 0 or more.`,
    });
  }
  for (const [name, value] of Object.entries(shares)) {
    if (value >= 0 && value <= 1 && !(name === 'targetError' && (value === 0 || value === 1))) continue;
    throw new TicketAIError('invalid-input', {
      message: `matching.${name} is ${value}. It must lie between 0 and 1${name === 'targetError' ? ', both excluded' : ''}.`,
    });
  }
  return { ...shares, batchWaitMs };
}

/**
 * The certified threshold when there is one for this target. Else, with a model that can be asked, none: the model decides until its word has
 * certified one. Without a model the default, which promises nothing.
 */
export function thresholdNow(
  { targetError, uncertifiedThreshold }: MatchingPolicy,
  certificate: Certificate | undefined,
  hasJudge: boolean,
): Threshold {
  if (certificate?.threshold !== undefined && certificate.targetError === targetError)
    return { score: certificate.threshold, certified: true };
  return { score: hasJudge ? Number.POSITIVE_INFINITY : uncertifiedThreshold, certified: false };
}

/** Whether a match is picked for an audit: by chance, but the same each time the same ticket is looked at. */
export function isAudited({ auditShare }: MatchingPolicy, ticketId: string): boolean {
  return seededRandom(`audit:${ticketId}`).next() < auditShare;
}

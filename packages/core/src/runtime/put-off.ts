import { TicketAIError } from '../errors.ts';
import type { JobName } from '../jobs.ts';
import type { Job } from './job.ts';

/** How jobs wait while what they stand on is away. */
export interface OutageOptions {
  /** The first wait is at most so long, in milliseconds; each later one at most as long as the outage has lasted. Default 2,000. */
  readonly firstMs?: number;
  /** No wait is longer, unless the other side asks for it. Default 300,000. */
  readonly mostMs?: number;
  /** An outage that lasts longer fails the job. Default a day. */
  readonly patienceMs?: number;
  /** Hears of each job that is put off, and why. */
  readonly onPutOff?: (job: Job, error: TicketAIError) => void;
  /** Hears of an outage that has lasted so long, in milliseconds. Default 300,000. */
  readonly noticeMs?: number;
  /** Called at most once an hour for each kind of job; what it throws is ignored, and it is called again. */
  readonly onNotice?: (job: Job, since: number) => Promise<void>;
  /** From 0 to below 1. Default `Math.random`. */
  readonly random?: () => number;
}

/** Until when a job waits, and since when. */
export interface PutOff {
  readonly retryAt: number;
  readonly outageSince: number;
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/**
 * When to try again: after a random part of a bound that doubles, so that jobs come back one by one (M. Brooker, "Exponential Backoff And
 * Jitter": full jitter), or of as much more than the other side asked for.
 * @throws the outage as a lasting failure, when it has lasted too long
 */
export function putOff(
  { firstMs = 2000, mostMs = 300_000, patienceMs = dayMs, random = Math.random }: OutageOptions,
  job: Job,
  error: TicketAIError,
  now: number,
): PutOff {
  const outageSince = job.outageSince ?? now;
  const lasted = now - outageSince;
  if (lasted > patienceMs) throw lasting(error, lasted);
  const bound = Math.min(mostMs, Math.max(firstMs, lasted));
  return { retryAt: now + askedWait(error) + Math.ceil(bound * (1 - random())), outageSince };
}

/** Tells of outages that last, once for many jobs. */
export function outageNotices({
  noticeMs = 300_000,
  onNotice,
}: OutageOptions): (job: Job, since: number, now: number) => Promise<void> {
  const toldAt = new Map<JobName, number>();
  return async (job, since, now) => {
    if (onNotice === undefined || now - since < noticeMs) return;
    if (now - (toldAt.get(job.name) ?? Number.NEGATIVE_INFINITY) < hourMs) return;
    toldAt.set(job.name, now);
    await onNotice(job, since).catch(() => toldAt.delete(job.name));
  };
}

/** How long a provider asks to be left alone. */
function askedWait({ context }: TicketAIError): number {
  const { retryAfterMs } = context;
  return typeof retryAfterMs === 'number' && retryAfterMs > 0 ? Math.min(retryAfterMs, dayMs) : 0;
}

function lasting(error: TicketAIError, lasted: number): TicketAIError {
  return new TicketAIError(error.code, {
    message: `Waited ${Math.round(lasted / hourMs)} hours in vain. ${error.message} When it is back, \`jobs retry\`.`,
    context: error.context,
    cause: error,
  });
}

import { TicketAIError } from '../errors.ts';
import type { Job, Lease } from './job.ts';
import { type OutageOptions, outageNotices, type PutOff, putOff } from './put-off.ts';
import type { JobRows } from './store.ts';

/** How jobs are done. */
export interface JobRunnerOptions {
  readonly jobs: JobRows;
  /** Does one job. Whatever it throws fails the attempt. */
  readonly handle: (job: Job, lease: Lease, abortSignal: AbortSignal) => Promise<void>;
  now(): number;
  /** How long a dead worker's job stays untouched. Default 30,000; renewed at a third of it. */
  readonly leaseMs?: number;
  /** Errors before a job is dead. Default 3. */
  readonly maximumAttempts?: number;
  /** Lost leases (dead or stuck workers) before a job is taken for their cause and is dead. Default 25. */
  readonly maximumLosses?: number;
  /** Waits before the second attempt, fourfold before each later one. Default 1,000. */
  readonly retryMs?: number;
  /**
   * An outage of what the job stands on (a database, a model's provider) is not held against it: it waits, while others are done. Default:
   * it counts like any other failure.
   */
  readonly outage?: OutageOptions;
  /** Jobs at a time. Default 1. */
  readonly concurrency?: number;
  /** Only these jobs are taken; asked before each. Default: all. */
  readonly among?: () => Promise<readonly string[]>;
  /** A job failed for good, and is about to be marked so: when this throws, it is tried once more. */
  readonly onDead?: (job: Job, error: unknown) => Promise<void>;
}

/** Leases and does jobs. */
export interface JobRunner {
  /** Does what is due, and what becomes due by it. Gives the number of jobs done. */
  runDue(options?: { readonly abortSignal?: AbortSignal }): Promise<number>;
}

/**
 * Delivery is at least once: a job whose worker died is leased again. The effect is exactly once, because every transaction of a handler
 * is fenced by its lease token.
 */
export function jobRunner(options: JobRunnerOptions): JobRunner {
  const { jobs, leaseMs = 30_000, concurrency = 1 } = options;
  const noticeOutage = outageNotices(options.outage ?? {});

  async function runOne(abortSignal: AbortSignal | undefined): Promise<boolean> {
    if (abortSignal?.aborted) return false;
    const ids = await options.among?.();
    if (ids?.length === 0) return false;
    const [leased] = await jobs.lease({ limit: 1, leaseMs, ...(ids === undefined ? {} : { ids }) });
    if (leased === undefined) return false;
    await perform({ ...options, leaseMs, noticeOutage }, leased.job, leased.lease, abortSignal);
    return true;
  }

  async function runLane(abortSignal: AbortSignal | undefined): Promise<number> {
    let done = 0;
    while (await runOne(abortSignal)) done += 1;
    return done;
  }

  return {
    async runDue({ abortSignal } = {}) {
      const lanes = await Promise.all(Array.from({ length: concurrency }, () => runLane(abortSignal)));
      return lanes.reduce((sum, done) => sum + done, 0);
    },
  };
}

type Ground = JobRunnerOptions & {
  readonly leaseMs: number;
  readonly noticeOutage: ReturnType<typeof outageNotices>;
};

async function perform(
  options: Ground,
  job: Job,
  first: Lease,
  abortSignal: AbortSignal | undefined,
): Promise<void> {
  const lost = new AbortController();
  const signal = abortSignal === undefined ? lost.signal : AbortSignal.any([lost.signal, abortSignal]);
  const renewal = setInterval(() => {
    options.jobs.heartbeat(first, options.leaseMs).then(
      (lease) =>
        lease === undefined &&
        lost.abort(new TicketAIError('stale-lease', { message: `Lost the lease of job ${job.id}.` })),
      () => undefined, // a failed renewal is noticed by the fence at the latest
    );
  }, options.leaseMs / 3);
  try {
    refusePoison(options, job);
    await options.handle(job, first, signal);
    await finish(options.jobs, first);
  } catch (error) {
    if (abortSignal?.aborted) await giveBack(options.jobs, first);
    else await fail(options, job, first, error);
  } finally {
    clearInterval(renewal);
  }
}

/** The handler's last transaction may have finished the job already; then the token is gone. */
async function finish(jobs: JobRows, lease: Lease): Promise<void> {
  await jobs.finish(lease).catch(ignoreStaleLease);
}

async function giveBack(jobs: JobRows, lease: Lease): Promise<void> {
  await jobs.release(lease).catch(ignoreStaleLease);
}

/** A job that was taken too often and never came to an end kills its workers: it is not tried again. */
function refusePoison({ maximumLosses = 25 }: JobRunnerOptions, job: Job): void {
  const losses = job.attempts - 1 - (job.failures ?? 0);
  if (losses < maximumLosses) return;
  throw new TicketAIError('limit-exceeded', {
    message: `Taken ${losses} times without an end: the worker died each time, or lost its lease. Look at what the job works on, then \`jobs retry\`.`,
    context: { jobId: job.id },
  });
}

async function fail(options: Ground, job: Job, lease: Lease, error: unknown): Promise<void> {
  if (TicketAIError.is(error, 'stale-lease')) return; // another worker has it
  const { outage } = options;
  if (outage === undefined || !TicketAIError.is(error) || !error.isOutage)
    return failAttempt(options, job, lease, error);
  let wait: PutOff;
  try {
    wait = putOff(outage, job, error, options.now());
  } catch (lasting) {
    return failAttempt(options, job, lease, lasting);
  }
  await options.jobs.release(lease, { error: textOf(error), ...wait });
  outage.onPutOff?.(job, error);
  await options.noticeOutage(job, wait.outageSince, options.now());
}

async function failAttempt(options: Ground, job: Job, lease: Lease, error: unknown): Promise<void> {
  const retryable = TicketAIError.is(error) ? error.retryable || error.code === 'conflict' : true;
  const failures = (job.failures ?? 0) + 1;
  const dead = !retryable || failures >= (options.maximumAttempts ?? 3);
  const retryAt = options.now() + backoff(options.retryMs ?? 1000, failures);
  // Whoever lost the job has nothing to tell of it: another worker has it, and may do it.
  if (dead && (await options.jobs.heartbeat(lease, options.leaseMs)) === undefined) return;
  // First it is told of: dead and untold, it would leave others waiting for ever.
  if (dead) await options.onDead?.(job, error);
  await options.jobs
    .fail(lease, { error: textOf(error), ...(dead ? {} : { retryAt }) })
    .catch(ignoreStaleLease);
}

function textOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.slice(0, 2000);
}

/** 1, 4, 16 ... times the first wait, at most 5 minutes. */
function backoff(first: number, failures: number): number {
  return Math.min(first * 4 ** Math.max(0, failures - 1), 300_000);
}

function ignoreStaleLease(error: unknown): void {
  if (!TicketAIError.is(error, 'stale-lease')) throw error;
}

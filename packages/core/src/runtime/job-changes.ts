import { TicketAIError } from '../errors.ts';
import type { WorkspaceId } from '../ids.ts';
import type { Job, Lease } from './job.ts';
import type { Fence } from './store.ts';

/*
 * What becomes of a job's row, as pure functions: every store does the same to it, and only reads and writes in its own way.
 */

/** Whether a lease still gives the right to its job: nobody finished it or took it over. A lease that merely ran out still does. */
export function holdsLease(job: Job | undefined, lease: Lease): job is Job {
  return job?.status === 'leased' && job.leaseToken === lease.token && job.workspaceId === lease.workspaceId;
}

/** Refuses a fence whose lease belongs to another workspace's job. @throws `stale-lease` */
export function checkFence(fence: Fence | undefined, workspaceId: WorkspaceId): void {
  if (fence !== undefined && fence.lease.workspaceId !== workspaceId) throw staleLease(fence.lease);
}

/** When a job can be leased: when it is due, or when its lease runs out. Not for jobs that are done or dead. */
export function leasableAt(job: Job): number {
  return job.status === 'leased' ? (job.leasedUntil ?? 0) : job.dueAt;
}

/** Highest priority first, then oldest. */
export function compareUrgency(left: Job, right: Job): number {
  return right.priority - left.priority || left.createdAt - right.createdAt || (left.id < right.id ? -1 : 1);
}

/** The first `limit` jobs by urgency, without sorting the rest. */
export function mostUrgent(jobs: Iterable<Job>, limit: number): readonly Job[] {
  const best: Job[] = [];
  for (const job of jobs) {
    const last = best.at(-1);
    if (best.length >= limit && (last === undefined || compareUrgency(job, last) > 0)) continue;
    best.push(job);
    best.sort(compareUrgency).splice(limit);
  }
  return best;
}

/** The job as taken by a worker. */
export function leaseJob(
  job: Job,
  token: string,
  until: number,
): { readonly job: Job; readonly lease: Lease } {
  const leased: Job = {
    ...next(job),
    status: 'leased',
    leaseToken: token,
    leasedUntil: until,
    attempts: job.attempts + 1,
  };
  return { job: leased, lease: { jobId: job.id, workspaceId: job.workspaceId, token, until } };
}

/** The job with a longer lease. */
export function prolongJob(job: Job, until: number): Job {
  return { ...next(job), leasedUntil: until };
}

/** The job after its work was done. */
export function finishJob(job: Job, now: number): Job {
  return { ...withoutOutage(withoutLease(job)), status: 'done', finishedAt: now };
}

/** The job after its work failed: waiting again, or dead. */
export function failJob(
  job: Job,
  now: number,
  { error, retryAt }: { readonly error: string; readonly retryAt?: number },
): Job {
  const failed = { ...withoutOutage(withoutLease(job)), error, failures: (job.failures ?? 0) + 1 };
  return retryAt === undefined
    ? { ...failed, status: 'dead', finishedAt: now }
    : { ...failed, status: 'waiting', dueAt: retryAt };
}

/** The job as if it had not been leased; until a time, with a reason and the begin of an outage, if they are given. */
export function releaseJob(
  job: Job,
  {
    error,
    retryAt,
    outageSince,
  }: { readonly error?: string; readonly retryAt?: number; readonly outageSince?: number } = {},
): Job {
  return {
    ...withoutLease(job),
    status: 'waiting',
    attempts: job.attempts - 1,
    ...(retryAt === undefined ? {} : { dueAt: retryAt }),
    ...(error === undefined ? {} : { error }),
    ...(outageSince === undefined ? {} : { outageSince }),
  };
}

/** A dead job, begun anew. */
export function retryJob(job: Job, now: number): Job {
  const { finishedAt, failures, ...rest } = withoutOutage(next(job));
  return { ...rest, status: 'waiting', attempts: 0, dueAt: now };
}

/** The error for a lease that was lost. */
export function staleLease(lease: Lease): TicketAIError {
  return new TicketAIError('stale-lease', {
    message: `Job ${lease.jobId} was finished or taken over by another worker. Drop this work: it is being done elsewhere.`,
    context: { jobId: lease.jobId, workspaceId: lease.workspaceId },
  });
}

function next(job: Job): Job {
  return { ...job, version: job.version + 1 };
}

function withoutOutage({ outageSince, ...job }: Job): Job {
  return job;
}

function withoutLease(job: Job): Job {
  const { leaseToken, leasedUntil, ...rest } = next(job);
  return rest;
}

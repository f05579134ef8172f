import type { JobRequest } from '../../jobs.ts';
import type { Lease } from '../../runtime/job.ts';
import type { Transaction } from '../../runtime/store.ts';
import type { ProvenFault } from './broken-store.ts';

type Jobs = readonly JobRequest[];

/** A transaction that changes the jobs that are appended. */
function withJobs(transaction: Transaction, change: (jobs: Jobs) => Jobs): Transaction {
  return {
    ...transaction,
    get workspace() {
      return transaction.workspace;
    },
    append: ({ jobs = [], ...rest }) => transaction.append({ ...rest, jobs: change(jobs) }),
  };
}

/** Jobs and leases. */
export const jobFaults: readonly (() => ProvenFault)[] = [
  () => ({
    fault: 'a leased job is handed out again',
    caughtBy: ['jobs: parallel workers'],
    jobs({ lease }) {
      let last: Awaited<ReturnType<typeof lease>> = [];
      return {
        async lease(options) {
          const leased = await lease(options);
          if (leased.length > 0) last = leased;
          return leased.length === 0 && options.limit === 3 ? last : leased;
        },
      };
    },
  }),
  () => ({
    fault: 'any token is taken for the last one',
    caughtBy: ['leases: who lost one'],
    jobs(jobs) {
      const latest = new Map<string, Lease>();
      const current = (lease: Lease) => latest.get(lease.jobId) ?? lease;
      return {
        async lease(options) {
          const leased = await jobs.lease(options);
          for (const { lease } of leased) latest.set(lease.jobId, lease);
          return leased;
        },
        finish: (lease) => jobs.finish(current(lease)),
        fail: (lease, outcome) => jobs.fail(current(lease), outcome),
      };
    },
  }),
  () => ({
    fault: 'the limit is ignored',
    caughtBy: ['jobs: no more than the limit'],
    jobs: ({ lease }) => ({
      lease: (options) => lease({ ...options, limit: options.limit === 2 ? 500 : options.limit }),
    }),
  }),
  () => ({
    fault: 'the named jobs are not the only ones leased',
    caughtBy: ['jobs: only the named'],
    jobs: ({ lease }) => ({ lease: ({ ids, ...options }) => lease(options) }),
  }),
  () => ({
    fault: 'a heartbeat prolongs nothing',
    caughtBy: ['leases: a heartbeat'],
    jobs: ({ heartbeat }) => ({
      async heartbeat(lease, leaseMs) {
        const held = await heartbeat(lease, 0);
        return held === undefined ? undefined : { ...held, until: held.until + leaseMs };
      },
    }),
  }),
  () => ({
    fault: 'a failed job does not wait',
    caughtBy: ['leases: a failed job waits'],
    jobs: ({ fail }) => ({
      fail: (lease, { retryAt, error }) =>
        fail(lease, { error, ...(retryAt === undefined ? {} : { retryAt: 0 }) }),
    }),
  }),
  () => ({
    fault: 'a job that failed for good is tried again',
    caughtBy: ['leases: a job that failed for good', 'jobs: of those that are done'],
    jobs: ({ fail }) => ({ fail: (lease, outcome) => fail(lease, { retryAt: 0, ...outcome }) }),
  }),
  () => ({
    fault: 'giving a job back counts as an attempt',
    caughtBy: ['leases: a job given back', 'leases: a job put off'],
    jobs: ({ fail, release }) => ({
      release: (lease) => fail(lease, { error: '', retryAt: 0 }).catch(() => release(lease)),
    }),
  }),
  () => ({
    fault: 'a job put off is due at once',
    caughtBy: ['leases: a job put off'],
    jobs: ({ release }) => ({ release: (lease) => release(lease) }),
  }),
  () => ({
    fault: 'keys are ignored',
    caughtBy: ['jobs: an appended job waits', 'jobs: a key drops a second'],
    workspace: ({ transaction }) => ({
      transaction: (work, options) =>
        transaction((inner) => work(withJobs(inner, (jobs) => jobs.map(({ key, ...job }) => job))), options),
    }),
  }),
  () => ({
    fault: 'a leased job drops requests with its key',
    caughtBy: ['jobs: a key drops no request'],
    workspace: ({ transaction, jobs: rows }) => ({
      async transaction(work, options) {
        const leased = new Set(
          (await rows.find({ where: { status: 'leased' } })).items.map(({ key }) => key),
        );
        return transaction(
          (inner) =>
            work(withJobs(inner, (jobs) => jobs.filter(({ key }) => key === undefined || !leased.has(key)))),
          options,
        );
      },
    }),
  }),
  () => ({
    fault: 'low priority goes first',
    caughtBy: ['jobs: go highest priority'],
    jobs: ({ lease }) => ({
      lease: async (options) =>
        [...(await lease(options))].sort((left, right) => left.job.priority - right.job.priority),
    }),
  }),
  () => ({
    fault: 'the end of a lease is not told as due',
    caughtBy: ['jobs: tells when'],
    jobs: ({ nextDueAt, lease }) => {
      let leases = 0;
      return {
        lease: async (options) => {
          leases += 1;
          return lease(options);
        },
        nextDueAt: async () => (leases > 0 ? undefined : nextDueAt()),
      };
    },
  }),
];

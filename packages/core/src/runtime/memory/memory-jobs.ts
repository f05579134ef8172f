import type { Job, Lease } from '../job.ts';
import {
  failJob,
  finishJob,
  holdsLease,
  leasableAt,
  leaseJob,
  mostUrgent,
  prolongJob,
  releaseJob,
  retryJob,
  staleLease,
} from '../job-changes.ts';
import { storeKinds } from '../record-kinds.ts';
import type { JobRows } from '../store.ts';
import { typedRow, untypedRow } from '../typed-rows.ts';
import type { MemoryState } from './memory-state.ts';

/** Jobs in memory. Every step is synchronous, so nothing comes between checking a row and changing it. */
export function memoryJobs(state: MemoryState): JobRows {
  return {
    async lease({ limit, leaseMs, ids }) {
      const now = state.now();
      const wanted = ids === undefined ? undefined : new Set<string>(ids);
      const due = unfinished(state).filter((job) => leasableAt(job) <= now && (wanted?.has(job.id) ?? true));
      return mostUrgent(due, limit).map((job) => {
        const leased = leaseJob(job, state.generateId(), now + leaseMs);
        writeJob(state, leased.job);
        return leased;
      });
    },
    async heartbeat(lease, leaseMs) {
      const until = state.now() + leaseMs;
      return changeJob(state, lease, (job) => prolongJob(job, until)) ? { ...lease, until } : undefined;
    },
    finish: async (lease) => finishLeased(state, lease),
    async fail(lease, outcome) {
      if (!changeJob(state, lease, (job) => failJob(job, state.now(), outcome))) throw staleLease(lease);
    },
    async release(lease, options) {
      changeJob(state, lease, (job) => releaseJob(job, options));
    },
    async nextDueAt() {
      const times = unfinished(state).map(leasableAt);
      return times.length === 0 ? undefined : times.reduce((least, time) => Math.min(least, time));
    },
    async retry(ids) {
      const dead = [...new Set(ids)]
        .flatMap((id) => readJob(state, id) ?? [])
        .filter((job) => job.status === 'dead');
      for (const job of dead) writeJob(state, retryJob(job, state.now()));
      return dead.length;
    },
  };
}

/** @throws `stale-lease` */
export function requireLease(state: MemoryState, lease: Lease): void {
  if (!holdsLease(readJob(state, lease.jobId), lease)) throw staleLease(lease);
}

/** Marks a job as done. @throws `stale-lease` */
export function finishLeased(state: MemoryState, lease: Lease): void {
  if (!changeJob(state, lease, (job) => finishJob(job, state.now()))) throw staleLease(lease);
}

function changeJob(state: MemoryState, lease: Lease, change: (job: Job) => Job): boolean {
  const job = readJob(state, lease.jobId);
  if (!holdsLease(job, lease)) return false;
  writeJob(state, change(job));
  return true;
}

function unfinished(state: MemoryState): Job[] {
  const table = state.systemTable(storeKinds.jobs);
  const ids = [...table.idsWith('status', 'waiting'), ...table.idsWith('status', 'leased')];
  return ids.flatMap((id) => readJob(state, id) ?? []);
}

function readJob(state: MemoryState, id: string): Job | undefined {
  const row = state.systemTable(storeKinds.jobs).get(id);
  return row === undefined ? undefined : typedRow(storeKinds.jobs, row);
}

/** Stores a copy: all fields of a job are plain values, so a shallow one is enough. */
function writeJob(state: MemoryState, job: Job): void {
  state.systemTable(storeKinds.jobs).put(untypedRow({ ...job }));
}

import {
  failJob,
  finishJob,
  holdsLease,
  type Job,
  type JobRows,
  type Lease,
  leaseJob,
  mostUrgent,
  prolongJob,
  releaseJob,
  retryJob,
  staleLease,
  storeKinds,
  TicketAIError,
  typedRow,
  untypedRow,
} from '@ticket-ai/core';
import { dueRecords } from './due-jobs.ts';
import { getRecords } from './find-records.ts';
import { jobScope, type SqlContext } from './sql-context.ts';
import type { SqlExecutor, SqlRecord } from './sql-database.ts';
import { fromRecord, tableOf } from './sql-table.ts';
import { tryAgain } from './try-again.ts';
import { replaceRecord } from './write-records.ts';

const table = tableOf(storeKinds.jobs);

/** Jobs in SQL. A change names the version of the row it was made from, so two workers never get the same job. */
export function sqlJobs(context: SqlContext): JobRows {
  const { database, now } = context;

  // What is done to jobs here has no effect elsewhere: it may be done again.
  const write = <Result>(work: (db: SqlExecutor) => Promise<Result>) =>
    tryAgain(() => database.write(work), { mayRepeat: isDeadlock, attempts: 5, firstMs: 20 });

  return {
    async lease(options) {
      // Looking does not lock: idle workers disturb nobody.
      const seen = await database.read((db) => dueRecords(db, jobScope(database), now(), options));
      if (seen.length === 0) return [];
      return write(async (db) => {
        const due = (await dueRecords(db, jobScope(database), now(), { ...options, lock: true })).map(toJob);
        const leased = mostUrgent(due, options.limit).map((job) =>
          leaseJob(job, context.generateId(), now() + options.leaseMs),
        );
        const won = await Promise.all(
          leased.map(async (each) => ((await writeJob(context, db, each.job)) ? [each] : [])),
        );
        return won.flat();
      });
    },
    heartbeat(lease, leaseMs) {
      const until = now() + leaseMs;
      return write(async (db) =>
        (await changeJob(context, db, lease, (job) => prolongJob(job, until)))
          ? { ...lease, until }
          : undefined,
      );
    },
    finish: (lease) => write((db) => finishLeased(context, db, lease)),
    fail: (lease, outcome) =>
      write(async (db) => {
        if (!(await changeJob(context, db, lease, (job) => failJob(job, now(), outcome))))
          throw staleLease(lease);
      }),
    release: (lease, options) =>
      write(async (db) => void (await changeJob(context, db, lease, (job) => releaseJob(job, options)))),
    nextDueAt: () => database.read(earliest),
    retry: (ids) =>
      write(async (db) => {
        const dead = (await getRecords(db, jobScope(database), ids, { lock: true }))
          .map(toJob)
          .filter((job) => job.status === 'dead');
        for (const job of dead) await writeJob(context, db, retryJob(job, now()));
        return dead.length;
      }),
  };
}

/** The database undoes what one of several workers did that stood in each other's way. */
function isDeadlock(error: unknown): boolean {
  return TicketAIError.is(error, 'adapter-failed') && error.context.reason === 'deadlock';
}

/** The job of a lease, and it stays so until the transaction ends. @throws `stale-lease` */
export async function requireLease({ database }: SqlContext, db: SqlExecutor, lease: Lease): Promise<Job> {
  const [record] = await getRecords(db, jobScope(database), [lease.jobId], { lock: true });
  const job = record === undefined ? undefined : toJob(record);
  if (holdsLease(job, lease)) return job;
  throw staleLease(lease);
}

/** Marks a job as done. @throws `stale-lease` */
export async function finishLeased(context: SqlContext, db: SqlExecutor, lease: Lease): Promise<void> {
  const job = await requireLease(context, db, lease);
  if (!(await writeJob(context, db, finishJob(job, context.now())))) throw staleLease(lease);
}

async function changeJob(
  context: SqlContext,
  db: SqlExecutor,
  lease: Lease,
  change: (job: Job) => Job,
): Promise<boolean> {
  const [record] = await getRecords(db, jobScope(context.database), [lease.jobId], { lock: true });
  const job = record === undefined ? undefined : toJob(record);
  return holdsLease(job, lease) && writeJob(context, db, change(job));
}

function writeJob({ database }: SqlContext, db: SqlExecutor, job: Job): Promise<boolean> {
  return replaceRecord(db, jobScope(database), untypedRow(job), job.version - 1);
}

function toJob(record: SqlRecord): Job {
  return typedRow(storeKinds.jobs, fromRecord(table, record));
}

async function earliest(db: SqlExecutor): Promise<number | undefined> {
  const least = (status: string, column: string) =>
    db
      .selectFrom(table.name)
      .select((builder) => builder.fn.min(column).as('time'))
      .where('status', '=', status)
      .executeTakeFirst();
  const found = [await least('waiting', 'due_at'), await least('leased', 'leased_until')];
  const times = found.flatMap((row) =>
    row?.time === null || row?.time === undefined ? [] : [Number(row.time)],
  );
  return times.length === 0 ? undefined : Math.min(...times);
}

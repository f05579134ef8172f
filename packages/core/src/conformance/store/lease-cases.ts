import assert from 'node:assert/strict';
import type { Lease } from '../../runtime/job.ts';
import { rejectsWith } from '../rejects-with.ts';
import { addEvent, addJobs, leaseOne, newTicket, newWorkspace, type StoreCase } from './store-fixtures.ts';

/** Leases: who lost one can do nothing more, so every job has its effect once. */
export const leaseCases: readonly StoreCase[] = [
  {
    name: 'leases: a leased job is not leased again',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      await addJobs(workspace, {});
      await leaseOne(store, 60_000);
      assert.deepEqual(await store.system.jobs.lease({ limit: 1, leaseMs: 1000 }), []);
    },
  },
  {
    name: 'leases: one that ran out can be taken over, under another token',
    requires: ['injected-clock'],
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      await addJobs(workspace, {});
      const first = await leaseOne(store, 1000);
      world.advance(999);
      assert.deepEqual(await store.system.jobs.lease({ limit: 1, leaseMs: 1000 }), []);
      world.advance(1);
      const second = await leaseOne(store, 1000);
      assert.deepEqual([second.job.id, second.job.attempts], [first.job.id, 2]);
      assert.notEqual(second.lease.token, first.lease.token);
    },
  },
  {
    name: 'leases: who lost one can neither finish nor fail the job, nor give it back',
    requires: ['injected-clock'],
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      await addJobs(workspace, {});
      const { lease: lost } = await leaseOne(store, 1000);
      world.advance(1000);
      const { job } = await leaseOne(store, 1000);
      await rejectsWith('stale-lease', store.system.jobs.finish(lost));
      await rejectsWith('stale-lease', store.system.jobs.fail(lost, { error: 'x' }));
      await store.system.jobs.release(lost);
      assert.equal(await store.system.jobs.heartbeat(lost, 1000), undefined);
      assert.deepEqual(await workspace.jobs.get(job.id), job);
    },
  },
  {
    name: 'leases: one that ran out still holds until somebody takes the job',
    requires: ['injected-clock'],
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      await addJobs(workspace, {});
      const { job, lease } = await leaseOne(store, 1000);
      world.advance(5000);
      await store.system.jobs.finish(lease);
      assert.equal((await workspace.jobs.get(job.id))?.status, 'done');
    },
  },
  {
    name: 'leases: a heartbeat prolongs one from now',
    requires: ['injected-clock'],
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      await addJobs(workspace, {});
      const { lease } = await leaseOne(store, 1000);
      world.advance(900);
      const renewed = await store.system.jobs.heartbeat(lease, 1000);
      assert.deepEqual(renewed, { ...lease, until: world.now() + 1000 });
      world.advance(999);
      assert.deepEqual(await store.system.jobs.lease({ limit: 1, leaseMs: 1000 }), []);
      await store.system.jobs.finish(renewed as Lease);
    },
  },
  {
    name: 'leases: a finished job is done once and for all',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      await addJobs(workspace, {});
      const { job, lease } = await leaseOne(store, 0);
      await store.system.jobs.finish(lease);
      const done = await workspace.jobs.get(job.id);
      assert.deepEqual(
        [done?.status, typeof done?.finishedAt, done?.leaseToken],
        ['done', 'number', undefined],
      );
      await rejectsWith('stale-lease', store.system.jobs.finish(lease));
      assert.deepEqual(await store.system.jobs.lease({ limit: 1, leaseMs: 1000 }), []);
    },
  },
  {
    name: 'leases: a failed job waits until its time',
    requires: ['injected-clock'],
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      await addJobs(workspace, {});
      const { job, lease } = await leaseOne(store);
      await store.system.jobs.fail(lease, { error: 'model down', retryAt: world.now() + 500 });
      const waiting = await workspace.jobs.get(job.id);
      assert.deepEqual([waiting?.status, waiting?.error, waiting?.attempts], ['waiting', 'model down', 1]);
      world.advance(499);
      assert.deepEqual(await store.system.jobs.lease({ limit: 1, leaseMs: 1000 }), []);
      world.advance(1);
      assert.equal((await leaseOne(store)).job.attempts, 2);
    },
  },
  {
    name: 'leases: a job that failed for good is dead until it is retried',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      await addJobs(workspace, {}, {});
      const { job, lease } = await leaseOne(store, 0);
      await store.system.jobs.fail(lease, { error: 'poison' });
      assert.deepEqual(
        [(await workspace.jobs.get(job.id))?.status, (await workspace.jobs.get(job.id))?.error],
        ['dead', 'poison'],
      );
      const other = await leaseOne(store, 60_000);
      assert.notEqual(other.job.id, job.id);
      assert.equal(await store.system.jobs.retry([job.id, other.job.id, 'unknown']), 1);
      const again = await leaseOne(store);
      assert.deepEqual([again.job.id, again.job.attempts], [job.id, 1]);
    },
  },
  {
    name: 'leases: a job put off waits until its time, says why, and the attempt does not count',
    requires: ['injected-clock'],
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      await addJobs(workspace, {});
      const { job, lease } = await leaseOne(store);
      await store.system.jobs.release(lease, { error: 'bucket away', retryAt: world.now() + 500 });
      const waiting = await workspace.jobs.get(job.id);
      assert.deepEqual([waiting?.status, waiting?.error, waiting?.attempts], ['waiting', 'bucket away', 0]);
      world.advance(499);
      assert.deepEqual(await store.system.jobs.lease({ limit: 1, leaseMs: 1000 }), []);
      world.advance(1);
      assert.equal((await leaseOne(store)).job.attempts, 1);
    },
  },
  {
    name: 'leases: a job given back waits at once, and the attempt does not count',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      await addJobs(workspace, {});
      const { job, lease } = await leaseOne(store);
      await store.system.jobs.release(lease);
      assert.deepEqual(
        [(await workspace.jobs.get(job.id))?.status, (await workspace.jobs.get(job.id))?.attempts],
        ['waiting', 0],
      );
      assert.equal((await leaseOne(store)).job.attempts, 1);
    },
  },
  {
    name: 'fence: the job is finished with the transaction',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      await addJobs(workspace, {});
      const { job, lease } = await leaseOne(store);
      const ticket = newTicket(world);
      await workspace.transaction(({ tickets }) => tickets.insert([ticket]), {
        fence: { lease, finish: true },
      });
      assert.equal((await workspace.jobs.get(job.id))?.status, 'done');
      assert.deepEqual(await workspace.tickets.get(ticket.id), ticket);
    },
  },
  {
    name: 'fence: without finish the job stays leased',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      await addJobs(workspace, {});
      const { job, lease } = await leaseOne(store);
      await workspace.transaction(async () => {}, { fence: { lease, finish: false } });
      assert.deepEqual(await workspace.jobs.get(job.id), job);
    },
  },
  {
    name: 'fence: a transaction that fails does not finish the job',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      await addJobs(workspace, {});
      const { job, lease } = await leaseOne(store);
      const failing = workspace.transaction(
        async () => {
          throw new Error('rolled back');
        },
        { fence: { lease, finish: true } },
      );
      await assert.rejects(failing);
      assert.deepEqual(await workspace.jobs.get(job.id), job);
    },
  },
  {
    name: 'fence: a worker that lost its lease commits nothing',
    requires: ['injected-clock'],
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      await addJobs(workspace, {});
      const { lease: lost } = await leaseOne(store, 1000);
      world.advance(1000);
      const { job } = await leaseOne(store, 60_000);
      for (const finish of [true, false]) {
        const late = workspace.transaction(
          async (transaction) => {
            await transaction.tickets.insert([newTicket(world)]);
            await transaction.append({ jobs: [{ name: 'match-tickets', payload: { ticketIds: [] } }] });
          },
          { fence: { lease: lost, finish } },
        );
        await rejectsWith('stale-lease', late);
      }
      assert.deepEqual([await workspace.tickets.count(), await workspace.jobs.count()], [0, 1]);
      assert.deepEqual(await workspace.jobs.get(job.id), job);
    },
  },
  {
    name: 'fence: a job has its effect once, however often it is done',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      await addJobs(workspace, {});
      const { lease } = await leaseOne(store);
      const effect = () =>
        workspace.transaction(({ tickets }) => tickets.insert([newTicket(world)]), {
          fence: { lease, finish: true },
        });
      const outcomes = await Promise.allSettled([effect(), effect(), effect()]);
      assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
      assert.equal(await workspace.tickets.count(), 1);
    },
  },
  {
    name: 'fence: the lease of another workspace does not count',
    async run(store, world) {
      const [own, other] = [await newWorkspace(store, world), await newWorkspace(store, world)];
      await addJobs(other, {});
      await addEvent(own, 'a');
      const { lease } = await leaseOne(store);
      await rejectsWith(
        'stale-lease',
        own.transaction(async () => {}, { fence: { lease, finish: true } }),
      );
    },
  },
];

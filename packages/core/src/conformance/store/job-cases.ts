import assert from 'node:assert/strict';
import type { JobId, TicketId, WorkflowRunId } from '../../ids.ts';
import type { WorkflowRun } from '../../runtime/job.ts';
import { addJobs, newWorkspace, type StoreCase } from './store-fixtures.ts';

const ids = (leased: readonly { readonly job: { readonly id: string } }[]) => leased.map(({ job }) => job.id);

/** Jobs: how they come to be, and who gets them. */
export const jobCases: readonly StoreCase[] = [
  {
    name: 'jobs: an appended job waits with its payload',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const [job] = await addJobs(workspace, { key: 'k', priority: 3 });
      assert.ok(job);
      const { status, name, payload, key, priority, attempts } = job;
      assert.deepEqual(
        { status, name, key, priority, attempts },
        { status: 'waiting', name: 'match-tickets', key: 'k', priority: 3, attempts: 0 },
      );
      assert.deepEqual(JSON.parse(payload), { ticketIds: ['t1'] });
      assert.deepEqual(await workspace.jobs.get(job.id), job);
    },
  },
  {
    name: 'jobs: a rolled back transaction leaves none',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const failing = workspace.transaction(async (transaction) => {
        await transaction.append({
          jobs: [{ name: 'match-tickets', payload: { ticketIds: ['t1' as TicketId] } }],
        });
        throw new Error('rolled back');
      });
      await assert.rejects(failing);
      assert.deepEqual(await store.system.jobs.lease({ limit: 1, leaseMs: 1000 }), []);
    },
  },
  {
    name: 'jobs: a key drops a second request while the first one waits',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const first = await addJobs(workspace, { key: 'a' }, { key: 'a' }, { key: 'b' }, {}, {});
      assert.equal(first.length, 4);
      assert.equal((await addJobs(workspace, { key: 'a' }, { key: 'c' })).length, 1);
    },
  },
  {
    name: 'jobs: a key drops no request while the job is being done, or is done',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      await addJobs(workspace, { key: 'a' });
      const [leased] = await store.system.jobs.lease({ limit: 1, leaseMs: 1000 });
      assert.equal((await addJobs(workspace, { key: 'a' })).length, 1);
      assert.ok(leased);
      await store.system.jobs.finish(leased.lease);
      const [second] = await store.system.jobs.lease({ limit: 1, leaseMs: 1000 });
      assert.ok(second);
      await store.system.jobs.finish(second.lease);
      assert.equal((await addJobs(workspace, { key: 'a' })).length, 1);
    },
  },
  {
    name: 'jobs: a key counts in its workspace only',
    async run(store, world) {
      const [own, other] = [await newWorkspace(store, world), await newWorkspace(store, world)];
      await addJobs(own, { key: 'a' });
      assert.equal((await addJobs(other, { key: 'a' })).length, 1);
    },
  },
  {
    name: 'jobs: go highest priority first, then oldest, across workspaces',
    requires: ['injected-clock'],
    async run(store, world) {
      const [own, other] = [await newWorkspace(store, world), await newWorkspace(store, world)];
      const [low] = await addJobs(own, {});
      world.advance(10);
      const [high] = await addJobs(other, { priority: 5 });
      world.advance(10);
      const [later] = await addJobs(own, {});
      const [alsoHigh] = await addJobs(own, { priority: 5 });
      const leased = await store.system.jobs.lease({ limit: 10, leaseMs: 1000 });
      assert.deepEqual(
        ids(leased),
        [high, alsoHigh, low, later].map((job) => job?.id),
      );
    },
  },
  {
    name: 'jobs: a lease names the job, its workspace and its end, and counts as an attempt',
    requires: ['injected-clock'],
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const [job] = await addJobs(workspace, {});
      const [leased] = await store.system.jobs.lease({ limit: 1, leaseMs: 1000 });
      assert.ok(job && leased);
      const { token, ...lease } = leased.lease;
      assert.deepEqual(lease, { jobId: job.id, workspaceId: job.workspaceId, until: world.now() + 1000 });
      assert.deepEqual([leased.job.status, leased.job.attempts, leased.job.leaseToken], ['leased', 1, token]);
      assert.deepEqual(await workspace.jobs.get(job.id), leased.job);
    },
  },
  {
    name: 'jobs: no more than the limit are leased',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      await addJobs(workspace, {}, {}, {});
      assert.equal((await store.system.jobs.lease({ limit: 2, leaseMs: 1000 })).length, 2);
    },
  },
  {
    name: 'jobs: only the named ones are leased',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const jobs = await addJobs(workspace, {}, {}, {});
      const wanted = jobs.slice(1, 2).map((job) => job.id);
      assert.deepEqual(
        ids(await store.system.jobs.lease({ limit: 5, leaseMs: 1000, ids: [...wanted, 'unknown'] })),
        wanted,
      );
      assert.deepEqual(await store.system.jobs.lease({ limit: 5, leaseMs: 1000, ids: [] }), []);
    },
  },
  {
    name: 'jobs: parallel workers never get the same one',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      await addJobs(workspace, ...Array.from({ length: 20 }, () => ({})));
      const leased = await Promise.all(
        Array.from({ length: 8 }, () => store.system.jobs.lease({ limit: 3, leaseMs: 60_000 })),
      );
      const taken = leased.flatMap(ids);
      assert.equal(taken.length, 20);
      assert.equal(new Set(taken).size, 20);
    },
  },
  {
    name: 'jobs: of those that are done the oldest can be thrown away, of one workspace, and no others',
    requires: ['injected-clock'],
    async run(store, world) {
      const [workspace, other] = [await newWorkspace(store, world), await newWorkspace(store, world)];
      const take = async () => {
        const [leased] = await store.system.jobs.lease({ limit: 1, leaseMs: 1000 });
        assert.ok(leased);
        return leased.lease;
      };
      await addJobs(other, {});
      await store.system.jobs.finish(await take());
      const old: JobId[] = [];
      for (let time = 0; time < 3; time += 1) {
        old.push(...(await addJobs(workspace, {})).map(({ id }) => id));
        await store.system.jobs.finish(await take());
        world.advance(10);
      }
      await addJobs(workspace, {});
      await store.system.jobs.fail(await take(), { error: 'failed' });
      await addJobs(workspace, {});
      await take();
      await addJobs(workspace, {});
      world.advance(10);
      const createdBefore = world.now();
      const [young] = await addJobs(workspace, { priority: 1 });
      await store.system.jobs.finish(await take());
      assert.equal(await workspace.jobs.discardDone({ createdBefore, limit: 2 }), 2);
      assert.deepEqual(
        (await workspace.jobs.getMany(old)).map(({ id }) => id),
        old.slice(2),
      );
      assert.equal(await workspace.jobs.discardDone({ createdBefore, limit: 2 }), 1);
      assert.equal(await workspace.jobs.discardDone({ createdBefore, limit: 2 }), 0);
      const { items } = await workspace.jobs.find({ orderBy: { field: 'createdAt' } });
      assert.deepEqual(items.map(({ status }) => status).toSorted(), ['dead', 'done', 'leased', 'waiting']);
      assert.equal(items.find(({ status }) => status === 'done')?.id, young?.id);
      assert.equal(await other.jobs.count({ status: 'done' }), 1);
    },
  },
  {
    name: 'workflows: those that have ended are thrown away with their steps, the oldest first, some at a time; no others',
    async run(store, world) {
      const [workspace, other] = [await newWorkspace(store, world), await newWorkspace(store, world)];
      const begin = async (records: typeof workspace, status: WorkflowRun['status'], startedAt: number) => {
        const id = world.generateId() as WorkflowRunId;
        const run = { id, version: 1, name: 'w', workflowVersion: 1, subject: id, status, startedAt };
        await records.transaction(async (transaction) => {
          await transaction.workflowRuns.insert([run]);
          await transaction.workflowSteps.insert([
            { id: `${id}:one`, runId: id, step: 'one', output: '1', at: startedAt },
            { id: `${id}:two`, runId: id, step: 'two', output: '2', at: startedAt },
          ]);
        });
        return id;
      };
      const ended = [
        await begin(workspace, 'done', 1),
        await begin(workspace, 'done', 2),
        await begin(workspace, 'failed', 1),
      ];
      const kept = [
        await begin(workspace, 'done', 10),
        await begin(workspace, 'running', 1),
        await begin(workspace, 'waiting', 1),
      ];
      await begin(other, 'done', 1);
      const discard = () => workspace.discardWorkflows({ startedBefore: 10, limit: 2 });
      assert.deepEqual([await discard(), await discard(), await discard()], [2, 1, 0]);
      const left = await workspace.workflowRuns.getMany([...ended, ...kept]);
      assert.deepEqual(left.map(({ id }) => id).toSorted(), kept.toSorted());
      const steps = await workspace.workflowSteps.find();
      assert.deepEqual([...new Set(steps.items.map(({ runId }) => runId))].toSorted(), kept.toSorted());
      assert.equal(steps.items.length, 6);
      assert.equal(await other.workflowSteps.count(), 2);
    },
  },
  {
    name: 'jobs: tells when the next one is due',
    requires: ['injected-clock'],
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      assert.equal(await store.system.jobs.nextDueAt(), undefined);
      await addJobs(workspace, {});
      assert.equal(await store.system.jobs.nextDueAt(), world.now());
      const [leased] = await store.system.jobs.lease({ limit: 1, leaseMs: 1000 });
      assert.equal(await store.system.jobs.nextDueAt(), world.now() + 1000);
      assert.ok(leased);
      await store.system.jobs.finish(leased.lease);
      assert.equal(await store.system.jobs.nextDueAt(), undefined);
    },
  },
];

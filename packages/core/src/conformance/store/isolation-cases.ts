import assert from 'node:assert/strict';
import type { WorkspaceId } from '../../ids.ts';
import { rejectsWith } from '../rejects-with.ts';
import {
  addEvent,
  addJobs,
  newHead,
  newIntent,
  newTicket,
  newWorkspace,
  type StoreCase,
  sequencesOf,
} from './store-fixtures.ts';

/** No workspace reaches another one's data. */
export const isolationCases: readonly StoreCase[] = [
  {
    name: 'isolation: a workspace reads its own records only',
    async run(store, world) {
      const [own, other] = [await newWorkspace(store, world), await newWorkspace(store, world)];
      const [mine, theirs] = [newTicket(world), newTicket(world)];
      await own.tickets.insert([mine]);
      await other.tickets.insert([theirs]);
      assert.equal(await own.tickets.get(theirs.id), undefined);
      assert.deepEqual(await own.tickets.getMany([theirs.id, mine.id]), [mine]);
      assert.deepEqual((await own.tickets.find()).items, [mine]);
      assert.deepEqual((await own.tickets.find({ where: { id: [mine.id, theirs.id] } })).items, [mine]);
      assert.equal(await own.tickets.count(), 1);
    },
  },
  {
    name: 'isolation: a workspace changes its own records only',
    async run(store, world) {
      const [own, other] = [await newWorkspace(store, world), await newWorkspace(store, world)];
      const theirs = newTicket(world);
      await other.tickets.insert([theirs]);
      await rejectsWith('not-found', own.tickets.update(theirs.id, 1, { status: 'solved' }));
      assert.equal(await own.tickets.delete([theirs.id]), 0);
      await own.transaction(async ({ tickets }) => assert.equal(await tickets.delete([theirs.id]), 0));
      await own.erase({ ticketIds: [theirs.id] });
      assert.deepEqual(await other.tickets.get(theirs.id), theirs);
    },
  },
  {
    name: 'isolation: two workspaces may use the same ids and unique keys',
    async run(store, world) {
      const [own, other] = [await newWorkspace(store, world), await newWorkspace(store, world)];
      const mine = newTicket(world);
      await own.tickets.insert([mine]);
      await other.tickets.insert([{ ...mine, subject: 'theirs' }]);
      await other.tickets.update(mine.id, 1, { status: 'solved' });
      assert.deepEqual(await own.tickets.get(mine.id), mine);
    },
  },
  {
    name: 'isolation: events and jobs are seen by their workspace only',
    async run(store, world) {
      const [own, other] = [await newWorkspace(store, world), await newWorkspace(store, world)];
      await addEvent(other, 'theirs');
      await addEvent(own, 'mine');
      const [job] = await addJobs(other, {});
      assert.deepEqual([await sequencesOf(own), await sequencesOf(other)], [[1], [1]]);
      assert.ok(job);
      assert.equal(await own.jobs.get(job.id), undefined);
      assert.deepEqual(await own.jobs.getMany([job.id]), []);
      assert.deepEqual(
        [(await own.jobs.find()).items.length, await own.jobs.count(), await other.jobs.count()],
        [0, 0, 1],
      );
    },
  },
  {
    name: 'isolation: aggregates count the own tickets only',
    async run(store, world) {
      const [own, other] = [await newWorkspace(store, world), await newWorkspace(store, world)];
      const intentId = newIntent(world).id;
      await own.assignmentHeads.insert([newHead(world, { intentId, ticketCreatedAt: 0 })]);
      await other.assignmentHeads.insert([newHead(world, { intentId, ticketCreatedAt: 0 }), newHead(world)]);
      assert.deepEqual([...(await own.ticketsPerIntent())], [[intentId, 1]]);
      assert.deepEqual(await own.ticketsPerIntentAndDay(), [{ intentId, day: 0, tickets: 1 }]);
    },
  },
  {
    name: 'isolation: what does not exist cannot be written to, and holds nothing',
    async run(store, world) {
      const nowhere = store.workspace(world.generateId() as WorkspaceId);
      await rejectsWith('not-found', nowhere.workspace());
      await rejectsWith('not-found', nowhere.tickets.insert([newTicket(world)]));
      await rejectsWith(
        'not-found',
        nowhere.transaction(async () => {}),
      );
      assert.deepEqual(await nowhere.tickets.find(), { items: [] });
    },
  },
  {
    name: 'isolation: deleting a workspace deletes all of it and nothing else',
    async run(store, world) {
      const [own, other] = [await newWorkspace(store, world), await newWorkspace(store, world)];
      const [mine, theirs] = [newTicket(world), newTicket(world)];
      for (const [workspace, ticket] of [
        [own, mine],
        [other, theirs],
      ] as const) {
        await workspace.tickets.insert([ticket]);
        await addEvent(workspace, 'event');
        await addJobs(workspace, {});
      }
      const record = await own.workspace();
      assert.equal(await store.system.workspaces.delete([record.id]), 1);
      assert.deepEqual(
        await store.system.jobs.lease({ limit: 5, leaseMs: 1000 }).then((leased) => leased.length),
        1,
      );
      await store.system.workspaces.insert([{ ...record, version: 1 }]);
      assert.deepEqual(
        [await own.tickets.count(), await own.events.count(), await own.jobs.count()],
        [0, 0, 0],
      );
      assert.deepEqual(
        [await other.tickets.count(), await other.events.count(), await other.jobs.count()],
        [1, 1, 1],
      );
      await addEvent(own, 'first again');
      assert.deepEqual(await sequencesOf(own), [1]);
    },
  },
];

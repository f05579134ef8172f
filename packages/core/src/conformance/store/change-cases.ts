import assert from 'node:assert/strict';
import type { TicketId } from '../../ids.ts';
import { rejectsWith } from '../rejects-with.ts';
import { newTicket, newTickets, newWorkspace, type StoreCase } from './store-fixtures.ts';

/** Records are changed by compare-and-set, and deleted; batches are all or nothing. */
export const changeCases: readonly StoreCase[] = [
  {
    name: 'records: an update changes the named fields and counts the version',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      const ticket = newTicket(world, { requester: 'ann', createdAt: 5 });
      await tickets.insert([ticket]);
      const updated = await tickets.update(ticket.id, 1, {
        status: 'solved',
        requester: undefined,
        createdAt: undefined,
      });
      const { requester, createdAt, ...rest } = ticket;
      assert.deepEqual(updated, { ...rest, version: 2, status: 'solved' });
      assert.deepEqual(await tickets.get(ticket.id), updated);
      assert.deepEqual((await tickets.find({ where: { status: 'open' } })).items, []);
    },
  },
  {
    name: 'records: an update of another version is refused',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      const ticket = newTicket(world);
      await tickets.insert([ticket]);
      await rejectsWith('conflict', tickets.update(ticket.id, 2, { status: 'solved' }));
      assert.deepEqual(await tickets.get(ticket.id), ticket);
    },
  },
  {
    name: 'records: of parallel updates of one version exactly one wins',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      const ticket = newTicket(world);
      await tickets.insert([ticket]);
      const attempts = Array.from({ length: 8 }, (_, index) =>
        tickets.update(ticket.id, 1, { subject: `change ${index}` }),
      );
      const outcomes = await Promise.allSettled(attempts);
      assert.equal(outcomes.filter((outcome) => outcome.status === 'fulfilled').length, 1);
    },
  },
  {
    name: 'records: an update of an unknown id is refused',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      await rejectsWith('not-found', tickets.update('unknown' as TicketId, 1, { status: 'solved' }));
    },
  },
  {
    name: 'records: an update that takes a unique key is refused',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      const [first, second] = [newTicket(world), newTicket(world)];
      await tickets.insert([first, second]);
      await rejectsWith('conflict', tickets.update(second.id, 1, { externalId: first.externalId }));
      assert.deepEqual(await tickets.get(second.id), second);
    },
  },
  {
    name: 'records: updateMany changes all or nothing',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      const rows = newTickets(world, 3);
      await tickets.insert(rows);
      const changes = rows.map(({ id }, index) => ({
        id,
        version: index === 2 ? 9 : 1,
        patch: { status: 'solved' as const },
      }));
      await rejectsWith('conflict', tickets.updateMany(changes));
      assert.equal(await tickets.count({ status: 'solved' }), 0);
      await tickets.updateMany(changes.map((change) => ({ ...change, version: 1 })));
      assert.deepEqual(
        (await tickets.getMany(rows.map(({ id }) => id))).map(({ status, version }) => [status, version]),
        [
          ['solved', 2],
          ['solved', 2],
          ['solved', 2],
        ],
      );
    },
  },
  {
    name: 'records: deletes these rows and no others, and says how many',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      const rows = newTickets(world, 4);
      await tickets.insert(rows);
      const [first, second, ...kept] = rows.map(({ id }) => id);
      assert.equal(await tickets.delete([first, second, 'unknown'].map((id) => id as TicketId)), 2);
      assert.equal(await tickets.delete([]), 0);
      assert.deepEqual(
        (await tickets.find()).items.map(({ id }) => id),
        kept,
      );
    },
  },
  {
    name: 'records: the unique key of a deleted or changed row is free again',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      const [deleted, changed] = [
        newTicket(world, { externalId: 'a' }),
        newTicket(world, { externalId: 'b' }),
      ];
      await tickets.insert([deleted, changed]);
      await tickets.delete([deleted.id]);
      await tickets.update(changed.id, 1, { externalId: 'c' });
      await tickets.insert([newTicket(world, { externalId: 'a' }), newTicket(world, { externalId: 'b' })]);
      assert.equal(await tickets.count(), 3);
    },
  },
];

import assert from 'node:assert/strict';
import type { TicketId } from '../../ids.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { rejectsWith } from '../rejects-with.ts';
import { newMessage, newTicket, newTickets, newWorkspace, type StoreCase } from './store-fixtures.ts';

/** Records are kept and given back; batches are all or nothing. */
export const repositoryCases: readonly StoreCase[] = [
  {
    name: 'records: gives back what was inserted',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      const fields = JSON.parse(
        '{"__proto__":"from a CSV header","naïve":"ü 𝄞 \\u0000 \\ud83d\\ude00","":"empty"}',
      );
      const ticket = newTicket(world, {
        fields,
        createdAt: 0,
        requester: '',
        subject: "'; drop table ticket; --",
      });
      await tickets.insert([ticket]);
      assert.deepEqual(await tickets.get(ticket.id), ticket);
    },
  },
  {
    name: 'records: gives nothing for an unknown id',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      const ticket = newTicket(world);
      await tickets.insert([ticket]);
      assert.equal(await tickets.get('unknown' as TicketId), undefined);
      assert.deepEqual(await tickets.getMany(['unknown' as TicketId, ticket.id]), [ticket]);
    },
  },
  {
    name: 'records: getMany takes any number of ids and keeps their order',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      const rows = newTickets(world, 1001);
      await tickets.insert(rows);
      const ids = rows.map((row) => row.id).reverse();
      assert.deepEqual(
        (await tickets.getMany(ids)).map((row) => row.id),
        ids,
      );
      assert.deepEqual(await tickets.getMany([]), []);
    },
  },
  {
    name: 'records: changing what was handed out changes nothing stored',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      const ticket = newTicket(world);
      await tickets.insert([ticket]);
      const found = await tickets.find();
      const handedOut = [
        await tickets.get(ticket.id),
        ...(await tickets.getMany([ticket.id])),
        ...found.items,
      ];
      for (const row of handedOut) scribble(row);
      assert.deepEqual(await tickets.get(ticket.id), ticket);
      scribble(await tickets.update(ticket.id, 1, { status: 'solved' }));
      assert.deepEqual(await tickets.get(ticket.id), { ...ticket, version: 2, status: 'solved' });
    },
  },
  {
    name: 'records: changing what was handed in changes nothing stored',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      const ticket = newTicket(world);
      const handedIn = structuredClone(ticket);
      await tickets.insert([handedIn]);
      scribble(handedIn);
      assert.deepEqual(await tickets.get(ticket.id), ticket);
    },
  },
  {
    name: 'records: refuses an id that exists',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      const ticket = newTicket(world);
      await tickets.insert([ticket]);
      const error = await rejectsWith(
        'conflict',
        tickets.insert([newTicket(world, { id: ticket.id, subject: 'other' })]),
      );
      assert.deepEqual(error.context.fields, ['id']);
      assert.deepEqual(await tickets.get(ticket.id), ticket);
    },
  },
  {
    name: 'records: refuses a unique key that exists, and names its fields',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      await tickets.insert([
        newTicket(world, { source: 'zendesk', externalId: '7' }),
        newTicket(world, { source: 'csv', externalId: '7' }),
      ]);
      const error = await rejectsWith(
        'conflict',
        tickets.insert([newTicket(world, { source: 'zendesk', externalId: '7' })]),
      );
      assert.deepEqual(error.context.fields, ['source', 'externalId']);
    },
  },
  {
    name: 'records: inserts a batch completely or not at all',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      const rows = newTickets(world, 600);
      const double = newTicket(world, { externalId: rows[0]?.externalId ?? '' });
      await rejectsWith('conflict', tickets.insert([...rows, double]));
      assert.equal(await tickets.count(), 0);
      await tickets.insert(rows);
      assert.equal(await tickets.count(), 600);
    },
  },
  {
    name: 'records: refuses what JSON cannot hold, and fields of another type',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      const wrong: unknown[] = [
        { subject: new Date() },
        { messageCount: Number.NaN },
        { createdAt: 1.5 },
        { createdAt: 'today' },
        { id: '' },
        { version: 0 },
      ];
      for (const fields of wrong) {
        await rejectsWith(
          'invalid-input',
          Promise.resolve().then(() => tickets.insert([newTicket(world, fields as Partial<Ticket>)])),
        );
      }
      assert.equal(await tickets.count(), 0);
    },
  },
  {
    name: 'records: a journal keeps rows and offers no way to change them',
    async run(store, world) {
      const { messages } = await newWorkspace(store, world);
      const message = newMessage(world, 't1' as TicketId);
      await messages.insert([message]);
      assert.deepEqual(await messages.get(message.id), message);
      assert.deepEqual((await messages.find({ where: { ticketId: 't1' as TicketId } })).items, [message]);
      await rejectsWith('conflict', messages.insert([newMessage(world, 't1' as TicketId)]));
      assert.deepEqual(
        ['update', 'updateMany', 'delete'].filter((method) => method in messages),
        [],
      );
    },
  },
];

/** Changes everything that can be changed. A store may also hand out frozen rows. */
function scribble(row: object | undefined): void {
  for (const [key, value] of Object.entries(row ?? {})) {
    if (typeof value === 'object' && value !== null) scribble(value);
    else Reflect.set(row ?? {}, key, 'scribbled');
  }
}

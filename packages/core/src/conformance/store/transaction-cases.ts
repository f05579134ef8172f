import assert from 'node:assert/strict';
import type { Transaction } from '../../runtime/store.ts';
import { rejectsWith } from '../rejects-with.ts';
import { actor, newMessage, newTicket, newTickets, newWorkspace, type StoreCase } from './store-fixtures.ts';

/** Transactions: all or nothing, one after the other, nothing visible before the commit. */
export const transactionCases: readonly StoreCase[] = [
  {
    name: 'transaction: commits everything and gives the result',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const ticket = newTicket(world);
      const message = newMessage(world, ticket.id);
      const result = await workspace.transaction(async (transaction) => {
        await transaction.tickets.insert([ticket]);
        await transaction.messages.insert([message]);
        await transaction.tickets.update(ticket.id, 1, { status: 'solved' });
        return 'result';
      });
      assert.equal(result, 'result');
      assert.equal((await workspace.tickets.get(ticket.id))?.status, 'solved');
      assert.deepEqual(await workspace.messages.get(message.id), message);
    },
  },
  {
    name: 'transaction: leaves nothing when its work throws, and lets the error through',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const [kept, removed] = [newTicket(world), newTicket(world)];
      await workspace.tickets.insert([kept, removed]);
      const before = await workspace.workspace();
      const failure = new Error('the stage failed');
      const attempt = workspace.transaction(async (transaction) => {
        await transaction.tickets.insert([newTicket(world)]);
        await transaction.tickets.update(kept.id, 1, { status: 'solved' });
        await transaction.tickets.delete([removed.id]);
        await transaction.updateWorkspace({ catalogueVersion: 7 });
        await transaction.append({ jobs: [{ name: 'match-tickets', payload: { ticketIds: [kept.id] } }] });
        throw failure;
      });
      await assert.rejects(attempt, (error) => error === failure);
      assert.deepEqual((await workspace.tickets.find()).items, [kept, removed]);
      assert.deepEqual(await workspace.workspace(), before);
      assert.equal(await workspace.jobs.count(), 0);
    },
  },
  {
    name: 'transaction: others see nothing before the commit, and need not wait to look',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const ticket = newTicket(world);
      await workspace.tickets.insert([ticket]);
      await workspace.transaction(async (transaction) => {
        await transaction.tickets.insert([newTicket(world)]);
        await transaction.tickets.update(ticket.id, 1, { status: 'solved' });
        await transaction.updateWorkspace({ name: 'Renamed' });
        assert.deepEqual((await workspace.tickets.find()).items, [ticket]);
        assert.deepEqual(await workspace.tickets.get(ticket.id), ticket);
        assert.equal((await workspace.workspace()).name, 'Acme');
      });
      assert.equal(await workspace.tickets.count(), 2);
    },
  },
  {
    name: 'transaction: sees its own changes',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const rows = newTickets(world, 6, (index) => ({ createdAt: index, externalId: String(index) }));
      await workspace.tickets.insert(rows.filter((_, index) => index % 2 === 0));
      const [, , changed, , deleted] = rows;
      await workspace.transaction(async ({ tickets }) => {
        await tickets.insert(rows.filter((_, index) => index % 2 === 1));
        await tickets.update(changed?.id ?? rows[0]!.id, 1, { createdAt: 100 });
        await tickets.delete([deleted?.id ?? rows[0]!.id]);
        const first = await tickets.find({ orderBy: { field: 'createdAt' }, limit: 3 });
        const second = await tickets.find({
          orderBy: { field: 'createdAt' },
          limit: 3,
          cursor: first.cursor ?? '',
        });
        assert.deepEqual(
          [first, second].map(({ items }) => items.map((row) => row.externalId)),
          [
            ['0', '1', '3'],
            ['5', '2'],
          ],
        );
        assert.deepEqual(
          [
            await tickets.count(),
            await tickets.count({ createdAt: 2 }),
            await tickets.count({ createdAt: 100 }),
          ],
          [5, 0, 1],
        );
        assert.equal(await tickets.get(deleted?.id ?? rows[0]!.id), undefined);
      });
    },
  },
  {
    name: 'transaction: unique keys hold against its own changes and the committed ones',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const [old, taken] = [newTicket(world, { externalId: 'a' }), newTicket(world, { externalId: 'b' })];
      await workspace.tickets.insert([old, taken]);
      await workspace.transaction(async ({ tickets }) => {
        await rejectsWith('conflict', tickets.insert([newTicket(world, { externalId: 'b' })]));
        await tickets.delete([old.id]);
        await tickets.insert([newTicket(world, { externalId: 'a' })]);
        await rejectsWith('conflict', tickets.insert([newTicket(world, { externalId: 'a' })]));
      });
      assert.equal(await workspace.tickets.count(), 2);
    },
  },
  {
    name: 'transaction: a batch that failed and was caught leaves nothing; the rest is committed',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const [first, second] = [newTicket(world), newTicket(world)];
      await workspace.tickets.insert([first, second]);
      await workspace.transaction(async ({ tickets }) => {
        await rejectsWith(
          'conflict',
          tickets.insert([...newTickets(world, 600), newTicket(world, { externalId: first.externalId })]),
        );
        await rejectsWith(
          'conflict',
          tickets.updateMany([
            { id: first.id, version: 1, patch: { status: 'solved' } },
            { id: second.id, version: 9, patch: {} },
          ]),
        );
        await tickets.insert([newTicket(world)]);
      });
      assert.deepEqual(
        [await workspace.tickets.count(), await workspace.tickets.count({ status: 'solved' })],
        [3, 0],
      );
    },
  },
  {
    name: 'transaction: parallel calls inside one do not disturb each other',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const taken = newTicket(world);
      await workspace.tickets.insert([taken]);
      await workspace.transaction(async ({ tickets }) => {
        const good = Array.from({ length: 5 }, () => tickets.insert(newTickets(world, 60)));
        const bad = tickets.insert([
          ...newTickets(world, 300),
          newTicket(world, { externalId: taken.externalId }),
        ]);
        await Promise.all([rejectsWith('conflict', bad), ...good]);
      });
      assert.equal(await workspace.tickets.count(), 301);
    },
  },
  {
    name: 'transaction: those of one workspace run one after the other',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const ticket = newTicket(world, { messageCount: 0 });
      await workspace.tickets.insert([ticket]);
      const countUp = async ({ tickets }: Transaction) => {
        const row = await tickets.get(ticket.id);
        await new Promise((resolve) => setTimeout(resolve, 1));
        await tickets.update(ticket.id, row?.version ?? 0, { messageCount: (row?.messageCount ?? 0) + 1 });
      };
      await Promise.all(Array.from({ length: 12 }, () => workspace.transaction(countUp)));
      assert.equal((await workspace.tickets.get(ticket.id))?.messageCount, 12);
    },
  },
  {
    name: 'transaction: a write outside waits for it, and is not lost',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const ticket = newTicket(world);
      await workspace.tickets.insert([ticket]);
      let outside: Promise<unknown> = Promise.resolve();
      await workspace.transaction(async ({ tickets }) => {
        await tickets.update(ticket.id, 1, { status: 'pending' });
        outside = workspace.tickets.update(ticket.id, 1, { status: 'solved' });
        outside.catch(() => {});
        await new Promise((resolve) => setTimeout(resolve, 5));
      });
      await rejectsWith('conflict', outside);
      assert.equal((await workspace.tickets.get(ticket.id))?.status, 'pending');
    },
  },
  {
    name: 'transaction: cannot be used after its end',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      let kept: Transaction | undefined;
      await workspace.transaction(async (transaction) => {
        kept = transaction;
      });
      const late = async () => kept?.tickets.insert([newTicket(world)]);
      await rejectsWith('invalid-transition', late());
      await rejectsWith(
        'invalid-transition',
        Promise.resolve(
          kept?.append({ events: [{ event: { type: 'import-finished', importId: 'i' as never }, actor }] }),
        ),
      );
      assert.equal(await workspace.tickets.count(), 0);
    },
  },
];

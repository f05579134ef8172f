import assert from 'node:assert/strict';
import { collectAll, type Query } from '../../record.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { rejectsWith } from '../rejects-with.ts';
import { newTicket, newTickets, newWorkspace, type StoreCase } from './store-fixtures.ts';

const names = (page: { readonly items: readonly Ticket[] }) => page.items.map((ticket) => ticket.externalId);

/** Finding: pages, and what is refused. */
export const pageCases: readonly StoreCase[] = [
  {
    name: 'find: pages show every row once, in every order',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      const rows = newTickets(world, 23, (index) => (index % 4 === 0 ? {} : { createdAt: index % 3 }));
      await tickets.insert(rows);
      for (const field of ['id', 'createdAt', 'source'] as const) {
        for (const direction of ['ascending', 'descending'] as const) {
          const query: Query<Ticket> = { orderBy: { field, direction } };
          const whole = (await tickets.find({ ...query, limit: 500 })).items.map(({ id }) => id);
          const paged: string[] = [];
          let cursor: string | undefined;
          do {
            const page = await tickets.find({
              ...query,
              limit: 5,
              ...(cursor === undefined ? {} : { cursor }),
            });
            paged.push(...page.items.map(({ id }) => id));
            cursor = page.cursor;
          } while (cursor !== undefined && paged.length < 100);
          assert.deepEqual(paged, whole, `${field} ${direction}`);
          assert.equal(new Set(paged).size, 23);
        }
      }
    },
  },
  {
    name: 'find: changes between two pages hide or repeat no other row',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      const rows = newTickets(world, 6, (index) => ({ createdAt: 10 * index, externalId: String(index) }));
      await tickets.insert(rows);
      const orderBy = { field: 'createdAt' } as const;
      const first = await tickets.find({ orderBy, limit: 3 });
      await tickets.delete(first.items.map(({ id }) => id));
      await tickets.insert([
        newTicket(world, { createdAt: 5, externalId: 'before' }),
        newTicket(world, { createdAt: 45, externalId: 'after' }),
      ]);
      assert.deepEqual(names(await tickets.find({ orderBy, limit: 10, cursor: first.cursor ?? '' })), [
        '3',
        '4',
        'after',
        '5',
      ]);
    },
  },
  {
    name: 'find: the last page has no cursor, also when it is full',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      await tickets.insert(newTickets(world, 4));
      const first = await tickets.find({ limit: 2 });
      const second = await tickets.find({ limit: 2, cursor: first.cursor ?? '' });
      assert.equal(second.items.length, 2);
      assert.equal('cursor' in second, false);
    },
  },
  {
    name: 'find: gives 100 rows unless told otherwise, and at most 500',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      await tickets.insert(newTickets(world, 501));
      assert.equal((await tickets.find()).items.length, 100);
      assert.equal((await tickets.find({ limit: 500 })).items.length, 500);
      for (const limit of [0, -1, 501, 1.5, Number.NaN])
        await rejectsWith('invalid-input', tickets.find({ limit }));
      assert.equal((await collectAll(tickets)).length, 501);
    },
  },
  {
    name: 'find: refuses fields that are not indexed',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      await rejectsWith('invalid-input', tickets.find({ where: { subject: 'x' } }));
      await rejectsWith('invalid-input', tickets.find({ orderBy: { field: 'messageCount' } }));
      await rejectsWith('invalid-input', tickets.count({ contentHash: 'x' }));
      for (const where of ['{"__proto__":"x"}', '{"constructor":"x"}', '{"source) or (1=1":"x"}']) {
        await rejectsWith('invalid-input', tickets.find({ where: JSON.parse(where) }));
      }
    },
  },
  {
    name: 'find: refuses values of another type',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      const wrong = [
        { createdAt: '5' },
        { source: 5 },
        { source: undefined },
        { source: [undefined] },
        { source: { like: 'x' } },
        { createdAt: { from: '5' } },
      ];
      for (const where of wrong)
        await rejectsWith('invalid-input', tickets.find({ where } as unknown as Query<Ticket>));
    },
  },
  {
    name: 'find: refuses the cursor of another query, and one that was tampered with',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      await tickets.insert(newTickets(world, 3));
      const { cursor = '' } = await tickets.find({ limit: 1 });
      await rejectsWith('invalid-input', tickets.find({ cursor, where: { source: 'csv' } }));
      await rejectsWith(
        'invalid-input',
        tickets.find({ cursor, orderBy: { field: 'id', direction: 'descending' } }),
      );
      for (const garbage of ['', 'x', 'bnVsbA', '%00', cursor.slice(3)])
        await rejectsWith('invalid-input', tickets.find({ cursor: garbage }));
    },
  },
];

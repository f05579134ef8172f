import assert from 'node:assert/strict';
import type { Ticket } from '../../ticket/ticket.ts';
import type { World } from '../run-conformance.ts';
import { newTicket, newWorkspace, type StoreCase } from './store-fixtures.ts';

const names = (page: { readonly items: readonly Ticket[] }) => page.items.map((ticket) => ticket.externalId);

/** Tickets a to e; c and e have no date, b and d the same. */
function letters(world: World): Ticket[] {
  const dates: Record<string, number> = { a: 30, b: 20, d: 20 };
  return ['a', 'b', 'c', 'd', 'e'].map((externalId) => {
    const createdAt = dates[externalId];
    return newTicket(world, {
      externalId,
      source: externalId < 'c' ? 'early' : 'late',
      ...(createdAt === undefined ? {} : { createdAt }),
    });
  });
}

/** Finding and counting: conditions and order. */
export const queryCases: readonly StoreCase[] = [
  {
    name: 'find: rows with an equal value',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      await tickets.insert(letters(world));
      assert.deepEqual(names(await tickets.find({ where: { source: 'late' } })), ['c', 'd', 'e']);
      assert.deepEqual(names(await tickets.find({ where: { createdAt: 20 } })), ['b', 'd']);
      assert.deepEqual(names(await tickets.find({ where: { source: 'none' } })), []);
    },
  },
  {
    name: 'find: rows with one of many values; of none, no row',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      await tickets.insert(letters(world));
      const many = Array.from({ length: 33_000 }, (_, index) => `other ${index}`);
      assert.deepEqual(names(await tickets.find({ where: { externalId: ['e', 'a', ...many] } })), ['a', 'e']);
      assert.deepEqual(names(await tickets.find({ where: { createdAt: [20, 7] } })), ['b', 'd']);
      assert.deepEqual(names(await tickets.find({ where: { externalId: [] } })), []);
    },
  },
  {
    name: 'find: rows in a range, its end excluded',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      await tickets.insert(letters(world));
      assert.deepEqual(names(await tickets.find({ where: { createdAt: { from: 20, below: 30 } } })), [
        'b',
        'd',
      ]);
      assert.deepEqual(names(await tickets.find({ where: { createdAt: { below: 31 } } })), ['a', 'b', 'd']);
      assert.deepEqual(
        names(await tickets.find({ where: { createdAt: { from: 21 } }, orderBy: { field: 'createdAt' } })),
        ['a'],
      );
      assert.deepEqual(
        names(
          await tickets.find({
            where: { createdAt: { from: 25, below: 31 } },
            orderBy: { field: 'createdAt', direction: 'descending' },
          }),
        ),
        ['a'],
      );
      assert.deepEqual(names(await tickets.find({ where: { createdAt: {} } })), ['a', 'b', 'd']);
    },
  },
  {
    name: 'find: rows without a field',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      await tickets.insert(letters(world));
      assert.deepEqual(names(await tickets.find({ where: { createdAt: null } })), ['c', 'e']);
    },
  },
  {
    name: 'find: all conditions must hold',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      await tickets.insert(letters(world));
      assert.deepEqual(
        names(
          await tickets.find({
            where: { source: 'late', createdAt: { from: 0 }, status: ['open', 'solved'] },
          }),
        ),
        ['d'],
      );
      assert.equal(await tickets.count({ source: 'late', createdAt: null }), 2);
    },
  },
  {
    name: 'find: orders by id unless told otherwise',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      const rows = letters(world);
      await tickets.insert([...rows].reverse());
      assert.deepEqual(names(await tickets.find()), ['a', 'b', 'c', 'd', 'e']);
      assert.deepEqual(names(await tickets.find({ orderBy: { field: 'id', direction: 'descending' } })), [
        'e',
        'd',
        'c',
        'b',
        'a',
      ]);
    },
  },
  {
    name: 'find: equal values are ordered by id in the same direction',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      await tickets.insert(letters(world).reverse());
      const where = { createdAt: { from: 0 } };
      assert.deepEqual(names(await tickets.find({ where, orderBy: { field: 'createdAt' } })), [
        'b',
        'd',
        'a',
      ]);
      assert.deepEqual(
        names(await tickets.find({ where, orderBy: { field: 'createdAt', direction: 'descending' } })),
        ['a', 'd', 'b'],
      );
    },
  },
  {
    name: 'find: rows without the ordering field come first, or last when descending',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      await tickets.insert(letters(world).slice(0, 3));
      assert.deepEqual(names(await tickets.find({ orderBy: { field: 'createdAt' } })), ['c', 'b', 'a']);
      assert.deepEqual(
        names(await tickets.find({ orderBy: { field: 'createdAt', direction: 'descending' } })),
        ['a', 'b', 'c'],
      );
    },
  },
  {
    name: 'find: text is ordered by code point',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      const sorted = ['', 'A', 'Z', 'a', 'aa', 'ä', '\u{ff5e}', '\u{1f600}'];
      await tickets.insert([...sorted].reverse().map((source) => newTicket(world, { source })));
      const { items } = await tickets.find({ orderBy: { field: 'source' } });
      assert.deepEqual(
        items.map((ticket) => ticket.source),
        sorted,
      );
    },
  },
  {
    name: 'count: all rows, or those that meet the conditions',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      await tickets.insert(letters(world));
      assert.deepEqual(
        [
          await tickets.count(),
          await tickets.count({ source: 'early' }),
          await tickets.count({ createdAt: { from: 20 } }),
        ],
        [5, 2, 3],
      );
    },
  },
];

import assert from 'node:assert/strict';
import type { IntentId, RunId } from '../../ids.ts';
import { newHead, newIntent, newWorkspace, type StoreCase } from './store-fixtures.ts';

const dayMs = 86_400_000;

/** Counts of tickets, which the store makes itself because reading all rows would be slow. */
export const aggregateCases: readonly StoreCase[] = [
  {
    name: 'counts: tickets per intent, the unassigned under no key',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const [first, second] = [newIntent(world).id, newIntent(world).id];
      const intents = [first, first, second, undefined, undefined, undefined];
      await workspace.assignmentHeads.insert(
        intents.map((intentId) => newHead(world, intentId === undefined ? {} : { intentId })),
      );
      assert.deepEqual(
        await workspace.ticketsPerIntent(),
        new Map([
          [first, 2],
          [second, 1],
          [undefined, 3],
        ]),
      );
    },
  },
  {
    name: 'counts: a ticket counts where it primarily belongs',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const [first, second] = [newIntent(world).id, newIntent(world).id];
      const primary = newHead(world, { intentId: first, ticketCreatedAt: 0 });
      const secondary = newHead(world, {
        ticketId: primary.ticketId,
        role: 'secondary',
        intentId: second,
        ticketCreatedAt: 0,
      });
      await workspace.assignmentHeads.insert([primary, secondary]);
      assert.deepEqual(await workspace.ticketsPerIntent(), new Map([[first, 1]]));
      assert.deepEqual(await workspace.ticketsPerIntentAndDay(), [{ intentId: first, day: 0, tickets: 1 }]);
    },
  },
  {
    name: 'counts: only the active run counts, unless another one is asked for',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const intentId = newIntent(world).id;
      const candidate = 'candidate' as RunId;
      const today = newHead(world, { intentId, ticketCreatedAt: 0 });
      const { ticketId } = today;
      await workspace.assignmentHeads.insert([
        today,
        newHead(world, { ticketId, runId: candidate, ticketCreatedAt: 0 }),
      ]);
      assert.deepEqual(await workspace.ticketsPerIntent(), new Map([[intentId, 1]]));
      assert.deepEqual(await workspace.ticketsPerIntent(candidate), new Map([[undefined, 1]]));
      await workspace.transaction((transaction) => transaction.updateWorkspace({ activeRunId: candidate }));
      assert.deepEqual(await workspace.ticketsPerIntent(), new Map([[undefined, 1]]));
      assert.deepEqual(await workspace.ticketsPerIntentAndDay(), [
        { intentId: undefined, day: 0, tickets: 1 },
      ]);
    },
  },
  {
    name: 'counts: chains of aliases are followed to their end',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const [a, b, c] = ['a', 'b', 'c'].map((id) => id as IntentId) as [IntentId, IntentId, IntentId];
      await workspace.intentAliases.insert([
        { id: a, version: 1, target: b },
        { id: b, version: 1, target: c },
      ]);
      await workspace.assignmentHeads.insert(
        [a, b, c].map((intentId) => newHead(world, { intentId, ticketCreatedAt: dayMs })),
      );
      assert.deepEqual(await workspace.ticketsPerIntent(), new Map([[c, 3]]));
      assert.deepEqual(await workspace.ticketsPerIntentAndDay(), [{ intentId: c, day: 1, tickets: 3 }]);
    },
  },
  {
    name: 'counts: a loop of aliases ends',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const [a, b] = ['a', 'b'].map((id) => id as IntentId) as [IntentId, IntentId];
      await workspace.intentAliases.insert([
        { id: a, version: 1, target: b },
        { id: b, version: 1, target: a },
      ]);
      await workspace.assignmentHeads.insert([newHead(world, { intentId: a })]);
      assert.equal(
        [...(await workspace.ticketsPerIntent()).values()].reduce((sum, count) => sum + count, 0),
        1,
      );
    },
  },
  {
    name: 'counts: per UTC day, in order, without the undated',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const [first, second] = [newIntent(world).id, newIntent(world).id];
      const heads = [
        [second, 3 * dayMs],
        [first, 3 * dayMs - 1],
        [first, 2 * dayMs],
        [first, 3 * dayMs],
        [first, -1],
        [undefined, 3 * dayMs],
        [first, undefined],
      ] as const;
      await workspace.assignmentHeads.insert(
        heads.map(([intentId, at]) =>
          newHead(world, {
            ...(intentId === undefined ? {} : { intentId }),
            ...(at === undefined ? {} : { ticketCreatedAt: at }),
          }),
        ),
      );
      assert.deepEqual(await workspace.ticketsPerIntentAndDay(), [
        { intentId: first, day: -1, tickets: 1 },
        { intentId: first, day: 2, tickets: 2 },
        { intentId: undefined, day: 3, tickets: 1 },
        { intentId: first, day: 3, tickets: 1 },
        { intentId: second, day: 3, tickets: 1 },
      ]);
    },
  },
  {
    name: 'counts: per day of a time zone',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const intentId = newIntent(world).id;
      const times = [0, 22 * 3_600_000, 23 * 3_600_000];
      await workspace.assignmentHeads.insert(
        times.map((at) => newHead(world, { intentId, ticketCreatedAt: at })),
      );
      assert.deepEqual(await workspace.ticketsPerIntentAndDay({ offset: 3_600_000 }), [
        { intentId, day: 0, tickets: 2 },
        { intentId, day: 1, tickets: 1 },
      ]);
    },
  },
  {
    name: 'counts: per day in a range of times, its end excluded',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const intentId = newIntent(world).id;
      await workspace.assignmentHeads.insert(
        [1, 2, 3, 4].map((day) => newHead(world, { intentId, ticketCreatedAt: day * dayMs })),
      );
      const days = await workspace.ticketsPerIntentAndDay({ from: 2 * dayMs, below: 4 * dayMs });
      assert.deepEqual(
        days.map(({ day }) => day),
        [2, 3],
      );
    },
  },
];

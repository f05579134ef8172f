import assert from 'node:assert/strict';
import type { EventRow } from '../../events.ts';
import type { ImportId } from '../../ids.ts';
import { actor, addEvent, addJobs, newWorkspace, type StoreCase, sequencesOf } from './store-fixtures.ts';

const finished = (id: string) => ({
  event: { type: 'import-finished' as const, importId: id as ImportId },
  actor,
});

/** Events: gapless sequences, in order of commit; listeners hear of what is committed. */
export const eventCases: readonly StoreCase[] = [
  {
    name: 'events: are kept as they were appended',
    requires: ['injected-clock'],
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      await workspace.transaction((transaction) => transaction.append({ events: [finished('i1')] }));
      const { items } = await workspace.events.find();
      const [row] = items;
      const { id } = await workspace.workspace();
      assert.deepEqual(items, [
        {
          id: row?.id,
          workspaceId: id,
          sequence: 1,
          type: 'import-finished',
          event: finished('i1').event,
          at: world.now(),
          actor,
        },
      ]);
      assert.deepEqual(await workspace.events.get(row?.id ?? ''), row);
    },
  },
  {
    name: 'events: are counted from 1 in the order of appending',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      await workspace.transaction(async (transaction) => {
        await transaction.append({ events: [finished('a'), finished('b')] });
        await transaction.append({ events: [finished('c')] });
      });
      await addEvent(workspace, 'd');
      const { items } = await workspace.events.find({ orderBy: { field: 'sequence' } });
      assert.deepEqual(
        items.map((row) => row.sequence),
        [1, 2, 3, 4],
      );
      assert.deepEqual(
        items.slice(0, 3).map(({ event }) => event.type === 'import-finished' && event.importId),
        ['a', 'b', 'c'],
      );
    },
  },
  {
    name: 'events: a transaction that was rolled back leaves none, and no gap',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      await addEvent(workspace, 'a');
      const failing = workspace.transaction(async (transaction) => {
        await transaction.append({ events: [finished('lost'), finished('lost')] });
        throw new Error('rolled back');
      });
      await assert.rejects(failing);
      await addEvent(workspace, 'b');
      assert.deepEqual(await sequencesOf(workspace), [1, 2]);
    },
  },
  {
    name: 'events: parallel transactions draw sequences without gaps',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      await Promise.all(Array.from({ length: 20 }, (_, index) => addEvent(workspace, `e${index}`)));
      assert.deepEqual(
        await sequencesOf(workspace),
        Array.from({ length: 20 }, (_, index) => index + 1),
      );
    },
  },
  {
    name: 'events: reading on from the last sequence misses none',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const seen: number[] = [];
      const writing = Promise.all(Array.from({ length: 15 }, (_, index) => addEvent(workspace, `e${index}`)));
      for (let round = 0; round < 200 && seen.length < 15; round += 1) {
        const { items } = await workspace.events.find({
          where: { sequence: { from: (seen.at(-1) ?? 0) + 1 } },
          orderBy: { field: 'sequence' },
        });
        seen.push(...items.map((row) => row.sequence));
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      await writing;
      assert.deepEqual(
        seen,
        Array.from({ length: 15 }, (_, index) => index + 1),
      );
    },
  },
  {
    name: 'listeners: hear of events and new jobs after the commit',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const heard: { readonly events: readonly EventRow[]; readonly jobIds: readonly string[] }[] = [];
      store.onCommit((events, jobIds) => void heard.push({ events, jobIds }));
      await workspace.transaction(async (transaction) => {
        await transaction.append({ events: [finished('a'), finished('b')] });
        assert.equal(heard.length, 0);
      });
      const [job] = await addJobs(workspace, {});
      assert.deepEqual(
        heard.map(({ events, jobIds }) => [events.map((event) => event.sequence), jobIds]),
        [
          [[1, 2], []],
          [[], [job?.id]],
        ],
      );
    },
  },
  {
    name: 'listeners: hear nothing of a transaction that was rolled back, or that appended nothing',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      let calls = 0;
      store.onCommit(() => {
        calls += 1;
      });
      await assert.rejects(
        workspace.transaction(async (transaction) => {
          await transaction.append({ events: [finished('lost')] });
          throw new Error('rolled back');
        }),
      );
      await workspace.transaction(async () => {});
      assert.equal(calls, 0);
    },
  },
  {
    name: 'listeners: cannot break the commit or each other',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      let calls = 0;
      store.onCommit(() => {
        throw new Error('a broken listener');
      });
      store.onCommit(() => {
        calls += 1;
      });
      await addEvent(workspace, 'a');
      assert.deepEqual([calls, await sequencesOf(workspace)], [1, [1]]);
    },
  },
  {
    name: 'listeners: may stop listening',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      let calls = 0;
      const stop = store.onCommit(() => {
        calls += 1;
      });
      await addEvent(workspace, 'a');
      stop();
      await addEvent(workspace, 'b');
      assert.equal(calls, 1);
    },
  },
];

import assert from 'node:assert/strict';
import type { RunId, WorkspaceId } from '../../ids.ts';
import { rejectsWith } from '../rejects-with.ts';
import { newTicket, newWorkspace, type StoreCase } from './store-fixtures.ts';

/** The workspace's own record, and what spans workspaces. */
export const workspaceCases: readonly StoreCase[] = [
  {
    name: 'transaction: changes the workspace record',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const runId = world.generateId() as RunId;
      await workspace.transaction(async (transaction) => {
        assert.equal(transaction.workspace.catalogueVersion, 0);
        const changed = await transaction.updateWorkspace({ catalogueVersion: 1 });
        assert.deepEqual(
          [changed.version, changed.catalogueVersion, transaction.workspace.catalogueVersion],
          [2, 1, 1],
        );
        await transaction.updateWorkspace({ activeRunId: runId });
      });
      const { version, catalogueVersion, activeRunId } = await workspace.workspace();
      assert.deepEqual(
        { version, catalogueVersion, activeRunId },
        { version: 3, catalogueVersion: 1, activeRunId: runId },
      );
    },
  },
  {
    name: 'transaction: of two changes of one workspace record one is refused',
    async run(store, world) {
      const workspace = await newWorkspace(store, world);
      const { id } = await workspace.workspace();
      let outside: Promise<unknown> = Promise.resolve();
      const inside = workspace.transaction(async (transaction) => {
        await transaction.updateWorkspace({ name: 'inside' });
        outside = store.system.workspaces.update(id as WorkspaceId, 1, { name: 'outside' });
        outside.catch(() => {});
        await new Promise((resolve) => setTimeout(resolve, 5));
      });
      const outcomes = await Promise.allSettled([
        inside,
        inside.then(
          () => outside,
          () => outside,
        ),
      ]);
      assert.deepEqual(outcomes.map((outcome) => outcome.status).sort(), ['fulfilled', 'rejected']);
      assert.equal((await workspace.workspace()).version, 2);
    },
  },
  {
    name: 'system: keeps what spans workspaces',
    async run(store, world) {
      const [own, other] = [await newWorkspace(store, world), await newWorkspace(store, world)];
      const keys = await Promise.all(
        [own, other].map(async (workspace, index) => ({
          id: world.generateId(),
          version: 1,
          workspaceId: (await workspace.workspace()).id,
          name: 'key',
          digest: world.generateId(),
          role: 'admin' as const,
          createdAt: index,
        })),
      );
      await store.system.apiKeys.insert(keys);
      const [first] = keys;
      assert.ok(first);
      assert.deepEqual((await store.system.apiKeys.find({ where: { digest: first.digest } })).items, [first]);
      assert.deepEqual(
        (await store.system.apiKeys.find({ where: { workspaceId: first.workspaceId } })).items,
        [first],
      );
      await rejectsWith('conflict', store.system.apiKeys.insert([{ ...first, id: world.generateId() }]));
    },
  },
  {
    name: 'system: bringing the schema up to date again changes nothing',
    async run(store, world) {
      const { tickets } = await newWorkspace(store, world);
      const ticket = newTicket(world);
      await tickets.insert([ticket]);
      await store.migrate();
      assert.deepEqual(await tickets.get(ticket.id), ticket);
    },
  },
];

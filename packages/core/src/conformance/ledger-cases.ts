import assert from 'node:assert/strict';
import type { RunId } from '../ids.ts';
import type { BudgetScope } from '../model/ledger.ts';
import { budgetCases } from './budget-cases.ts';
import { call, type LedgerCase, usage } from './ledger-fixtures.ts';

/** What every ledger promises. */
export const ledgerCases: readonly LedgerCase[] = [
  {
    name: 'finds a reply once its call is settled, and not before',
    async run({ open }, world) {
      const [ledger, key] = [await open(), world.generateId()];
      assert.equal(await ledger.findReply(key), undefined);
      const reservation = await ledger.reserve(call(key));
      assert.equal(await ledger.findReply(key), undefined);
      await ledger.settle(reservation, { usage: usage(1), reply: 'paid ü 𝄞' });
      assert.equal(await ledger.findReply(key), 'paid ü 𝄞');
      assert.equal(await (await open()).findReply(key), 'paid ü 𝄞', 'another process does not find it');
    },
  },
  {
    name: 'tells requests apart by the whole key',
    async run({ open }, world) {
      const [ledger, key] = [await open(), world.generateId()];
      const others = [key, `${key}:`, `${key}:repair:2`, `${key}:repai`, `x${key}:repair`];
      await ledger.settle(await ledger.reserve(call(`${key}:repair`)), {
        usage: usage(1),
        reply: 'repaired',
      });
      for (const other of others) assert.equal(await ledger.findReply(other), undefined, other);
      assert.equal(await ledger.findReply(`${key}:repair`), 'repaired');
    },
  },
  {
    name: 'an empty reply is paid, but not found; the request may be made again',
    async run({ open }, world) {
      const [ledger, key] = [await open(), world.generateId()];
      await ledger.settle(await ledger.reserve(call(key)), { usage: usage(7), reply: '' });
      assert.equal(await ledger.findReply(key), undefined);
      await ledger.settle(await ledger.reserve(call(key)), { usage: usage(8), reply: 'usable' });
      assert.equal(await ledger.findReply(key), 'usable');
      assert.deepEqual(await ledger.spent('workspace'), { ...usage(15), calls: 2 });
    },
  },
  {
    name: 'the same request twice at once is two calls, of which one reply is found',
    async run({ open }, world) {
      const [one, two, key] = [await open(), await open(), world.generateId()];
      const [first, second] = await Promise.all([one.reserve(call(key)), two.reserve(call(key))]);
      assert.notEqual(first.id, second.id);
      await Promise.all([
        one.settle(first, { usage: usage(3), reply: 'first' }),
        two.settle(second, { usage: usage(4), reply: 'second' }),
      ]);
      assert.ok(['first', 'second'].includes((await one.findReply(key)) ?? 'none'));
      assert.deepEqual(await one.spent('workspace'), { ...usage(7), calls: 2 });
    },
  },
  {
    name: 'a paid reply stays found while the same request is made again, and when that fails',
    async run({ open }, world) {
      const [ledger, key] = [await open(), world.generateId()];
      const [paid, late] = [await ledger.reserve(call(key)), await ledger.reserve(call(key))];
      await ledger.settle(paid, { usage: usage(1), reply: 'paid' });
      assert.equal(await ledger.findReply(key), 'paid', 'lost by a call that began later');
      await ledger.cancel(late);
      assert.equal(await ledger.findReply(key), 'paid', 'lost by a call that was cancelled');
      const empty = await ledger.reserve(call(key));
      assert.equal(await ledger.findReply(key), 'paid', 'lost by a new call');
      await ledger.settle(empty, { usage: usage(1), reply: '' });
      assert.equal(await ledger.findReply(key), 'paid', 'lost by an empty reply');
    },
  },
  {
    name: 'what is reserved counts as spent',
    async run({ open }, world) {
      const ledger = await open();
      assert.deepEqual(await ledger.spent('workspace'), { ...usage(0), calls: 0 });
      await ledger.reserve(call(world.generateId(), usage(100, 20, 0.5, 30)));
      await ledger.reserve(call(world.generateId(), usage(1, 2, 0.25, 1)));
      assert.deepEqual(await ledger.spent('workspace'), { ...usage(101, 22, 0.75, 31), calls: 2 });
    },
  },
  {
    name: 'settling puts the usage in the place of the estimate, once',
    async run({ open }, world) {
      const ledger = await open();
      const reservation = await ledger.reserve(call(world.generateId()));
      for (let times = 0; times < 2; times += 1)
        await ledger.settle(reservation, { usage: usage(80, 5, 0.25, 60), reply: 'x' });
      assert.deepEqual(await ledger.spent('workspace'), { ...usage(80, 5, 0.25, 60), calls: 1 });
    },
  },
  {
    name: 'cancelling takes back the estimate of this call, and of no other',
    async run({ open }, world) {
      const ledger = await open();
      const failed = await ledger.reserve(call(world.generateId()));
      await ledger.reserve(call(world.generateId(), usage(9)));
      for (let times = 0; times < 2; times += 1) await ledger.cancel(failed);
      assert.deepEqual(await ledger.spent('workspace'), { ...usage(9), calls: 1 });
    },
  },
  {
    name: 'a settled call stays paid, also when it is cancelled afterwards',
    async run({ open }, world) {
      const [ledger, key] = [await open(), world.generateId()];
      const reservation = await ledger.reserve(call(key));
      await ledger.settle(reservation, { usage: usage(5), reply: 'paid' });
      await ledger.cancel(reservation);
      assert.equal(await ledger.findReply(key), 'paid');
      assert.deepEqual(await ledger.spent('workspace'), { ...usage(5), calls: 1 });
    },
  },
  {
    name: 'tells what was spent in the workspace, in a run, and today',
    requires: ['injected-clock'],
    async run({ open }, world) {
      const [ledger, runId] = [await open(), world.generateId() as RunId];
      const paid = await ledger.reserve({ ...call(world.generateId(), usage(9)), runId });
      await ledger.settle(paid, { usage: usage(1), reply: 'x' });
      world.advance(86_400_000);
      await ledger.reserve({ ...call(world.generateId(), usage(2)), runId });
      await ledger.reserve({ ...call(world.generateId(), usage(4)), runId: world.generateId() as RunId });
      await ledger.reserve(call(world.generateId(), usage(8)));
      const spent = async (scope: BudgetScope) => {
        const { inputTokens, calls } = await ledger.spent(scope);
        return [inputTokens, calls];
      };
      assert.deepEqual(await spent('workspace'), [15, 4]);
      assert.deepEqual(await spent({ runId }), [3, 2]);
      assert.deepEqual(await spent('day'), [14, 3]);
      assert.deepEqual(await spent({ runId: world.generateId() as RunId }), [0, 0]);
    },
  },
  {
    name: 'a call counts on the day it was reserved, also when it is settled later',
    requires: ['injected-clock'],
    async run({ open }, world) {
      const ledger = await open();
      const late = await ledger.reserve(call(world.generateId(), usage(9)));
      world.advance(86_400_000);
      await ledger.settle(late, { usage: usage(5), reply: 'x' });
      assert.deepEqual(await ledger.spent('day'), { ...usage(0), calls: 0 });
      assert.deepEqual(await ledger.spent('workspace'), { ...usage(5), calls: 1 });
    },
  },
  ...budgetCases,
];

import assert from 'node:assert/strict';
import { TicketAIError } from '../errors.ts';
import type { RunId } from '../ids.ts';
import type { Budget, Reservation } from '../model/ledger.ts';
import { call, type LedgerCase, usage } from './ledger-fixtures.ts';
import { rejectsWith } from './rejects-with.ts';

/** Cached tokens are a part of the input, not added to it. */
const estimate = usage(60, 40, 0.25, 30);

/** Twelve calls of a run at once through two processes, where the budget has room for three. */
const parallelCase = (bound: string, budget: Budget): LedgerCase => ({
  name: `budget: calls that are reserved at once never exceed the ${bound}, and may use them up`,
  async run({ open }, world) {
    const [ledgers, runId] = [[await open(budget), await open(budget)], world.generateId() as RunId];
    const tries = Array.from({ length: 12 }, (_, index) =>
      ledgers[index % 2]!.reserve({ ...call(world.generateId(), estimate), runId }).catch(
        (error: unknown) => ({ error }),
      ),
    );
    const refused: unknown[] = [];
    for (const outcome of await Promise.all(tries)) if ('error' in outcome) refused.push(outcome.error);
    for (const error of refused) if (!TicketAIError.is(error, 'budget-exhausted')) throw error;
    assert.equal(12 - refused.length, 3, 'calls that were let through');
    const { calls, ...spent } = await ledgers[0]!.spent('workspace');
    assert.deepEqual({ calls, ...spent }, { calls: 3, ...usage(180, 120, 0.75, 90) });
  },
});

/** What every ledger promises about its budget. */
export const budgetCases: readonly LedgerCase[] = [
  parallelCase('calls of a day', { perDay: { calls: 3 } }),
  parallelCase('tokens of a day', { perDay: { tokens: 300 } }),
  parallelCase('money of a day', { perDay: { usd: 0.75 } }),
  parallelCase('calls of a run', { perRun: { calls: 3 } }),
  parallelCase('tokens of a workspace', { total: { tokens: 300 } }),
  {
    name: 'budget: refuses with `budget-exhausted` what does not fit, and keeps nothing of it',
    async run({ open }, world) {
      const [ledger, key] = [await open({ perDay: { tokens: 150 } }), world.generateId()];
      await ledger.reserve(call(world.generateId(), estimate));
      await rejectsWith('budget-exhausted', ledger.reserve(call(key, estimate)));
      assert.deepEqual(await ledger.spent('workspace'), { ...estimate, calls: 1 });
      await ledger.reserve(call(key, usage(30, 20, 9)));
      await rejectsWith('budget-exhausted', ledger.reserve(call(key, usage(1, 0, 0))));
    },
  },
  {
    name: 'budget: bounds only what it names',
    async run({ open }, world) {
      const vast = usage(1e9, 1e9, 1e6);
      for (const budget of [undefined, {}, { perDay: { calls: 3 }, perRun: { calls: 0 }, total: {} }]) {
        const ledger = await open(budget);
        await ledger.reserve(call(world.generateId(), vast));
      }
      assert.equal((await (await open()).spent('workspace')).calls, 3);
    },
  },
  {
    name: 'budget: cancelling makes room, settling as much as the call cost less',
    async run({ open }, world) {
      const ledger = await open({ perDay: { usd: 0.5 } });
      const reserve = (): Promise<Reservation> => ledger.reserve(call(world.generateId(), estimate));
      const [failed, cheap] = [await reserve(), await reserve()];
      await rejectsWith('budget-exhausted', reserve());
      await ledger.cancel(failed);
      await reserve();
      await rejectsWith('budget-exhausted', reserve());
      await ledger.settle(cheap, { usage: usage(60, 40, 0), reply: 'free' });
      await reserve();
      await rejectsWith('budget-exhausted', reserve());
    },
  },
  {
    name: 'budget: a call that cost more than its estimate uses up what others had left',
    async run({ open }, world) {
      const ledger = await open({ perDay: { tokens: 300 } });
      const reservation = await ledger.reserve(call(world.generateId(), estimate));
      await ledger.settle(reservation, { usage: usage(200, 50, 0), reply: 'long' });
      await rejectsWith('budget-exhausted', ledger.reserve(call(world.generateId(), estimate)));
    },
  },
  {
    name: 'budget: begins anew with each day of the workspace, not before',
    requires: ['injected-clock'],
    async run({ open }, world) {
      const ledger = await open({ perDay: { calls: 1 } });
      const reserve = () => ledger.reserve(call(world.generateId(), estimate));
      await reserve();
      // The world begins at noon, UTC: three hours before midnight in Tokyo.
      world.advance(3 * 3_600_000 - 1);
      await rejectsWith('budget-exhausted', reserve());
      world.advance(1);
      await reserve();
      world.advance(86_400_000 - 1);
      await rejectsWith('budget-exhausted', reserve());
      world.advance(1);
      await reserve();
    },
  },
  {
    name: 'budget: that of a run bounds each run, and no other call',
    async run({ open }, world) {
      const ledger = await open({ perRun: { calls: 1 } });
      const reserve = (runId?: RunId) =>
        ledger.reserve({ ...call(world.generateId(), estimate), ...(runId && { runId }) });
      const [one, other] = [world.generateId() as RunId, world.generateId() as RunId];
      await reserve(one);
      await rejectsWith('budget-exhausted', reserve(one));
      await reserve(other);
      await reserve();
      await reserve();
    },
  },
  {
    name: 'budget: that of the workspace never begins anew',
    requires: ['injected-clock'],
    async run({ open }, world) {
      const ledger = await open({ perDay: { calls: 2 }, total: { calls: 3 } });
      const reserve = () => ledger.reserve(call(world.generateId(), estimate));
      await reserve();
      await reserve();
      await rejectsWith('budget-exhausted', reserve());
      world.advance(40 * 86_400_000);
      await reserve();
      await rejectsWith('budget-exhausted', reserve());
    },
  },
  {
    name: 'budget: money adds up without rounding errors',
    async run({ open }, world) {
      const ledger = await open({ perDay: { usd: 0.3 } });
      const reserve = () => ledger.reserve(call(world.generateId(), usage(1, 1, 0.1)));
      for (let times = 0; times < 3; times += 1) await reserve();
      await rejectsWith('budget-exhausted', reserve());
    },
  },
  {
    name: 'budget: tells what is left, by the tightest bound',
    async run({ open }, world) {
      const runId = world.generateId() as RunId;
      const ledger = await open({
        perDay: { calls: 5, usd: 2 },
        perRun: { calls: 2 },
        total: { tokens: 90 },
      });
      assert.deepEqual(await ledger.left(), { usd: 2, tokens: 90, calls: 5 });
      await ledger.reserve({ ...call(world.generateId(), usage(60, 20, 0.5)), runId });
      assert.deepEqual(await ledger.left(), { usd: 1.5, tokens: 10, calls: 4 });
      assert.deepEqual(await ledger.left(runId), { usd: 1.5, tokens: 10, calls: 1 });
      assert.deepEqual(await (await open()).left(runId), {});
    },
  },
  {
    name: 'budget: what is overspent leaves nothing, not less',
    async run({ open }, world) {
      const ledger = await open({ perDay: { tokens: 100 } });
      const long = await ledger.reserve(call(world.generateId(), usage(50)));
      await ledger.settle(long, { usage: usage(300), reply: 'long' });
      assert.deepEqual(await ledger.left(), { tokens: 0 });
    },
  },
];

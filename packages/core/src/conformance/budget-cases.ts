import assert from 'node:assert/strict';
import { TicketAIError } from '../errors.ts';
import type { Budget, Reservation } from '../model/ledger.ts';
import { call, type LedgerCase, usage } from './ledger-fixtures.ts';
import { rejectsWith } from './rejects-with.ts';

/** Cached tokens are a part of the input, not added to it. */
const estimate = usage(60, 40, 0.25, 30);

/** Twelve calls at once through two processes, where the budget has room for three. */
const parallelCase = (bound: string, budget: Budget): LedgerCase => ({
  name: `budget: calls that are reserved at once never exceed the ${bound} of a day, and may use them up`,
  async run({ open }, world) {
    const ledgers = [await open(budget), await open(budget)];
    const tries = Array.from({ length: 12 }, (_, index) =>
      ledgers[index % 2]!.reserve(call(world.generateId(), estimate)).catch((error: unknown) => ({ error })),
    );
    const refused: unknown[] = [];
    for (const outcome of await Promise.all(tries)) if ('error' in outcome) refused.push(outcome.error);
    for (const error of refused) if (!TicketAIError.is(error, 'budget-exhausted')) throw error;
    assert.equal(12 - refused.length, 3, 'calls that were let through');
    const { calls, ...spent } = await ledgers[0]!.spent(0);
    assert.deepEqual({ calls, ...spent }, { calls: 3, ...usage(180, 120, 0.75, 90) });
  },
});

/** What every ledger promises about its budget. */
export const budgetCases: readonly LedgerCase[] = [
  parallelCase('calls', { callsPerDay: 3 }),
  parallelCase('tokens', { tokensPerDay: 300 }),
  parallelCase('money', { usdPerDay: 0.75 }),
  {
    name: 'budget: refuses with `budget-exhausted` what does not fit, and keeps nothing of it',
    async run({ open }, world) {
      const [ledger, key] = [await open({ tokensPerDay: 150 }), world.generateId()];
      await ledger.reserve(call(world.generateId(), estimate));
      await rejectsWith('budget-exhausted', ledger.reserve(call(key, estimate)));
      assert.deepEqual(await ledger.spent(0), { ...estimate, calls: 1 });
      await ledger.reserve(call(key, usage(30, 20, 9)));
      await rejectsWith('budget-exhausted', ledger.reserve(call(key, usage(1, 0, 0))));
    },
  },
  {
    name: 'budget: bounds only what it names',
    async run({ open }, world) {
      const vast = usage(1e9, 1e9, 1e6);
      for (const budget of [undefined, {}, { callsPerDay: 3 }]) {
        const ledger = await open(budget);
        await ledger.reserve(call(world.generateId(), vast));
      }
      assert.equal((await (await open()).spent(0)).calls, 3);
    },
  },
  {
    name: 'budget: cancelling makes room, settling as much as the call cost less',
    async run({ open }, world) {
      const ledger = await open({ usdPerDay: 0.5 });
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
      const ledger = await open({ tokensPerDay: 300 });
      const reservation = await ledger.reserve(call(world.generateId(), estimate));
      await ledger.settle(reservation, { usage: usage(200, 50, 0), reply: 'long' });
      await rejectsWith('budget-exhausted', ledger.reserve(call(world.generateId(), estimate)));
    },
  },
  {
    name: 'budget: begins anew with each UTC day, not before',
    requires: ['injected-clock'],
    async run({ open }, world) {
      const ledger = await open({ callsPerDay: 1 });
      const reserve = () => ledger.reserve(call(world.generateId(), estimate));
      await reserve();
      // The world begins at noon.
      world.advance(43_199_999);
      await rejectsWith('budget-exhausted', reserve());
      world.advance(1);
      await reserve();
      await rejectsWith('budget-exhausted', reserve());
    },
  },
];

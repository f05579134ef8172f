import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WorkspaceId } from '../ids.ts';
import { collectAll } from '../record.ts';
import { memoryStore } from '../runtime/memory/memory-store.ts';
import { faultyStore } from '../testing/faulty-store.ts';
import { raceModelCalls } from '../testing/race-model-calls.ts';

async function turns(count: number): Promise<void> {
  for (let turn = count; turn > 0; turn -= 1) await new Promise((resolve) => setImmediate(resolve));
}

test('workers of one workspace ask a model side by side, and pay for no ticket twice', async () => {
  const think = () => turns(50);
  const race = { stores: [memoryStore()], workers: 4, wishes: ['known'], each: 320, think };
  const { asked, mostAtOnce, doubled } = await raceModelCalls(race);
  expect({ mostAtOnce, doubled }).toEqual({ mostAtOnce: 4, doubled: [] });
  expect([asked.length, new Set(asked).size]).toEqual([320, 320]);
});

test('however calls side by side are answered, an intent that all of them miss is made once', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.infiniteStream(fc.nat(60)),
      fc.integer({ min: 1, max: 5 }),
      async (thinking, count) => {
        const wishes = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'].slice(0, count);
        const think = () => turns(thinking.next().value);
        const each = Math.ceil(160 / count);
        const result = await raceModelCalls({ stores: [memoryStore()], workers: 4, wishes, each, think });
        expect(result).toMatchObject({ violations: [], doubled: [], intents: count + 1 });
      },
    ),
    { numRuns: 6 },
  );
});

test.each(['before', 'after'] as const)(
  'a worker that dies %s a commit loses nothing, judges nothing twice and makes no intent twice; one call is paid again at most',
  {
    timeout: 60_000,
  },
  async (when) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 9 }), fc.boolean(), async (call, isKnown) => {
        const records = memoryStore();
        const error = new Error('killed');
        const dying = faultyStore(records, [{ operation: 'commit', call, when, error }]);
        const wishes = isKnown ? ['known'] : ['known', 'alpha'];
        const each = 320 / wishes.length;
        const race = { stores: [records, dying], workers: 2, wishes, each, think: () => turns(5) };
        const { asked, ...result } = await raceModelCalls(race);
        expect(result).toMatchObject({ violations: [], doubled: [], intents: wishes.length });
        const judged = await collectAll(records.workspace('default' as WorkspaceId).judgements);
        expect([judged.length, new Set(judged.map(({ ticketId }) => ticketId)).size]).toEqual([320, 320]);
        expect(new Set(asked).size).toBe(320);
        // What needs a new intent is asked about again for other reasons, too.
        if (isKnown) expect(asked.length).toBeLessThanOrEqual(320 + 32);
      }),
      { numRuns: 6, examples: [[4, true]] },
    );
  },
);

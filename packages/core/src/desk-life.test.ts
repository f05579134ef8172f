import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ulidGenerator } from './ids.ts';
import { checkInvariants } from './intent/check-invariants.ts';
import { createTicketAI } from './pipeline.ts';
import { memoryStore } from './runtime/memory/memory-store.ts';
import { raceWorkers } from './testing/race-workers.ts';
import {
  changeVerbs,
  type LifeVerb,
  lifeVerbs,
  plainTaxonomy,
  takeStep,
  visibleState,
} from './testing/random-life.ts';
import { wordClusterer } from './testing/word-clusterer.ts';
import { seededRandom } from './text/random.ts';
import type { TicketAI } from './ticket-ai.ts';

/** Splits by the second word when a group has only one first word. */
function splittable() {
  const byFirst = wordClusterer();
  const bySecond = wordClusterer((text) => text.split(' ')[1] ?? '');
  return {
    ...byFirst,
    discover: (options: Parameters<typeof byFirst.discover>[0]) =>
      options.intentCount !== undefined &&
      new Set(options.tickets.map(({ text }) => text.split(' ')[0])).size === 1
        ? bySecond.discover(options)
        : byFirst.discover(options),
  };
}

async function openDesk(seed: number): Promise<TicketAI> {
  let time = 0;
  const random = seededRandom(seed);
  const now = () => (time += 10);
  const desk = createTicketAI({
    clusterer: splittable(),
    taxonomy: plainTaxonomy(),
    now,
    generateId: ulidGenerator(now, () => random.next()),
  });
  for (const [one, verb] of ['ingest', 'ingest', 'ingest', 'ingest', 'discover'].entries())
    await takeStep(desk, { verb: verb as LifeVerb, one, other: 3 });
  return desk;
}

const steps = (verbs: readonly LifeVerb[], count: number) =>
  fc.array(fc.record({ verb: fc.constantFrom(...verbs), one: fc.nat(60), other: fc.nat(60) }), {
    minLength: count,
    maxLength: count,
  });

test('10,000 random steps, in whichever order: all invariants hold', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(steps(lifeVerbs, 60), fc.nat(1000), async (life, seed) => {
      const desk = await openDesk(seed);
      for (const step of life) await takeStep(desk, step);
      expect(await checkInvariants(await desk.store())).toEqual([]);
    }),
    { numRuns: 170 },
  );
});

test('any changes, all taken back: everything is exactly as before', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(steps(changeVerbs, 15), fc.nat(1000), async (life, seed) => {
      const desk = await openDesk(seed);
      const before = await visibleState(desk);
      let done = 0;
      for (const step of life) if (await takeStep(desk, step)) done += 1;
      for (let undone = 0; undone < done; undone += 1) await desk.intents.undo();
      await expect(desk.intents.undo()).rejects.toMatchObject({ code: 'not-found' });
      const after = await visibleState(desk);
      for (const id of after.leadsTo.keys()) if (!before.leadsTo.has(id)) after.leadsTo.delete(id);
      expect(after).toEqual(before);
    }),
    { numRuns: 20 },
  );
});

async function turns(count: number): Promise<void> {
  for (let turn = count; turn > 0; turn -= 1) await new Promise((resolve) => setImmediate(resolve));
}

test('four workers at once: whoever thinks longest, no intent is made twice', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(steps(['ingest', 'discover'], 6), { minLength: 4, maxLength: 4 }),
      fc.infiniteStream(fc.nat(60)),
      fc.nat(1000),
      async (lives, thinking, seed) => {
        const think = () => turns(thinking.next().value);
        const result = await raceWorkers({ stores: [memoryStore()], lives, think, seed });
        expect(result).toEqual({ violations: [], doubled: [], missed: [] });
      },
    ),
    { numRuns: 40 },
  );
});

test('what comes in during the first discovery, and is found by no later one, is not lost', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(steps(['ingest'], 4), fc.nat(200), async ([first, ...others], thinking) => {
      const discovers = [first!, { verb: 'discover', one: 0, other: 0 } as const];
      const result = await raceWorkers({
        stores: [memoryStore()],
        lives: [discovers, others],
        think: () => turns(thinking),
        seed: 1,
      });
      expect(result).toEqual({ violations: [], doubled: [], missed: [] });
    }),
    { numRuns: 20 },
  );
});

test('four workers at once that merge, promote and roll back: all invariants hold', {
  timeout: 60_000,
}, async () => {
  const verbs = ['ingest', 'discover', 'merge', 'recluster', 'promote', 'roll-back', 'undo'] as const;
  await fc.assert(
    fc.asyncProperty(
      fc.array(steps(verbs, 8), { minLength: 4, maxLength: 4 }),
      fc.infiniteStream(fc.nat(60)),
      fc.nat(1000),
      async (lives, thinking, seed) => {
        const think = () => turns(thinking.next().value);
        const first = (['ingest', 'ingest', 'discover'] as const).map((verb, one) => ({
          verb,
          one,
          other: 3,
        }));
        const { violations } = await raceWorkers({
          stores: [memoryStore()],
          lives: lives.map((life) => [...first, ...life]),
          think,
          seed,
        });
        expect(violations).toEqual([]);
      },
    ),
    { numRuns: 25 },
  );
});

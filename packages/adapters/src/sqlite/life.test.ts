import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { checkInvariants, createTicketAI } from '@ticket-ai/core';
import {
  changeVerbs,
  type LifeStep,
  type LifeVerb,
  lifeVerbs,
  plainTaxonomy,
  raceModelCalls,
  raceWorkers,
  takeStep,
  visibleState,
  wordClusterer,
} from '@ticket-ai/core/testing';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { sqliteStore } from './sqlite-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'ticket-ai-life-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const newFile = () => join(folder, `${++files}.db`);

const steps = (verbs: readonly LifeVerb[], count: number): fc.Arbitrary<LifeStep[]> =>
  fc.array(fc.record({ verb: fc.constantFrom(...verbs), one: fc.nat(60), other: fc.nat(60) }), {
    minLength: count,
    maxLength: count,
  });

async function openDesk() {
  const desk = createTicketAI({
    store: sqliteStore({ path: newFile(), synchronous: 'normal' }),
    clusterer: wordClusterer(),
    taxonomy: plainTaxonomy(),
  });
  for (const [one, verb] of (['ingest', 'ingest', 'ingest', 'discover'] as const).entries())
    await takeStep(desk, { verb, one, other: 3 });
  return desk;
}

test('a random life leaves all invariants clean', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(steps(lifeVerbs, 50), async (life) => {
      const desk = await openDesk();
      for (const step of life) await takeStep(desk, step);
      expect(await checkInvariants(await desk.store())).toEqual([]);
      await desk.close();
    }),
    { numRuns: 5 },
  );
});

test('any changes, all taken back: everything is exactly as before', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(steps(changeVerbs, 12), async (life) => {
      const desk = await openDesk();
      const before = await visibleState(desk);
      let done = 0;
      for (const step of life) if (await takeStep(desk, step)) done += 1;
      for (let undone = 0; undone < done; undone += 1) await desk.intents.undo();
      const after = await visibleState(desk);
      for (const id of after.leadsTo.keys()) if (!before.leadsTo.has(id)) after.leadsTo.delete(id);
      expect(after).toEqual(before);
      await desk.close();
    }),
    { numRuns: 6 },
  );
});

test('four workers on one file, each with a connection of its own: no intent is made twice', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(steps(['ingest', 'discover'], 5), { minLength: 4, maxLength: 4 }),
      fc.infiniteStream(fc.nat(20)),
      fc.nat(1000),
      async (lives, thinking, seed) => {
        const path = newFile();
        const stores = lives.map(() => sqliteStore({ path, synchronous: 'normal' }));
        const think = () => setTimeout(thinking.next().value);
        expect(await raceWorkers({ stores, lives, think, seed })).toEqual({
          violations: [],
          doubled: [],
          missed: [],
        });
        await Promise.all(stores.map((store) => store.close()));
      },
    ),
    { numRuns: 6 },
  );
});

test('four workers on one file ask a model side by side: no intent is made twice', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat(20)), async (thinking) => {
      const path = newFile();
      const stores = Array.from({ length: 4 }, () => sqliteStore({ path, synchronous: 'normal' }));
      const result = await raceModelCalls({
        stores,
        workers: 4,
        wishes: ['alpha', 'beta', 'gamma'],
        each: 50,
        think: () => setTimeout(thinking.next().value),
      });
      expect(result).toMatchObject({ violations: [], doubled: [], intents: 4 });
      await Promise.all(stores.map((store) => store.close()));
    }),
    { numRuns: 2 },
  );
});

import { setTimeout } from 'node:timers/promises';
import { checkInvariants, createTicketAI, type WorkspaceId } from '@ticket-ai/core';
import {
  type LifeVerb,
  lifeVerbs,
  plainTaxonomy,
  raceWorkers,
  takeStep,
  wordClusterer,
} from '@ticket-ai/core/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mariadbService, newDatabase } from '../../../../scripts/services/mariadb.ts';
import {
  describeWithService,
  type RunningService,
  startService,
} from '../../../../scripts/services/service.ts';
import { mysqlStore } from './index.ts';

const steps = (verbs: readonly LifeVerb[], count: number) =>
  fc.array(fc.record({ verb: fc.constantFrom(...verbs), one: fc.nat(60), other: fc.nat(60) }), {
    minLength: count,
    maxLength: count,
  });

describeWithService(mariadbService, 'a desk on mysqlStore', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await startService(mariadbService);
  }, 90_000);
  afterAll(() => service.close());
  const connect = (url: string) => mysqlStore({ url, connections: 3 });

  it('leads a random life that leaves all invariants clean', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(steps(lifeVerbs, 30), async (life) => {
        const store = connect(await newDatabase(service.url));
        await store.migrate();
        const desk = createTicketAI({ store, clusterer: wordClusterer(), taxonomy: plainTaxonomy() });
        for (const step of life) await takeStep(desk, step);
        expect(await checkInvariants(await desk.store())).toEqual([]);
        await desk.close();
      }),
      { numRuns: 2 },
    );
  });

  it('has four workers with connections of their own, and makes no intent twice', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(steps(['ingest', 'discover'], 5), { minLength: 4, maxLength: 4 }),
        fc.infiniteStream(fc.nat(20)),
        fc.nat(1000),
        async (lives, thinking, seed) => {
          const url = await newDatabase(service.url);
          const stores = lives.map(() => connect(url));
          await stores[0]?.migrate();
          const think = () => setTimeout(thinking.next().value);
          expect(await raceWorkers({ stores, lives, think, seed })).toEqual({
            violations: [],
            doubled: [],
            missed: [],
          });
          await Promise.all(stores.map((store) => store.close()));
        },
      ),
      { numRuns: 3 },
    );
  });

  it('gives each job to one worker, and leaves no gap in the events', { timeout: 60_000 }, async () => {
    const url = await newDatabase(service.url);
    const stores = [connect(url), connect(url), connect(url)];
    const [first] = stores;
    if (first === undefined) throw new Error('no store');
    await first.migrate();
    const id = 'w' as WorkspaceId;
    await first.system.workspaces.insert([
      { id, version: 1, name: 'w', timeZone: 'UTC', catalogueVersion: 0, createdAt: 0 },
    ]);
    const jobs = Array.from({ length: 120 }, () => ({
      name: 'match-tickets' as const,
      payload: { ticketIds: [] },
    }));
    await first.workspace(id).transaction((transaction) => transaction.append({ jobs }));
    const actor = { kind: 'system', id: 'test' } as const;
    const taken = await Promise.all(
      stores.map(async (store) => {
        const mine: string[] = [];
        for (;;) {
          const leased = await store.system.jobs.lease({ limit: 3, leaseMs: 60_000 });
          if (leased.length === 0) return mine;
          for (const { job, lease } of leased) {
            mine.push(job.id);
            const event = { event: { type: 'answer-given', answerId: job.id as never }, actor } as const;
            await store.workspace(id).transaction((transaction) => transaction.append({ events: [event] }), {
              fence: { lease, finish: true },
            });
          }
        }
      }),
    );
    expect(taken.every((mine) => mine.length > 0)).toBe(true);
    expect(new Set(taken.flat()).size).toBe(120);
    expect(taken.flat()).toHaveLength(120);
    const { items } = await first.workspace(id).events.find({ orderBy: { field: 'sequence' }, limit: 500 });
    expect(items.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 120 }, (_, at) => at + 1));
    await Promise.all(stores.map((store) => store.close()));
  });
});

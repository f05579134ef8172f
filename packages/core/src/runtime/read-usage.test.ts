import { expect, test } from 'vitest';
import * as z from 'zod';
import type { RunId } from '../ids.ts';
import { lexicalClusterer } from '../intent/lexical-clusterer.ts';
import { modelDryRun } from '../model/dry-run.ts';
import { createTicketAI } from '../pipeline.ts';
import { starterPackTaxonomy } from '../taxonomy/starter-pack-taxonomy.ts';
import { hashedEmbeddingModel, sampleTickets, scriptedModel } from '../testing/index.ts';

const label = {
  purpose: 'adjudicate',
  instructions: 'Label.',
  schema: z.object({ label: z.string() }),
} as const;

test('adds up per purpose, model, day of the workspace, run and intent', async () => {
  const { model } = scriptedModel({ text: '{"label":"x"}', inputTokens: 100, outputTokens: 10 });
  let now = Date.UTC(2026, 0, 15, 14);
  const clusterer = lexicalClusterer();
  const desk = createTicketAI({
    model,
    modelPrice: { input: 10, output: 100 },
    embeddingModel: hashedEmbeddingModel().model,
    workspace: { id: 'w', timeZone: 'Asia/Tokyo' },
    now: () => now,
    taxonomy: starterPackTaxonomy(),
    clusterer: {
      ...clusterer,
      async discover(options) {
        const found = await clusterer.discover(options);
        const tickets = found.intents.flatMap(({ members }) => members.slice(0, 1));
        const ticketIds = tickets.slice(0, 2).map(({ ticketId }) => ticketId);
        await options.models?.generate({ ...label, prompt: 'one', ticketIds });
        now += 3_600_000;
        await options.models?.generate({ ...label, prompt: 'two' });
        return found;
      },
    },
  });
  await desk.ingest(sampleTickets);
  const { runId } = await desk.discover();
  const usage = await desk.usage();
  expect(usage.purposes.map(({ purpose, calls }) => [purpose, calls])).toEqual([
    ['adjudicate', 2],
    ['embed', 1],
  ]);
  expect(usage.total).toMatchObject({ calls: 3, costUsd: 0.004, outputTokens: 20 });
  expect(usage.models.map((each) => each.model)).toEqual(['scripted/model', 'simulated/hashed-256']);
  expect(usage.days.map(({ day, calls }) => [day, calls])).toEqual([
    ['2026-01-15', 2],
    ['2026-01-16', 1],
  ]);
  expect(usage.runs).toMatchObject([{ runId, calls: 3 }]);
  expect(usage.intents.map(({ calls, costUsd }) => [calls, costUsd])).toEqual([
    [0.5, 0.001],
    [0.5, 0.001],
  ]);
  expect(await desk.usage({ from: now })).toMatchObject({ total: { calls: 1 }, intents: [] });
  expect(await desk.usage({ below: 0 })).toMatchObject({ total: { calls: 0 }, runs: [] });
  expect(runId satisfies RunId).toBeTruthy();
});

test('a dry run asks nothing, finds what words tell, and counts what would be asked', async () => {
  const { model, seen } = scriptedModel('{}');
  const { model: embeddingModel, calls } = hashedEmbeddingModel();
  const dryRun = modelDryRun();
  const desk = createTicketAI({
    model,
    modelPrice: { input: 10, output: 100 },
    modelLimits: { requestsPerMinute: 1 },
    embeddingModel,
    dryRun,
  });
  await desk.ingest(sampleTickets);
  const { intents } = await desk.discover();
  expect(intents.length).toBeGreaterThan(1);
  expect([seen, calls]).toEqual([[], []]);
  const planned = dryRun.planned();
  expect(planned.calls).toBeGreaterThan(1);
  expect(planned.costUsd).toBeGreaterThan(0);
  expect(await desk.usage()).toMatchObject({ total: { calls: 0 } });
});

import { describe, expect, it, test } from 'vitest';
import { clustererCases } from '../conformance/clusterer-cases.ts';
import { runConformance } from '../conformance/run-conformance.ts';
import { clusteringMetrics } from '../evaluation/clustering-metrics.ts';
import type { IntentId, TicketId, WorkspaceId } from '../ids.ts';
import type { Budget } from '../model/ledger.ts';
import { createTicketAI } from '../pipeline.ts';
import {
  type GoldTicket,
  type SimulatedOracle,
  type SimulatedOracleOptions,
  simulatedModels,
  simulatedOracle,
} from '../testing/index.ts';
import { scriptedModel } from '../testing/scripted-model.ts';
import type { Clusterer, ClusterPlan, TicketText } from './clusterer.ts';
import { modelClusterer } from './model-clusterer.ts';

const matters = {
  'track parcel': ['parcel has not arrived', 'where is my parcel', 'delivery is late, no parcel'],
  'reset password': ['forgot my password', 'password is rejected', 'cannot log in, wrong password'],
  'get refund': ['refund for the shoes I returned', 'money back not here yet', 'refund still missing'],
  'correct invoice': [
    'invoice shows a wrong address',
    'wrong amount on my invoice',
    'invoice needs correction',
  ],
};
const tails = ['', ' please help', ' since Monday', ' again', ' and I am tired of it', ' today'];
const gold: readonly GoldTicket[] = Object.entries(matters).flatMap(([label, texts]) =>
  texts.flatMap((text) => tails.map((tail) => ({ text: `${text}${tail}`, label }))),
);
const thanks = { text: 'Thank you, have a nice day', label: '' };
const tickets: readonly TicketText[] = gold.map(({ text }, at) => ({
  ticketId: `ticket ${at}` as TicketId,
  text,
  replies: '',
  language: 'en',
}));

const oracleOf = (options: Partial<SimulatedOracleOptions> = {}) => simulatedOracle({ gold, ...options });

async function discover(
  oracle: Pick<SimulatedOracle, 'model'>,
  { budget = {}, ...rest }: Partial<Parameters<Clusterer['discover']>[0]> & { readonly budget?: Budget } = {},
): Promise<ClusterPlan> {
  const models = await simulatedModels(oracle, { budget });
  return modelClusterer().discover({ tickets, ...rest, models });
}

function accuracyOf({ intents }: ClusterPlan): number {
  const found = new Map(
    intents.flatMap(({ members }, at) => members.map(({ ticketId }) => [ticketId, `${at}`])),
  );
  return clusteringMetrics(
    gold.map(({ label }) => label),
    tickets.map(({ ticketId }) => found.get(ticketId)),
  ).accuracy;
}

/** The clusterer with a model behind it, as a part that needs none. */
function onOracle(oracle: SimulatedOracle): Clusterer {
  const clusterer = modelClusterer();
  return {
    ...clusterer,
    discover: async (options) => clusterer.discover({ ...options, models: await simulatedModels(oracle) }),
  };
}

describe('with a simulated model', () =>
  runConformance(it, clustererCases, { create: () => onOracle(oracleOf()) }));
describe('with a model that errs', () =>
  runConformance(it, clustererCases, {
    create: () => onOracle(oracleOf({ errorRate: 0.2, falseNew: 0.2, malformedItems: 0.2, refusals: 0.1 })),
  }));

test('finds what the model means, in the model’s words', async () => {
  const plan = await discover(oracleOf());
  expect(accuracyOf(plan)).toBe(1);
  expect(plan.intents.map(({ name, nameSource }) => `${name} (${nameSource})`).toSorted()).toEqual([
    'Ask about correct invoice (model)',
    'Ask about get refund (model)',
    'Ask about reset password (model)',
    'Ask about track parcel (model)',
  ]);
  expect(plan.notes).toEqual([]);
});

test('gives the same plan again, byte for byte, also by a model that errs', async () => {
  const plan = () => discover(oracleOf({ errorRate: 0.2, nameVariance: 0.5, malformedReplies: 0.1 }));
  expect(JSON.stringify(await plan())).toBe(JSON.stringify(await plan()));
});

test('a model that words the same otherwise each time makes no duplicates', async () => {
  const { intents } = await discover(oracleOf({ nameVariance: 1, falseNew: 0.3 }));
  expect(intents).toHaveLength(4);
});

test('what asks for nothing is left out, and it is said why', async () => {
  const silent = [
    ...tickets,
    { ticketId: 'thanks' as TicketId, text: thanks.text, replies: '', language: 'en' },
  ];
  const { unassigned } = await discover(oracleOf(), { tickets: silent });
  expect(unassigned).toMatchObject([{ ticketId: 'thanks', code: 'no-request' }]);
});

test('with an empty budget it does what words alone can, and says so', async () => {
  const oracle = oracleOf();
  const plan = await discover(oracle, { budget: { perRun: { calls: 0 }, perDay: { calls: 0 } } });
  expect(oracle.usage().calls).toBe(0);
  expect(plan.intents.every(({ nameSource }) => nameSource === 'lexical')).toBe(true);
  expect(plan.intents.flatMap(({ members }) => members).length + plan.unassigned.length).toBe(tickets.length);
  expect(plan.notes).toContainEqual({
    code: 'model-budget-exhausted',
    parameters: { calls: 0, sorted: 0 },
  });
});

test('a budget that runs out on the way is not overspent, and nothing is lost', async () => {
  const oracle = oracleOf();
  const plan = await discover(oracle, { budget: { perDay: { calls: 1 } } });
  expect(oracle.usage().calls).toBe(1);
  expect(plan.intents.flatMap(({ members }) => members).length + plan.unassigned.length).toBe(tickets.length);
  expect(plan.notes.map(({ code }) => code)).toContain('model-budget-exhausted');
});

test('a provider that is down costs the model’s help, not the discovery', async () => {
  const plan = await discover(scriptedModel(new Error('Service unavailable')));
  expect(plan.intents.length).toBeGreaterThan(0);
  expect(plan.notes.map(({ code }) => code)).toContain('model-unavailable');
});

test('stops when asked to, in the middle of the questions', async () => {
  const stop = new AbortController();
  const oracle = oracleOf({ latencyMs: 5 });
  const running = discover(oracle, {
    abortSignal: stop.signal,
    onProgress: ({ step }) => {
      if (step === 'label groups') stop.abort();
    },
  });
  await expect(running).rejects.toSatisfy(
    (error) =>
      error === stop.signal.reason || (error instanceof Error && 'code' in error && error.code === 'aborted'),
  );
  expect(oracle.usage().calls).toBeLessThan(4);
});

test('says which of its proposals the workspace has already, under whatever name', async () => {
  const names = ['Parcels', 'Ask about reset password'];
  const catalogue = {
    workspaceId: 'w' as WorkspaceId,
    version: 1,
    intents: names.map((name, at) => ({
      intentId: `intent ${at}` as IntentId,
      name,
      description: at === 0 ? (gold[0]?.text ?? '') : '',
      terms: [],
      exemplars: [],
    })),
  };
  const { intents } = await discover(oracleOf(), { catalogue });
  const byKnown = new Map(intents.map(({ known, name }) => [known ?? name, name]));
  expect(byKnown.get('intent 1')).toBe('Ask about reset password');
  expect(byKnown.get('Ask about get refund')).toBeDefined();
  expect(intents.filter(({ known }) => known !== undefined).length).toBeGreaterThan(0);
});

test('a second discovery joins what there is instead of making it again', async () => {
  const half = (parity: number) =>
    tickets
      .filter((_, at) => at % 2 === parity)
      .map(({ ticketId, text }) => ({ externalId: ticketId, body: text }));
  const desk = createTicketAI({
    model: oracleOf({ nameVariance: 1 }).model,
    // Nothing matches, so that every ticket waits for the next discovery.
    clusterer: {
      ...modelClusterer(),
      assign: async ({ tickets: asked }) => ({
        decisions: asked.map(({ ticketId }) => ({
          ticketId,
          candidates: [],
          noneScore: 1,
          reason: 'Not asked.',
        })),
      }),
    },
  });
  await desk.ingest(half(0));
  const { intents: first } = await desk.discover();
  await desk.ingest(half(1));
  await desk.discover();
  const names = (list: typeof first) => list.map(({ id }) => id).toSorted();
  expect(names(await desk.intents.list())).toEqual(names(first));
  await desk.close();
});

test('makes no more intents than are wanted: the closest ones become one', async () => {
  const { intents, unassigned } = await discover(oracleOf(), { intentCount: 3 });
  expect(intents).toHaveLength(3);
  expect(intents.flatMap(({ members }) => members).length + unassigned.length).toBe(tickets.length);
});

test('tells the model when broad or narrow intents are wanted', async () => {
  const { model, seen } = scriptedModel('{}');
  await discover({ model }, { granularity: 'coarse' });
  expect(seen[0]?.prompt).toMatch(/^Wanted: broad intents/);
});

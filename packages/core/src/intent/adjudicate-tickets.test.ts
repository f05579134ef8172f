import { expect, test } from 'vitest';
import { modelDryRun } from '../model/dry-run.ts';
import type { TicketAIOptions } from '../options.ts';
import { createTicketAI } from '../pipeline.ts';
import { collectAll } from '../record.ts';
import { memoryStore } from '../runtime/memory/memory-store.ts';
import { type GoldTicket, sampleTickets, simulatedOracle } from '../testing/index.ts';
import { plainTaxonomy } from '../testing/random-life.ts';
import { wordClusterer } from '../testing/word-clusterer.ts';
import type { TicketDraft } from '../ticket/ticket.ts';
import { exemplarCount } from './new-intent.ts';

const drafts = sampleTickets.slice(0, 30);
const labels: Readonly<Record<string, string>> = {
  parcel: 'track parcel',
  refund: 'get refund',
  login: 'log in',
};
const gold = drafts.map(
  ({ externalId = '', body = '' }): GoldTicket => ({
    text: body,
    label: labels[externalId.split('-')[0] ?? ''] ?? '',
  }),
);

/** A desk whose catalogue is open and empty, with a simulated model. */
async function openDesk(
  options: TicketAIOptions = {},
  faults: { readonly refusals?: number; readonly latencyMs?: number } = {},
) {
  const oracle = simulatedOracle({ gold, ...faults });
  const desk = createTicketAI({ model: oracle.model, ...options });
  await desk.discover();
  return { desk, oracle };
}

const mixed = (every: number, from: number): readonly TicketDraft[] =>
  drafts.filter((_, at) => at % every === from);

test('makes the intents that are missing, once each, and says what they cost', async () => {
  const { desk, oracle } = await openDesk({ modelPrice: { input: 1, output: 4 } });
  await desk.ingest(mixed(2, 0));
  await desk.ingest(mixed(2, 1));
  const intents = await desk.intents.list();
  expect(intents.map(({ ticketCount }) => ticketCount)).toEqual([10, 10, 10]);
  expect(oracle.usage().calls).toBe(2);
  const [why] = await desk.tickets.why('parcel-0');
  expect(why).toMatchObject({ decision: 'matched', trace: { code: 'model' } });
  expect(why?.trace.decidedBy).toMatch(/^simulated\/oracle, adjudicate@/);
  expect(why?.trace.costUsd).toBeGreaterThan(0);
  expect(why?.trace.reason).toContain('made a new intent');
});

test('a ticket that is erased while the model decides teaches no intent', async () => {
  const store = memoryStore();
  const oracle = simulatedOracle({ gold });
  const isErased = ({ externalId = '' }: TicketDraft) => externalId === 'parcel-0';
  const erased = drafts.filter(isErased);
  let isDone = false;
  const model: typeof oracle.model = {
    ...oracle.model,
    async doGenerate(options) {
      const said = await oracle.model.doGenerate(options);
      if (!isDone) {
        isDone = true;
        await createTicketAI({ store }).tickets.erase(['parcel-0']);
      }
      return said;
    },
  };
  const desk = createTicketAI({ store, model });
  await desk.discover();
  await desk.ingest([...erased, ...drafts.filter((draft) => !isErased(draft)).slice(0, 6)]);
  expect(isDone).toBe(true);
  const records = await desk.store();
  const ids = (await collectAll(records.tickets)).flatMap(({ id, erasedAt }) =>
    erasedAt === undefined ? [] : [id],
  );
  expect(ids).toHaveLength(1);
  const intents = await collectAll(records.intents);
  expect(intents.length).toBeGreaterThan(0);
  expect(intents.flatMap(({ exemplars }) => exemplars.filter((id) => ids.includes(id)))).toEqual([]);
});

test('a spent budget leaves tickets provisional, makes no intent, and goes on when it is back', async () => {
  const store = memoryStore();
  const { desk } = await openDesk({ store, budget: { perDay: { calls: 0 } } });
  await desk.ingest(drafts);
  expect(await desk.matching.status()).toMatchObject({ undecided: 30, certified: false });
  expect(await desk.intents.list()).toEqual([]);
  expect((await desk.tickets.why('parcel-0'))[0]?.trace.code).toBe('over-budget');
  const richer = createTicketAI({ store, model: simulatedOracle({ gold }).model });
  expect((await richer.matching.resume()).undecided).toBe(0);
  expect(await richer.intents.list()).toHaveLength(3);
});

test('what a model says is kept as judgements, which teach and certify', async () => {
  const { desk } = await openDesk({ matching: { targetError: 0.3 } });
  for (const from of [0, 1, 2]) await desk.ingest(mixed(3, from));
  const store = await desk.store();
  expect(await store.judgements.count()).toBe(30);
  const { certificate } = await desk.matching.status();
  expect(certificate?.effectiveJudgements).toBeGreaterThan(0);
  expect((await store.clustererStates.get('model@1'))?.state).toContain('weights');
});

test('tickets may wait until they fill a call; a later job or a resume asks about the rest', async () => {
  let time = Date.UTC(2026, 0, 1);
  const { desk, oracle } = await openDesk({ now: () => (time += 1), matching: { batchWaitMs: 60_000 } });
  await desk.ingest(mixed(2, 0));
  expect([oracle.usage().calls, (await desk.matching.status()).undecided]).toEqual([0, 15]);
  const again = mixed(2, 0).map((one) => ({ ...one, externalId: `${one.externalId}+` }));
  await desk.ingest([...mixed(2, 1), ...again]);
  expect([oracle.usage().calls, (await desk.matching.status()).undecided]).toEqual([1, 13]);
  time += 60_000;
  await desk.settle();
  expect([oracle.usage().calls, (await desk.matching.status()).undecided]).toEqual([2, 0]);
});

test('a model that gives no usable answer leaves tickets waiting, and is not asked again for ever', async () => {
  const { desk, oracle } = await openDesk({}, { refusals: 1 });
  await desk.ingest(drafts);
  const status = await desk.matching.status();
  expect([status.undecided, status.waiting]).toEqual([0, 30]);
  const { calls } = oracle.usage();
  await desk.matching.resume();
  expect(oracle.usage().calls).toBe(calls);
});

test('workers that need the same new intent at the same moment make it once', async () => {
  const store = memoryStore();
  const desks = await Promise.all(
    [0, 1, 2, 3].map(async (worker) => {
      const oracle = simulatedOracle({ gold, latencyMs: 3 + worker });
      return createTicketAI({ store, model: oracle.model });
    }),
  );
  await desks[0]?.discover();
  await Promise.all(desks.map((desk, worker) => desk.ingest(mixed(4, worker))));
  for (const desk of desks) await desk.matching.resume();
  const intents = (await desks[0]?.intents.list()) ?? [];
  expect(intents.map(({ ticketCount }) => ticketCount)).toEqual([10, 10, 10]);
});

test('a word that changes no intent leaves the catalogue as it is: nothing is indexed anew', async () => {
  const { desk } = await openDesk({ matching: { auditShare: 1 } });
  await desk.ingest(drafts);
  const store = await desk.store();
  for (const intent of await collectAll(store.intents))
    await store.intents.update(intent.id, intent.version, {
      exemplars: Array.from({ length: exemplarCount }, (_, at) => intent.exemplars[at % 10] ?? intent.id),
    } as never);
  const before = await store.workspace();
  await desk.ingest(drafts.map((one) => ({ ...one, externalId: `${one.externalId}+` })));
  expect((await desk.tickets.why('parcel-0+'))[0]?.trace.code).toBe('model');
  expect((await store.workspace()).catalogueVersion).toBe(before.catalogueVersion);
});

const many = Array.from({ length: 320 }, (_, at) => ({
  text: `${['alpha', 'beta'][at % 2]} number ${at}`,
  label: `${['alpha', 'beta'][at % 2]} thing`,
}));

test('of several workers one asks: no ticket is paid for twice, and none is left', async () => {
  const oracle = simulatedOracle({ gold: many, latencyMs: 20 });
  const store = memoryStore();
  await createTicketAI({ store, model: oracle.model }).discover();
  const desk = createTicketAI({
    store,
    model: oracle.model,
    matching: { auditShare: 1, batchWaitMs: 0 },
    work: 'workers',
  });
  const worker = await desk.startWorker({ concurrency: 4, sweepMs: 10 });
  for (let from = 0; from < many.length; from += 40)
    await desk.ingest(
      many.slice(from, from + 40).map(({ text }, at) => ({ externalId: `${from + at}`, body: text })),
    );
  const { jobs, modelCalls } = await desk.store();
  const isBusy = async () =>
    (await jobs.find({ where: { status: ['waiting', 'leased'] } })).items.filter(
      ({ name }) => name !== 'discard-finished',
    );
  while ((await isBusy()).some(({ dueAt }) => dueAt <= Date.now()))
    await new Promise((ok) => setTimeout(ok, 10));
  await worker.close();
  const asked = (await collectAll(modelCalls)).flatMap(({ ticketIds = [] }) => ticketIds);
  expect([asked.length, new Set(asked).size]).toEqual([320, 320]);
  expect((await desk.matching.status()).undecided).toBe(0);
});

test('after a promotion the tickets of the run that holds are asked about, and no others', async () => {
  let time = Date.UTC(2026, 0, 1);
  const oracle = simulatedOracle({ gold: many });
  const desk = createTicketAI({
    model: oracle.model,
    clusterer: wordClusterer((text) => (text.startsWith('beta') ? '' : text.split(' ')[0]) ?? ''),
    taxonomy: plainTaxonomy(),
    now: () => (time += 1),
    matching: { batchWaitMs: 60_000, auditShare: 0 },
  });
  const draft = ({ text }: { readonly text: string }) => ({ externalId: text, body: text });
  await desk.ingest(many.slice(0, 20).map(draft));
  await desk.discover();
  await desk.ingest(many.slice(20, 30).map(draft));
  await desk.runs.promote((await desk.recluster()).id);
  await desk.ingest(many.slice(30, 36).map(draft));
  // What the discovery left over is asked about when its intent is made, after a wait of its own.
  for (let wait = 0; wait < 2; wait += 1) {
    time += 600_000;
    await desk.settle();
  }
  expect((await desk.matching.status()).undecided).toBe(0);
  expect((await desk.tickets.why('beta number 31'))[0]?.trace.code).toBe('model');
});

test('a dry run counts what would be asked, and decides nothing', async () => {
  const store = memoryStore();
  const oracle = simulatedOracle({ gold });
  await createTicketAI({ store, model: oracle.model }).discover();
  const dryRun = modelDryRun();
  const desk = createTicketAI({ store, model: oracle.model, dryRun });
  await desk.ingest(drafts);
  expect([dryRun.planned().calls, oracle.usage().calls]).toEqual([1, 0]);
  expect(await desk.matching.status()).toMatchObject({ undecided: 30, waiting: 0 });
  const asking = createTicketAI({ store, model: oracle.model });
  expect((await asking.matching.resume()).undecided).toBe(0);
});

test('what a model decides is watched like what is matched', async () => {
  const { desk } = await openDesk();
  await desk.ingest(drafts);
  const jobs = await collectAll((await desk.store()).jobs, { where: { name: 'watch-intents' } });
  expect(jobs.map(({ key, status }) => [key, status])).toEqual(
    expect.arrayContaining([
      ['watch:false', 'done'],
      ['watch:later', 'waiting'],
    ]),
  );
});

import { beforeEach, expect, test } from 'vitest';
import { ulidGenerator } from './ids.ts';
import { createTicketAI } from './pipeline.ts';
import { memoryStore } from './runtime/memory/memory-store.ts';
import type { Store } from './runtime/store.ts';
import { faultyStore } from './testing/faulty-store.ts';
import { type GoldTicket, simulatedOracle } from './testing/index.ts';
import { wordClusterer } from './testing/word-clusterer.ts';
import type { TicketAI } from './ticket-ai.ts';

const firstWord = (text: string) => text.split(' ')[0] ?? '';
let wordOf = firstWord;
let desk: TicketAI;

beforeEach(async () => {
  wordOf = firstWord;
  let time = 0;
  desk = createTicketAI({
    clusterer: wordClusterer((text) => wordOf(text)),
    now: () => (time += 1000),
    generateId: ulidGenerator(() => time, Math.random),
  });
  await desk.ingest([
    ...many('parcel', 10),
    ...many('refund', 10),
    ...many('login', 8),
    ...many('login code', 4),
  ]);
  await desk.discover();
});

function many(word: string, count: number, start = 0) {
  return Array.from({ length: count }, (_, row) => ({
    externalId: `${word.replace(' ', '-')}-${start + row}`,
    body: `${word} ${start + row}`,
  }));
}

/** All that users see. */
async function stateOf(own: TicketAI) {
  const intents = await own.intents.list();
  const store = await own.store();
  const tickets = (await store.tickets.find({ limit: 500 })).items;
  const places = await Promise.all(
    tickets.map(async ({ id, externalId }) => {
      const { intent, primary } = await own.tickets.get(id);
      return [externalId, intent?.id, primary?.decision, primary?.confidence];
    }),
  );
  return {
    intents: intents.map(({ id, name, path, ticketCount, terms }) => ({
      id,
      name,
      path,
      ticketCount,
      terms,
    })),
    counts: [...(await store.ticketsPerIntent())].sort(),
    places,
    all: (await store.intents.find({ limit: 500 })).items
      .map(({ version: _, ...intent }) => intent)
      .filter(({ status }) => status !== 'candidate'),
  };
}

const splitLogin = () => {
  wordOf = (text) => (text.startsWith('login code') ? 'code' : firstWord(text));
};

test('a run says what either look has to tell, once', async () => {
  const clusterer = wordClusterer();
  const said = [['first discovery'], ['both'], ['both', 'second only']];
  const own = createTicketAI({
    clusterer: {
      ...clusterer,
      discover: async (request) => ({
        ...(await clusterer.discover(request)),
        notes: (said.shift() ?? []).map((code) => ({ code, parameters: {} })),
      }),
    },
  });
  await own.ingest(many('parcel', 10));
  await own.discover();
  const { notes } = await own.recluster();
  expect(notes.map(({ code }) => code)).toEqual(['both', 'second only']);
  await own.close();
});

test('a what-if changes nothing; its diff says what would', async () => {
  const before = await stateOf(desk);
  splitLogin();
  const run = await desk.recluster();
  expect(run).toMatchObject({ status: 'candidate', change: { settled: 32, moved: 4, churn: 0.125 } });
  expect(run.notes.map(({ code }) => code)).toEqual(['churn-over-budget']);
  expect(await stateOf(desk)).toEqual(before);
  const diff = await desk.runs.diff(run.id);
  expect(diff.counts).toEqual({ kept: 0, new: 1, split: 1, merged: 0, lost: 0 });
  expect(diff.intents.find(({ fate }) => fate === 'split')).toMatchObject({
    name: 'login',
    before: 12,
    after: 8,
    left: 4,
  });
});

test('promoted, it holds: known intents keep their ids, counts are right; rolled back, all is as before', async () => {
  const before = await stateOf(desk);
  splitLogin();
  const run = await desk.recluster();
  await desk.runs.promote(run.id);
  const intents = await desk.intents.list();
  expect(intents.map(({ name, ticketCount }) => [name, ticketCount])).toEqual([
    ['parcel', 10],
    ['refund', 10],
    ['login', 8],
    ['code', 4],
  ]);
  for (const { id, name } of before.intents) expect((await desk.intents.get(name)).id).toBe(id);
  expect(intents.find(({ name }) => name === 'code')?.path).toHaveLength(3);
  const promoted = await stateOf(desk);
  await desk.runs.rollBack();
  expect(await stateOf(desk)).toEqual(before);
  await desk.runs.promote(run.id);
  expect((await stateOf(desk)).places).toEqual(promoted.places);
});

test('an intent whose tickets go to another lives on as its alias, until rolled back', async () => {
  const login = await desk.intents.get('login');
  wordOf = (text) => (text.startsWith('login') ? 'refund' : firstWord(text));
  const run = await desk.recluster();
  await desk.runs.promote(run.id);
  expect((await desk.intents.list()).map(({ ticketCount }) => ticketCount)).toEqual([22, 10]);
  expect((await desk.intents.get(login.id)).ticketCount).toBe(22);
  await desk.runs.rollBack();
  expect((await desk.intents.get(login.id)).ticketCount).toBe(12);
});

test('what happened since the look is carried over: new tickets, a person’s word, a merge', async () => {
  splitLogin();
  const run = await desk.recluster();
  const [parcel, refund] = [await desk.intents.get('parcel'), await desk.intents.get('refund')];
  await desk.ingest([...many('login', 1, 50), ...many('login code', 1, 51)]);
  await desk.tickets.move('parcel-0', refund.id);
  await desk.tickets.move('login-code-0', parcel.id);
  await desk.intents.merge(parcel.id, [refund.id]);
  await desk.runs.promote(run.id);
  expect((await desk.tickets.get('login-50')).intent?.name).toBe('login');
  expect((await desk.tickets.get('login-code-0')).primary).toMatchObject({ decision: 'person' });
  expect((await desk.tickets.get('login-code-0')).intent?.id).toBe(parcel.id);
  expect((await desk.intents.list()).map(({ name, ticketCount }) => [name, ticketCount])).toEqual([
    ['parcel', 21],
    ['login', 10],
    ['code', 3],
  ]);
});

test('back from a run, new tickets and people’s words come along; what has no place is matched anew', async () => {
  splitLogin();
  const run = await desk.recluster();
  await desk.runs.promote(run.id);
  await desk.ingest(many('code', 1, 90));
  expect((await desk.tickets.get('code-90')).intent?.name).toBe('code');
  const refund = await desk.intents.get('refund');
  await desk.tickets.move('login-code-1', refund.id);
  await desk.runs.rollBack();
  expect((await desk.tickets.get('login-code-1')).intent?.id).toBe(refund.id);
  expect((await desk.tickets.get('code-90')).intent?.name).toBe('login');
  expect((await desk.tickets.why('code-90')).map(({ decision }) => decision)).toContain('unassigned');
  expect((await desk.tickets.get('login-code-0')).intent?.name).toBe('login');
});

test('people’s words stand: pinned intents and decided tickets stay, whatever a look finds', async () => {
  const refund = await desk.intents.get('refund');
  await desk.intents.rename(refund.id, 'Money back');
  await desk.tickets.move('parcel-0', refund.id);
  wordOf = (text) => (text.startsWith('refund') ? 'login' : firstWord(text));
  const run = await desk.recluster();
  await desk.runs.promote(run.id);
  expect(await desk.intents.get(refund.id)).toMatchObject({ name: 'Money back', ticketCount: 1 });
  expect((await desk.tickets.get('parcel-0')).primary).toMatchObject({
    decision: 'person',
    intentId: refund.id,
  });
});

test('a change that only one of two looks sees is not made', async () => {
  let looks = 0;
  wordOf = (text) => (text.startsWith('login code') && looks % 2 === 0 ? 'code' : firstWord(text));
  const own = wordClusterer((text) => wordOf(text));
  const once = createTicketAI({
    clusterer: {
      ...own,
      async discover(options) {
        const plan = await own.discover(options);
        looks += 1;
        return plan;
      },
    },
  });
  looks = 1;
  await once.ingest([...many('login', 8), ...many('login code', 4), ...many('parcel', 5)]);
  await once.discover();
  const run = await once.recluster();
  expect(run.change).toMatchObject({ moved: 0, released: 0 });
});

test('a candidate that is dropped leaves nothing but history', async () => {
  splitLogin();
  const run = await desk.recluster();
  const before = await stateOf(desk);
  expect(await desk.runs.drop(run.id)).toMatchObject({ status: 'dropped' });
  const store = await desk.store();
  expect(await store.assignmentHeads.count({ runId: run.id })).toBe(0);
  expect(await store.intents.count({ status: 'candidate' })).toBe(0);
  expect((await stateOf(desk)).places).toEqual(before.places);
  await expect(desk.runs.promote(run.id)).rejects.toMatchObject({ code: 'invalid-transition' });
});

test('a candidate made beside a run that holds no more is refused; so is going back over a merge', async () => {
  splitLogin();
  const [first, second] = [await desk.recluster(), await desk.recluster()];
  await desk.runs.promote(first.id);
  await expect(desk.runs.promote(second.id)).rejects.toMatchObject({ code: 'invalid-transition' });
  const [parcel, refund] = [await desk.intents.get('parcel'), await desk.intents.get('refund')];
  await desk.intents.merge(parcel.id, [refund.id]);
  await expect(desk.runs.rollBack()).rejects.toMatchObject({ code: 'conflict' });
  await desk.intents.undo();
  expect(await desk.runs.rollBack()).toMatchObject({ id: first.basedOn });
});

test('a re-clustering needs a discovery first', async () => {
  await expect(createTicketAI().recluster()).rejects.toMatchObject({ code: 'invalid-transition' });
});

/** Lets something happen right before the first transaction. */
function interrupted(store: Store, act: () => Promise<unknown>): Store {
  let isFirst = true;
  return {
    ...store,
    workspace(id) {
      const own = store.workspace(id);
      return {
        ...own,
        async transaction(work, options) {
          if (isFirst) {
            isFirst = false;
            await act();
          }
          return own.transaction(work, options);
        },
      };
    },
  };
}

/** Desks on one store, of which the first has promoted a re-clustering that found `code` in `login`. */
async function openPromoted() {
  const store = memoryStore();
  const clusterer = wordClusterer((text) => wordOf(text));
  const open = (other: Store = store) => createTicketAI({ store: other, clusterer });
  const own = open();
  await own.ingest([...many('refund', 6), ...many('login', 8), ...many('login code', 4)]);
  await own.discover();
  splitLogin();
  await own.runs.promote((await own.recluster()).id);
  return { store, open, own };
}

test('a way back that fails at its end and is gone again leaves no ticket without a look', async () => {
  const { store, open, own } = await openPromoted();
  await own.ingest(many('code', 1, 90));
  const failing = open(faultyStore(store, [{ operation: 'transaction.updateWorkspace', call: 1 }]));
  await expect(failing.runs.rollBack()).rejects.toMatchObject({ code: 'adapter-failed' });
  await own.runs.rollBack();
  expect((await own.tickets.get('code-90')).intent?.name).toBe('login');
});

test('a merge between the look and the way back is seen: it stands, and the way back is refused', async () => {
  const { store, open, own } = await openPromoted();
  const [login, code] = [await own.intents.get('login'), await own.intents.get('code')];
  const merge = () => own.intents.merge(code.id, [login.id]);
  const late = open(interrupted(store, merge));
  await expect(late.runs.rollBack()).rejects.toMatchObject({ code: 'conflict' });
  expect((await own.intents.get(login.id)).id).toBe(code.id);
});

test('a ticket that waits for a model’s word gets it in the run that takes over', async () => {
  const gold = ['parcel', 'refund'].flatMap((word) =>
    many(word, 12).map(({ body }): GoldTicket => ({ text: body, label: `${word} thing` })),
  );
  const clusterer = wordClusterer((text) => (text.startsWith('refund') ? '' : firstWord(text)));
  const plugs = { store: memoryStore(), clusterer, model: simulatedOracle({ gold }).model };
  const poor = createTicketAI({ ...plugs, budget: { perDay: { calls: 0 } } });
  await poor.ingest(many('parcel', 12));
  await poor.discover();
  await poor.ingest(many('refund', 6));
  expect((await poor.matching.status()).undecided).toBe(6);
  const run = await poor.recluster();
  const rich = createTicketAI(plugs);
  await rich.runs.promote(run.id);
  expect(await rich.matching.status()).toMatchObject({ undecided: 0, waiting: 0 });
});

test('an intent is split by a new one that is made of it, however small that is', async () => {
  await desk.ingest(many('login', 40, 100));
  splitLogin();
  const diff = await desk.runs.diff((await desk.recluster({ intentCount: 9 })).id);
  expect(diff.intents.find(({ name }) => name === 'login')).toMatchObject({
    fate: 'split',
    before: 52,
    left: 4,
  });
  expect([diff.intentsBefore, diff.intentsAfter]).toEqual([3, 4]);
});

test('what people merged stays one, look after look, whichever part is larger; its new tickets come along', async () => {
  const [login, refund] = [await desk.intents.get('login'), await desk.intents.get('refund')];
  await desk.intents.merge(refund.id, [login.id]);
  const counts = async () => (await desk.intents.list()).map(({ name, ticketCount }) => [name, ticketCount]);
  for (const more of [0, 20]) {
    await desk.ingest(many('refund', more, 100));
    const run = await desk.recluster();
    expect(run.change).toMatchObject({ moved: 0, released: 0 });
    await desk.runs.promote(run.id);
    expect(await counts()).toEqual([
      ['refund', 22 + more],
      ['parcel', 10],
    ]);
  }
  await desk.ingest(many('login', 1, 100));
  expect((await desk.tickets.get('login-100')).intent?.id).toBe(refund.id);
});

test('what people merged is still divided when a look finds something else in it', async () => {
  const [parcel, login] = [await desk.intents.get('parcel'), await desk.intents.get('login')];
  await desk.intents.merge(login.id, [parcel.id]);
  splitLogin();
  const run = await desk.recluster();
  expect((await desk.runs.diff(run.id)).counts).toMatchObject({ new: 1 });
  expect(run.change).toMatchObject({ moved: 4 });
});

test('a part of what people merged is not carried off to a third intent; the whole may go there', async () => {
  const [login, refund] = [await desk.intents.get('login'), await desk.intents.get('refund')];
  await desk.intents.merge(refund.id, [login.id]);
  wordOf = (text) => (text.startsWith('login') ? 'parcel' : firstWord(text));
  expect((await desk.recluster()).change).toMatchObject({ moved: 0, released: 0 });
  wordOf = () => 'parcel';
  const run = await desk.recluster();
  expect((await desk.runs.diff(run.id)).intentsAfter).toBe(1);
});

test('what people split is not made one again', async () => {
  const login = await desk.intents.get('login');
  wordOf = (text) => (text.startsWith('login code') ? 'code' : firstWord(text));
  await desk.intents.split(login.id);
  wordOf = firstWord;
  const before = (await desk.intents.list()).map(({ name, ticketCount }) => [name, ticketCount]);
  expect(before).toContainEqual(['code', 4]);
  const run = await desk.recluster();
  expect(run.change).toMatchObject({ moved: 0, released: 0 });
  await desk.runs.promote(run.id);
  expect((await desk.intents.list()).map(({ name, ticketCount }) => [name, ticketCount])).toEqual(before);
});

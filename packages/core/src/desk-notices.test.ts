import { expect, it } from 'vitest';
import { intentId, replies, seed } from './article/articles.fixture.ts';
import { sampleEvents } from './conformance/sample-events.ts';
import { TicketAIError } from './errors.ts';
import type { EventRow, TicketAIEvent } from './events.ts';
import type { WorkspaceId } from './ids.ts';
import { openContext } from './open-context.ts';
import { fillIn, type TicketAIOptions } from './options.ts';
import { createTicketAI, follow, isNotice } from './pipeline.ts';
import { memoryStore } from './runtime/memory/memory-store.ts';
import type { NoticeSubject, Notifier } from './runtime/notifier.ts';
import { searchPassages } from './search/search-passages.ts';

interface Told {
  readonly event: EventRow;
  readonly subject: NoticeSubject | undefined;
}

const away = (retryAfterMs?: number) =>
  new TicketAIError('adapter-failed', {
    message: 'The chat is away.',
    isOutage: true,
    context: retryAfterMs === undefined ? {} : { retryAfterMs },
  });

/** A desk that tells somebody, unless there is a `fault`. */
async function open() {
  const told: Told[] = [];
  const line: { fault?: Error } = {};
  let calls = 0;
  let time = Date.UTC(2026, 0, 1);
  const notifier: Notifier = {
    async deliver(event, subject) {
      calls += 1;
      if (line.fault !== undefined) throw line.fault;
      told.push({ event, subject });
    },
  };
  const now = () => (time += 10);
  const records = memoryStore({ now });
  const plugs: TicketAIOptions = { store: records, notifier, now };
  const desk = createTicketAI(plugs);
  const store = await desk.store();
  const context = openContext(fillIn(plugs), 'default' as WorkspaceId, {
    follow,
    isNotice,
    search: searchPassages,
  });
  return {
    desk,
    store,
    context,
    told,
    line,
    /** Another process on the same records, which has no notifier. */
    mute: createTicketAI({ store: records, now }),
    calls: () => calls,
    happens: (...events: TicketAIEvent[]) =>
      context.transaction((transaction) => context.commit(transaction, events)),
    pass(ms: number) {
      time += ms;
    },
    notices: async () => (await store.jobs.find({ where: { name: 'deliver-notice' } })).items,
  };
}

it('whoever reviews is told of a draft: which revision, what it says and what it is about', async () => {
  const { desk, context, store, told, happens } = await open();
  await seed(context, [...replies, ...replies]);
  await happens({ type: 'article-requested', intentId });
  await desk.settle();
  const [article] = (await store.articles.find()).items;
  expect(article?.status).toBe('in-review');
  expect(told).toMatchObject([
    {
      event: { type: 'article-drafted', event: { articleId: article?.id } },
      subject: {
        article: { id: article?.id, revisionId: article?.revisionId, summary: expect.any(String) },
        intent: 'Cancel the Care plan',
      },
    },
  ]);
  const revision = await store.revisions.get(article!.revisionId!);
  expect(told[0]?.subject?.article?.title).toBe(revision?.content.title);
});

it('nobody is told of a draft that was decided before the news could be delivered', async () => {
  const { desk, context, store, told, line, happens, notices } = await open();
  await seed(context, [...replies, ...replies]);
  line.fault = away();
  await happens({ type: 'article-requested', intentId });
  await desk.settle();
  const [article] = (await store.articles.find()).items;
  await context.transaction((transaction) =>
    transaction.articles.update(article!.id, article!.version, { status: 'rejected' }),
  );
  delete line.fault;
  await desk.settle();
  expect(told).toEqual([]);
  expect((await notices()).map(({ status }) => status)).toEqual(['done']);
});

it('alerts and work that is held up are told of, notices that are held up are not', async () => {
  const { desk, told, happens } = await open();
  await happens(
    sampleEvents['topic-emerged'],
    sampleEvents['intents-drifted'],
    sampleEvents['work-held-up'],
    { ...sampleEvents['work-held-up'], job: 'deliver-notice' },
    sampleEvents['import-finished'],
  );
  await desk.settle();
  expect(told.map(({ event }) => event.type).toSorted()).toEqual([
    'intents-drifted',
    'topic-emerged',
    'work-held-up',
  ]);
});

it('a notice is written with its event, or not at all', async () => {
  const { desk, context, store, told, notices } = await open();
  await expect(
    context.transaction(async (transaction) => {
      await context.commit(transaction, [sampleEvents['topic-emerged']]);
      throw new Error('Changed our mind.');
    }),
  ).rejects.toThrow('Changed our mind.');
  await desk.settle();
  expect([await store.events.count({ type: 'topic-emerged' }), await notices(), told]).toEqual([0, [], []]);
});

it('somebody who cannot be reached fails no call, and is told once when it is possible', async () => {
  const { desk, told, line, happens, pass, calls, store } = await open();
  line.fault = away(600_000);
  await happens(sampleEvents['topic-emerged']);
  await desk.settle();
  pass(500_000);
  await desk.settle();
  expect(calls()).toBe(1); // it was asked to be left alone
  delete line.fault;
  pass(600_000);
  for (let time = 1; time <= 2; time += 1) await desk.settle();
  const [event] = (await store.events.find({ where: { type: 'topic-emerged' } })).items;
  expect(told.map((each) => each.event.id)).toEqual([event?.id]);
});

it('a notifier that refuses for good fails no call either; the job says why', async () => {
  const { desk, line, happens, notices } = await open();
  line.fault = new TicketAIError('missing-setting', { message: 'No such channel.' });
  await happens(sampleEvents['topic-emerged']);
  await desk.settle();
  expect(await notices()).toMatchObject([
    { status: 'dead', error: expect.stringContaining('No such channel.') },
  ]);
});

it('without a notifier there is nothing to do', async () => {
  const store = memoryStore();
  const desk = createTicketAI({ store });
  const workspace = await desk.store();
  const context = openContext(fillIn({ store }), 'default' as WorkspaceId, {
    follow,
    isNotice,
    search: searchPassages,
  });
  await context.transaction((transaction) => context.commit(transaction, [sampleEvents['topic-emerged']]));
  expect(await workspace.jobs.count({ name: 'deliver-notice' })).toBe(0);
});

it('a process without a notifier leaves a notice to one that has it', async () => {
  const { desk, mute, told, happens, pass, notices } = await open();
  await happens(sampleEvents['topic-emerged']);
  await mute.settle();
  expect((await notices()).map(({ status, error }) => [status, error])).toEqual([
    ['waiting', expect.stringContaining('no notifier')],
  ]);
  pass(60_000);
  await desk.settle();
  expect(told.map(({ event }) => event.type)).toEqual(['topic-emerged']);
});

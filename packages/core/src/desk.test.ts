import { beforeEach, expect, test } from 'vitest';
import { TicketAIError } from './errors.ts';
import type { Clusterer } from './intent/clusterer.ts';
import { lexicalClusterer } from './intent/lexical-clusterer.ts';
import { createTicketAI } from './pipeline.ts';
import { memoryJobQueue } from './runtime/memory/memory-job-queue.ts';
import { memoryStore } from './runtime/memory/memory-store.ts';
import { sampleTickets } from './testing/sample-tickets.ts';
import type { TicketReader } from './ticket/ticket-reader.ts';
import type { TicketAI } from './ticket-ai.ts';

let desk: TicketAI;

beforeEach(async () => {
  desk = createTicketAI();
  await desk.ingest(sampleTickets);
});

async function intentNamed(word: string) {
  const found = (await desk.intents.list()).find(({ terms, name }) =>
    [name, ...terms].some((text) => text.toLowerCase().includes(word)),
  );
  if (found === undefined) throw new Error(`no intent about ${word}`);
  return found;
}

test('finds what customers ask, files it, and leaves out what says nothing', async () => {
  const { intents, unassigned } = await desk.discover({ intentCount: 3 });
  expect(intents.map(({ ticketCount }) => ticketCount)).toEqual([10, 10, 10]);
  expect(unassigned).toBe(1);
  for (const { path } of intents) expect(path).toHaveLength(3);
  expect((await desk.tickets.why('silent'))[0]?.trace).toMatchObject({ code: 'no-text' });
  expect((await desk.tickets.get('refund-0')).intent?.id).toBe((await intentNamed('refund')).id);
});

test('the same tickets again change nothing; a changed one is updated', async () => {
  const again = await desk.ingest(sampleTickets);
  expect(again).toMatchObject({ created: [], updated: [], unchanged: sampleTickets.length, rejected: [] });
  const changed = await desk.ingest([{ ...sampleTickets[0], status: 'solved' }]);
  expect(changed.updated).toHaveLength(1);
  expect((await desk.tickets.get('parcel-0')).ticket.status).toBe('solved');
});

test('bad tickets are reported and cost the good ones nothing', async () => {
  const result = await desk.ingest([
    { body: 'good' },
    { body: 7 as never },
    { externalId: '', body: 'x' },
    { body: 'also good' },
  ]);
  expect(result.created).toHaveLength(2);
  expect(result.rejected.map(({ index }) => index)).toEqual([1, 2]);
  expect(result.rejected[0]?.reason).toContain('body');
});

test('new tickets are matched to known intents; what fits none waits for the next discovery', async () => {
  await desk.discover({ intentCount: 3 });
  await desk.ingest([
    { externalId: 'new-1', body: 'My parcel still has not arrived, where is it?' },
    { externalId: 'new-2', body: 'Do you sell gift vouchers for christmas?' },
  ]);
  expect((await desk.tickets.get('new-1')).primary).toMatchObject({ decision: 'matched' });
  expect((await desk.tickets.get('new-1')).intent?.id).toBe((await intentNamed('parcel')).id);
  expect((await desk.tickets.get('new-2')).primary).toMatchObject({ decision: 'unassigned' });
  expect(await desk.intents.list()).toHaveLength(3);
});

test('a rename is pinned; a name that is taken is refused; undo brings the old one back', async () => {
  await desk.discover({ intentCount: 3 });
  const [first, second] = await desk.intents.list();
  await desk.intents.rename(first!.id, 'Find a parcel');
  expect(await desk.intents.get('find a PARCEL')).toMatchObject({
    id: first!.id,
    pinned: true,
    nameSource: 'person',
  });
  await expect(desk.intents.rename(second!.id, 'Find a parcel.')).rejects.toMatchObject({ code: 'conflict' });
  await desk.intents.undo();
  expect(await desk.intents.get(first!.id)).toMatchObject({ name: first!.name });
});

test('merged, an intent keeps its id as an alias; undo parts the two again', async () => {
  await desk.discover({ intentCount: 3 });
  const [refund, login] = [await intentNamed('refund'), await intentNamed('password')];
  await desk.intents.merge(refund.id, [login.id]);
  expect(await desk.intents.list()).toHaveLength(2);
  expect((await desk.intents.get(login.id)).id).toBe(refund.id);
  expect((await desk.intents.get(refund.id)).ticketCount).toBe(20);
  expect((await desk.tickets.list({ intentId: refund.id })).items).toHaveLength(20);
  expect((await desk.tickets.get('login-0')).intent?.id).toBe(refund.id);
  await desk.intents.undo();
  expect((await desk.intents.get(login.id)).ticketCount).toBe(10);
});

test('a split leaves the id with the larger part, and is undone as a merge', async () => {
  await desk.discover({ intentCount: 1 });
  const [whole] = await desk.intents.list();
  const { kept, created } = await desk.intents.split(whole!.id, { parts: 3 });
  expect(kept.id).toBe(whole!.id);
  expect(created.length).toBeGreaterThan(0);
  const counts = (await desk.intents.list()).map(({ ticketCount }) => ticketCount);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(30);
  await desk.intents.undo();
  expect((await desk.intents.get(created[0]!.id)).id).toBe(whole!.id);
  expect((await desk.intents.get(whole!.id)).ticketCount).toBe(30);
});

test('merge, split, and both undone in turn: every ticket is where it was', async () => {
  await desk.discover({ intentCount: 3 });
  const [refund, login] = [await intentNamed('refund'), await intentNamed('password')];
  await desk.intents.merge(refund.id, [login.id]);
  await desk.intents.split(refund.id);
  await desk.intents.undo();
  await desk.intents.undo();
  expect((await desk.tickets.get('login-3')).intent?.id).toBe(login.id);
  expect((await desk.tickets.get('refund-3')).intent?.id).toBe(refund.id);
  expect((await desk.intents.list()).map(({ ticketCount }) => ticketCount)).toEqual([10, 10, 10]);
});

test('what a person decided stands above every run', async () => {
  await desk.discover({ intentCount: 3 });
  const refund = await intentNamed('refund');
  await desk.tickets.move('parcel-0', refund.id);
  await desk.ingest([{ ...sampleTickets[0], status: 'solved' }]);
  await desk.discover();
  expect((await desk.tickets.get('parcel-0')).primary).toMatchObject({
    decision: 'person',
    intentId: refund.id,
  });
  expect((await desk.tickets.why('parcel-0')).map(({ decision }) => decision)).toEqual([
    'person',
    'discovered',
  ]);
  await desk.tickets.move('parcel-0');
  expect((await desk.tickets.get('parcel-0')).intent).toBeUndefined();
});

test('a person files an intent where it belongs, with a path of their own', async () => {
  await desk.discover({ intentCount: 3 });
  const login = await intentNamed('password');
  await desk.intents.move(login.id, ['Account', 'Access', 'Password']);
  expect((await desk.intents.get(login.id)).path).toEqual(['Account', 'Access', 'Password']);
  const account = (await desk.taxonomy()).find(({ name }) => name === 'Account');
  expect(account).toMatchObject({ ticketCount: 10, intentCount: 1 });
});

test('the same tickets in another order make the same groups', async () => {
  const other = createTicketAI();
  await other.ingest([...sampleTickets].reverse());
  await desk.discover();
  await other.discover();
  const partition = async (which: TicketAI) => {
    const groups = new Map<string, string[]>();
    for (const { externalId } of sampleTickets) {
      const { intent } = await which.tickets.get(externalId ?? '');
      groups.set(intent?.name ?? '', [...(groups.get(intent?.name ?? '') ?? []), externalId ?? '']);
    }
    return [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1));
  };
  expect(await partition(other)).toEqual(await partition(desk));
});

test('a clusterer that loses a ticket is found out, and nothing is written', async () => {
  const careless: Clusterer = {
    ...lexicalClusterer(),
    discover: async ({ tickets }) => ({
      intents: [],
      unassigned: tickets.slice(1).map(({ ticketId }) => ({ ticketId, code: 'x', reason: 'x' })),
      notes: [],
    }),
  };
  const own = createTicketAI({ clusterer: careless });
  await own.ingest(sampleTickets);
  await expect(own.discover()).rejects.toMatchObject({ code: 'invalid-input' });
  expect(await (await own.store()).assignments.count()).toBe(0);
});

test('listeners hear what happened, in order, and cannot break it', async () => {
  const heard: string[] = [];
  const own = createTicketAI({
    onEvent: ({ type }) => {
      heard.push(type);
      throw new Error('a listener fails');
    },
  });
  await own.ingest(sampleTickets);
  await own.discover();
  expect(heard).toEqual(['tickets-ingested', 'discovery-requested', 'intents-discovered', 'intents-filed']);
  expect((await own.events()).map(({ type, sequence }) => [sequence, type])).toEqual(
    heard.map((type, row) => [row + 1, type]),
  );
});

test('with workers, a call returns at once and a worker does the rest', async () => {
  const own = createTicketAI({ work: 'workers' });
  await own.ingest(sampleTickets);
  await own.discover({ intentCount: 3 });
  expect(await own.intents.list()).toHaveLength(0);
  const worker = await own.startWorker({ sweepMs: 20 });
  const unfinished = async () =>
    [...(await own.jobs.list({ status: 'waiting' })), ...(await own.jobs.list({ status: 'leased' }))].filter(
      ({ name }) => name !== 'discard-finished',
    );
  while ((await unfinished()).length > 0) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await worker.close();
  expect(await own.intents.list()).toHaveLength(3);
  await own.close();
});

test('a signal stops the work', async () => {
  await expect(desk.as({ abortSignal: AbortSignal.abort() }).discover()).rejects.toThrow();
  expect(await desk.intents.list()).toHaveLength(0);
});

test('two workspaces on one store keep to themselves: intents, jobs and failures', async () => {
  const store = memoryStore();
  const clusterer = lexicalClusterer();
  const one = createTicketAI({ store, clusterer, workspace: { id: 'one' } });
  const two = createTicketAI({ store, clusterer, workspace: { id: 'two' } });
  for (const own of [one, two]) {
    await own.ingest(sampleTickets);
    await own.discover({ intentCount: 3 });
    await own.ingest([{ externalId: 'late', body: 'My parcel has not arrived yet, where is it?' }]);
  }
  const ids = new Set((await two.intents.list()).map(({ id }) => id));
  expect(ids.has((await two.tickets.get('late')).primary?.intentId ?? ('' as never))).toBe(true);

  const broken = createTicketAI({
    store,
    workspace: { id: 'three' },
    work: 'workers',
    clusterer: { ...clusterer, discover: () => Promise.reject(new Error('out of order')) },
  });
  await broken.ingest(sampleTickets);
  await broken.discover();
  await two.ingest([{ externalId: 'unbothered', body: 'Where is my refund?' }]);
  expect((await broken.jobs.list({ status: 'waiting' })).length).toBeGreaterThan(0);
});

test('a discovery that fails says so, here and in its record, and another one can follow', async () => {
  let broken = true;
  const own = createTicketAI({
    clusterer: {
      ...lexicalClusterer(),
      discover: (options) =>
        broken
          ? Promise.reject(new TicketAIError('invalid-input', { message: 'out of order' }))
          : lexicalClusterer().discover(options),
    },
  });
  await own.ingest(sampleTickets);
  await expect(own.discover()).rejects.toThrow('out of order');
  const records = await own.store();
  expect((await records.runs.find()).items[0]).toMatchObject({ status: 'failed', error: 'out of order' });
  expect((await own.events()).at(-1)?.type).toBe('job-failed');
  broken = false;
  expect((await own.discover()).intents.length).toBeGreaterThan(0);
});

test('a ticket matched while a discovery was thinking keeps its intent, and no duplicate is made', async () => {
  const lexical = lexicalClusterer();
  let meanwhile: (() => Promise<void>) | undefined;
  const own = createTicketAI({
    clusterer: {
      ...lexical,
      async discover(options) {
        const plan = await lexical.discover(options);
        await meanwhile?.();
        return plan;
      },
    },
  });
  await own.ingest(sampleTickets);
  await own.discover({ intentCount: 3 });
  const [known] = await own.intents.list();
  await own.ingest([
    { externalId: 'x', body: 'Do you sell gift vouchers for christmas?' },
    { externalId: 'y', body: 'Gift vouchers for christmas, do you sell them?' },
  ]);
  meanwhile = async () => {
    for (const id of ['x', 'y']) await own.tickets.move(id, known!.id);
  };
  await own.discover();
  expect((await own.tickets.get('x')).intent?.id).toBe(known!.id);
  expect(await own.intents.list()).toHaveLength(3);
});

test('an undo changes the very intent, restores what it was, and never doubles a name', async () => {
  await desk.discover({ intentCount: 3 });
  const [first, second, third] = await desk.intents.list();
  await desk.intents.rename(first!.id, 'Once');
  const renamed = (await desk.events({ after: 0, limit: 100 })).find(({ type }) => type === 'intent-renamed');
  await desk.intents.merge(second!.id, [first!.id]);
  await desk.intents.undo(renamed!.id);
  expect((await desk.intents.get(second!.id)).name).toBe(second!.name);
  await desk.intents.rename(third!.id, first!.name);
  await expect(
    desk.intents.undo((await desk.events()).find(({ type }) => type === 'intents-merged')!.id),
  ).rejects.toMatchObject({
    code: 'conflict',
  });
});

test('a matcher that answers for others, or out of the blue, is found out', async () => {
  await desk.discover({ intentCount: 3 });
  const store = memoryStore();
  const own = createTicketAI({
    store,
    clusterer: {
      ...lexicalClusterer(),
      assign: async ({ tickets }) => ({
        decisions: tickets.map(({ ticketId }) => ({
          ticketId,
          candidates: [{ intentId: 'nowhere' as never, score: 7 }],
          noneScore: 0,
          reason: '',
        })),
      }),
    },
  });
  await own.ingest(sampleTickets);
  await own.discover({ intentCount: 3 });
  await expect(own.ingest([{ externalId: 'new', body: 'Where is my parcel?' }])).rejects.toThrow(
    'not in the catalogue',
  );
});

test('a queue that is away loses nothing', async () => {
  const own = createTicketAI({
    queue: { ...memoryJobQueue(), notify: () => Promise.reject(new Error('redis down')) },
  });
  await own.ingest(sampleTickets);
  expect((await own.discover({ intentCount: 3 })).intents).toHaveLength(3);
});

test('an import taken back and made again finds its intents with ids, names and places', async () => {
  const csv = csvLikeReader();
  const own = createTicketAI({ ticketReaders: [csv] });
  const file = { bytes: new Uint8Array(), fileName: 'tickets.fake' };
  const first = await own.importFile(file);
  await own.discover({ intentCount: 3 });
  const before = await own.intents.list();
  await own.intents.rename(before[0]!.id, 'Kept name');
  await own.undoImport(first.id);
  expect((await own.intents.list()).map(({ ticketCount }) => ticketCount)).toEqual([0, 0, 0]);
  await own.importFile(file);
  await own.discover({ intentCount: 3 });
  const after = await own.intents.list();
  expect(new Set(after.map(({ id }) => id))).toEqual(new Set(before.map(({ id }) => id)));
  expect((await own.intents.get('Kept name')).ticketCount).toBe(10);
});

/** A reader that knows its tickets by heart. */
function csvLikeReader(): TicketReader {
  return {
    formats: ['fake'],
    async *read() {
      yield { kind: 'columns', mapping: {}, encoding: 'UTF-8', layout: 'ticket-per-line' };
      for (const [row, draft] of sampleTickets.entries())
        yield { kind: 'ticket', line: row + 1, rowId: String(row), draft };
    },
  };
}

import { expect, test } from 'vitest';
import type { TicketAIOptions } from './options.ts';
import { createTicketAI } from './pipeline.ts';
import { memoryStore } from './runtime/memory/memory-store.ts';
import { linesReader } from './testing/lines-reader.ts';

const dayMs = 86_400_000;

function open(options: TicketAIOptions = {}) {
  let time = Date.UTC(2026, 0, 1);
  const now = () => (time += 1);
  const store = memoryStore({ now });
  const desk = createTicketAI({ store, now, ...options });
  return {
    desk,
    store,
    pass(days: number) {
      time += days * dayMs;
    },
  };
}

test('jobs that are done are thrown away after a while, without anybody asking', async () => {
  const { desk, pass } = open();
  const done = async () => (await desk.jobs.list({ status: 'done', limit: 500 })).map(({ id }) => id);
  await desk.ingest([{ externalId: 't', subject: 'Refund' }]);
  const first = await done();
  expect(first.length).toBeGreaterThan(0);
  pass(2);
  await desk.settle();
  expect(await done()).toEqual(expect.arrayContaining(first));
  await desk.ingest([{ externalId: 'u', subject: 'Refund' }]);
  pass(31);
  await desk.settle();
  expect((await done()).filter((id) => first.includes(id))).toEqual([]);
});

test('how long they are kept can be set; dead jobs are kept until somebody has looked at them', async () => {
  const { desk, pass } = open({
    keepJobsMs: dayMs / 2,
    clusterer: {
      name: 'broken',
      discover: async () => {
        throw new TypeError('broken');
      },
    } as never,
  });
  await desk.ingest([{ externalId: 't', subject: 'Refund' }]);
  const [old] = await desk.jobs.list({ status: 'done' });
  await expect(desk.discover()).rejects.toThrow();
  pass(1.1);
  await desk.settle();
  expect((await desk.jobs.list({ status: 'done' })).map(({ id }) => id)).not.toContain(old?.id);
  expect(await desk.jobs.list({ status: 'dead' })).toHaveLength(1);
});

test('more than go at a time go all the same, and nothing is left waiting where nothing happens', async () => {
  const { desk, pass } = open();
  const records = await desk.store();
  const jobs = Array.from({ length: 1100 }, () => ({
    name: 'match-tickets' as const,
    payload: { ticketIds: [] },
  }));
  await records.transaction((transaction) => transaction.append({ jobs }));
  await desk.settle();
  await desk.ingest([{ externalId: 't', subject: 'Refund' }]);
  pass(31);
  await desk.settle();
  expect(await records.jobs.count({ status: 'done' })).toBeLessThan(10);
  pass(31);
  await desk.settle();
  expect(await records.jobs.count({ status: 'waiting' })).toBe(0);
});

test('replies to requests go when they have run out; who asks for one at that moment is told that it is gone', async () => {
  const { desk, store, pass } = open();
  const records = await desk.store();
  const row = { version: 1, requestHash: 'h', status: 200, response: 'r' };
  const { createdAt } = await records.workspace();
  const expiresAt = createdAt + dayMs;
  await records.idempotencyKeys.insert([
    { ...row, id: 'old', expiresAt },
    { ...row, id: 'taken', expiresAt },
    { ...row, id: 'young', expiresAt: expiresAt + 90 * dayMs },
  ]);
  await desk.ingest([{ externalId: 't', subject: 'Refund' }]);
  pass(2);
  // Whoever asks with the key at this very moment takes over the row that has run out.
  const workspace = store.workspace.bind(store);
  let taking: Promise<unknown> | undefined;
  const watched: typeof store = {
    ...store,
    workspace: (id) => {
      const own = workspace(id);
      return {
        ...own,
        transaction: (work, options) =>
          own.transaction(
            (transaction) =>
              work({
                ...transaction,
                idempotencyKeys: {
                  ...transaction.idempotencyKeys,
                  async find(query) {
                    const found = await transaction.idempotencyKeys.find(query);
                    taking ??= records.idempotencyKeys
                      .update('taken', 1, { expiresAt: expiresAt + 90 * dayMs })
                      .catch((error: unknown) => error);
                    await new Promise((resolve) => setTimeout(resolve, 10));
                    return found;
                  },
                },
              }),
            options,
          ),
      };
    },
  };
  const other = createTicketAI({ store: watched, now: () => createdAt + 3 * dayMs });
  await other.settle();
  // Its row was gone before it worked under it.
  expect(await taking).toMatchObject({ code: 'not-found' });
  expect((await records.idempotencyKeys.find()).items.map(({ id }) => id)).toEqual(['young']);
});

test('the journal of an import goes after a while, and the import is not done again', async () => {
  const { desk, pass } = open({ ticketReaders: [linesReader] });
  const bytes = new TextEncoder().encode('{"body":"Refund"}\n{"body":"Login"}');
  const { id } = await desk.importFile({ bytes, fileName: 'tickets.jsonl' });
  const records = await desk.store();
  const journal = async () => [await records.workflowRuns.count(), await records.workflowSteps.count()];
  expect((await journal()).every((count) => count > 0)).toBe(true);
  pass(31);
  await desk.settle();
  expect(await journal()).toEqual([0, 0]);
  const again = { name: 'import-tickets', payload: { importId: id } } as const;
  await records.transaction((transaction) => transaction.append({ jobs: [again] }));
  await desk.settle();
  expect(await records.tickets.count()).toBe(2);
  expect(await journal()).toEqual([0, 0]);
});

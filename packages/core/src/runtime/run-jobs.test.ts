import { expect, test } from 'vitest';
import { TicketAIError } from '../errors.ts';
import type { WorkspaceId } from '../ids.ts';
import type { JobRequest } from '../jobs.ts';
import type { Job } from './job.ts';
import { memoryStore } from './memory/memory-store.ts';
import { jobRunner } from './run-jobs.ts';

const workspaceId = 'w' as WorkspaceId;
const request = (key: string): JobRequest => ({ name: 'match-tickets', payload: { ticketIds: [] }, key });

async function storeWithJobs(now: () => number, ...keys: string[]) {
  const store = memoryStore({ now });
  await store.system.workspaces.insert([
    { id: workspaceId, version: 1, name: 'w', timeZone: 'UTC', catalogueVersion: 0, createdAt: 0 },
  ]);
  await store
    .workspace(workspaceId)
    .transaction((transaction) => transaction.append({ jobs: keys.map(request) }));
  return store;
}

test('does every due job once and gives their number', async () => {
  const store = await storeWithJobs(Date.now, 'a', 'b', 'c');
  const done: (string | undefined)[] = [];
  const runner = jobRunner({
    jobs: store.system.jobs,
    now: Date.now,
    concurrency: 2,
    handle: async (job) => void done.push(job.key),
  });
  expect(await runner.runDue()).toBe(3);
  expect(done.toSorted()).toEqual(['a', 'b', 'c']);
  expect(await store.workspace(workspaceId).jobs.count({ status: 'done' })).toBe(3);
  expect(await runner.runDue()).toBe(0);
});

test('a failing job is tried again later, and is dead after the last attempt', async () => {
  let time = 0;
  const store = await storeWithJobs(() => time, 'a');
  const died: number[] = [];
  const runner = jobRunner({
    jobs: store.system.jobs,
    now: () => time,
    maximumAttempts: 2,
    onDead: async ({ attempts }) => void died.push(attempts),
    handle: async () => {
      throw new Error('out of luck');
    },
  });
  expect(await runner.runDue()).toBe(1);
  expect(await runner.runDue()).toBe(0);
  time += 1000;
  expect(await runner.runDue()).toBe(1);
  expect(died).toEqual([2]);
  const [job] = (await store.workspace(workspaceId).jobs.find()).items;
  expect(job).toMatchObject({ status: 'dead', attempts: 2, error: 'Error: out of luck' });
});

test('an error that cannot go away by itself is not tried again', async () => {
  const store = await storeWithJobs(Date.now, 'a');
  const runner = jobRunner({
    jobs: store.system.jobs,
    now: Date.now,
    handle: async () => {
      throw new TicketAIError('invalid-input', { message: 'The file is not a CSV file.' });
    },
  });
  await runner.runDue();
  expect(await store.workspace(workspaceId).jobs.count({ status: 'dead' })).toBe(1);
});

test('a worker that lost its job tells of no death: another one does it', async () => {
  let time = 0;
  const store = await storeWithJobs(() => time, 'a');
  const died: string[] = [];
  const runner = jobRunner({
    jobs: store.system.jobs,
    now: () => time,
    onDead: async ({ id }) => void died.push(id),
    async handle() {
      time += 60_000;
      await store.system.jobs.lease({ limit: 1, leaseMs: 30_000 });
      throw new TicketAIError('invalid-input', { message: 'What it stood on is gone.' });
    },
  });
  await runner.runDue();
  expect(died).toEqual([]);
  expect(await store.workspace(workspaceId).jobs.count({ status: 'leased' })).toBe(1);
});

test('a worker outlasts an outage of what jobs stand on: it is not held against them', async () => {
  let time = 0;
  const store = await storeWithJobs(() => time, 'a');
  const away = new TicketAIError('adapter-failed', { message: 'The bucket is away.', isOutage: true });
  let outages = 50;
  const runner = jobRunner({
    jobs: store.system.jobs,
    now: () => time,
    outage: { firstMs: 2000, mostMs: 2000, random: () => 0 },
    handle: async () => {
      outages -= 1;
      if (outages > 0) throw away;
    },
  });
  for (; time < 49 * 2000; time += 1000) await runner.runDue();
  const { jobs } = store.workspace(workspaceId);
  expect((await jobs.find()).items[0]).toMatchObject({
    status: 'waiting',
    attempts: 0,
    error: 'TicketAIError: The bucket is away.',
  });
  await runner.runDue();
  expect(await jobs.count({ status: 'done' })).toBe(1);
});

test('while the provider of a model is away its jobs wait uncounted, others are done, and after a day they fail with the reason', async () => {
  let time = 0;
  const store = await storeWithJobs(() => time, 'asks a model', 'other');
  const away = new TicketAIError('model-failed', {
    message: 'The model could not be asked: HTTP 503.',
    isOutage: true,
  });
  const done: (string | undefined)[] = [];
  const noticed: number[] = [];
  const runner = jobRunner({
    jobs: store.system.jobs,
    now: () => time,
    outage: { onNotice: async (_, since) => void noticed.push(time - since) },
    handle: async ({ key }) => {
      if (key === 'asks a model') throw away;
      done.push(key);
    },
  });
  const { jobs } = store.workspace(workspaceId);
  const waiting = async () => (await jobs.find({ where: { key: 'asks a model' } })).items[0];
  await runner.runDue();
  expect(done).toEqual(['other']);
  for (; time < 86_400_000; time += 60_000) await runner.runDue();
  expect(await waiting()).toMatchObject({ status: 'waiting', attempts: 0, outageSince: 0 });
  expect(noticed.length).toBeGreaterThan(20);
  expect(noticed.length).toBeLessThan(25);
  for (; time < 87_600_000; time += 60_000) await runner.runDue();
  expect(await waiting()).toMatchObject({
    status: 'dead',
    error: expect.stringContaining('Waited 24 hours in vain. The model could not be asked: HTTP 503.'),
  });
  await store.system.jobs.retry([(await waiting())!.id]);
  await runner.runDue();
  expect(await waiting()).toMatchObject({ status: 'waiting', outageSince: time });
});

test('what may be tried again but is no outage counts', async () => {
  const store = await storeWithJobs(Date.now, 'a');
  const runner = jobRunner({
    jobs: store.system.jobs,
    now: Date.now,
    outage: {},
    handle: async () => {
      throw new TicketAIError('model-failed', { message: 'The reply was cut off.', retryable: true });
    },
  });
  await runner.runDue();
  expect((await store.workspace(workspaceId).jobs.find()).items[0]).toMatchObject({
    attempts: 1,
    failures: 1,
  });
});

test('a death that cannot be told of is no death yet', async () => {
  let time = 0;
  const store = await storeWithJobs(() => time, 'a');
  let told = 0;
  const runner = jobRunner({
    jobs: store.system.jobs,
    now: () => time,
    leaseMs: 1000,
    maximumAttempts: 1,
    handle: async () => {
      throw new Error('poison');
    },
    async onDead() {
      told += 1;
      if (told === 1) throw new Error('The database is away.');
    },
  });
  await expect(runner.runDue()).rejects.toThrow('The database is away.');
  const { jobs } = store.workspace(workspaceId);
  expect(await jobs.count({ status: 'dead' })).toBe(0);
  time += 2000;
  await runner.runDue();
  expect([told, await jobs.count({ status: 'dead' })]).toEqual([2, 1]);
});

test('a job that kills its worker each time is dead at last', async () => {
  let time = 0;
  const store = await storeWithJobs(() => time, 'a');
  for (let crash = 0; crash < 5; crash += 1) {
    await store.system.jobs.lease({ limit: 1, leaseMs: 1000 });
    time += 2000;
  }
  let handled = 0;
  const runner = jobRunner({
    jobs: store.system.jobs,
    now: () => time,
    maximumLosses: 5,
    handle: async () => {
      handled += 1;
    },
  });
  await runner.runDue();
  expect(handled).toBe(0);
  expect(await store.workspace(workspaceId).jobs.count({ status: 'dead' })).toBe(1);
});

test('takes only the jobs it is told to', async () => {
  const store = await storeWithJobs(Date.now, 'a', 'b');
  const [first] = (await store.workspace(workspaceId).jobs.find({ where: { key: 'b' } })).items;
  const done: (string | undefined)[] = [];
  const runner = jobRunner({
    jobs: store.system.jobs,
    now: Date.now,
    among: async () => [first!.id],
    handle: async ({ key }) => void done.push(key),
  });
  await runner.runDue();
  expect(done).toEqual(['b']);
});

test('stopped on request, a job goes back and does not count as tried', async () => {
  const store = await storeWithJobs(Date.now, 'a');
  const stop = new AbortController();
  const runner = jobRunner({
    jobs: store.system.jobs,
    now: Date.now,
    handle: async (_, __, signal) => {
      stop.abort();
      signal.throwIfAborted();
    },
  });
  await runner.runDue({ abortSignal: stop.signal });
  const [job] = (await store.workspace(workspaceId).jobs.find()).items;
  expect(job).toMatchObject({ status: 'waiting', attempts: 0 });
});

test('a worker that lost its lease commits nothing, and the one that has it now does', async () => {
  let time = 0;
  const store = await storeWithJobs(() => time, 'a');
  const records = store.workspace(workspaceId);
  const [slow] = await store.system.jobs.lease({ limit: 1, leaseMs: 1000 });
  time += 2000;
  const effect = (job: Job, lease: Parameters<Parameters<typeof jobRunner>[0]['handle']>[1], id: string) =>
    records.transaction(
      (transaction) =>
        transaction.imports.insert([
          {
            id: id as never,
            version: 1,
            source: job.name,
            status: 'done',
            batchesDone: 0,
            created: 0,
            updated: 0,
            unchanged: 0,
            rejected: 0,
            startedAt: 0,
            startedBy: { kind: 'system', id: 'test' },
          },
        ]),
      { fence: { lease, finish: true } },
    );
  const runner = jobRunner({
    jobs: store.system.jobs,
    now: () => time,
    handle: (job, lease) => effect(job, lease, 'second'),
  });
  expect(await runner.runDue()).toBe(1);
  await expect(effect(slow!.job, slow!.lease, 'first')).rejects.toMatchObject({ code: 'stale-lease' });
  expect((await records.imports.find()).items.map(({ id }) => id)).toEqual(['second']);
});

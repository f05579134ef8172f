import { APICallError } from 'ai';
import { expect, it } from 'vitest';
import { TicketAIError } from './errors.ts';
import { createTicketAI } from './pipeline.ts';
import { memoryStore } from './runtime/memory/memory-store.ts';
import { memoryBlobs } from './storage/memory/memory-blob-store.ts';
import { memoryVectors } from './storage/memory/memory-vector-store.ts';
import { hashedEmbeddingModel } from './testing/hashed-embedding-model.ts';
import { linesReader } from './testing/lines-reader.ts';

const page = new TextEncoder().encode('# Refund\n\nThe refund reaches your bank account.\n');
const down = new APICallError({
  message: 'down',
  url: '',
  requestBodyValues: {},
  statusCode: 503,
  isRetryable: true,
});

/** Something is away until it comes back, on a clock that the test moves. */
function startOutage() {
  let isAway = true;
  let time = Date.UTC(2026, 0, 1);
  return {
    isAway: () => isAway,
    now: () => (time += 10),
    pass(ms: number) {
      time += ms;
    },
    comeBack() {
      isAway = false;
    },
  };
}

/** A desk whose embedding model is away until it is back. */
function open() {
  const outage = startOutage();
  const { model } = hashedEmbeddingModel({ fail: () => (outage.isAway() ? down : undefined) });
  const desk = createTicketAI({
    embeddingModel: model,
    vectors: memoryVectors(),
    modelLimits: { attempts: 1 },
    now: outage.now,
  });
  return { desk, ...outage };
}

it('a call is not failed by work that follows from it and has to wait: the document is there, and found by its words', async () => {
  const { desk, pass, comeBack } = open();
  const { changed } = await desk.documents.add({ source: 'a.md', bytes: page });
  expect(changed).toBe(true);
  const found = await desk.search('refund');
  expect([found.passages.length, found.channels.dense]).toEqual([1, 'degraded']);
  const [waiting] = (await desk.jobs.list({ status: 'waiting' })).filter(
    ({ name }) => name === 'update-vectors',
  );
  expect(waiting).toMatchObject({ attempts: 0, error: expect.stringContaining('503') });
  pass(3_600_000);
  for (let hour = 1; hour <= 2; hour += 1) {
    await expect(desk.settle()).rejects.toMatchObject({ code: 'model-failed', isOutage: true });
    pass(3_600_000);
  }
  expect(await desk.jobs.list({ status: 'dead' })).toEqual([]);
  comeBack();
  pass(3_600_000);
  await desk.settle();
  expect((await desk.search('refund')).channels.dense).toBe('ok');
});

it('what was asked for itself is thrown when it has to wait, and done later', async () => {
  const { desk, pass, comeBack } = open();
  await desk.documents.add({ source: 'a.md', bytes: page });
  pass(3_600_000);
  await expect(desk.index.verify({ repair: true })).rejects.toMatchObject({ isOutage: true });
  comeBack();
  pass(3_600_000);
  expect(await desk.index.verify({ repair: true })).toMatchObject({ status: 'repaired' });
});

/** A desk whose files cannot be deleted until their store is back. */
function openFiles(context: { readonly retryAfterMs?: number } = {}) {
  const outage = startOutage();
  const blobs = memoryBlobs();
  const desk = createTicketAI({
    blobs: {
      ...blobs,
      async delete(...args) {
        if (outage.isAway())
          throw new TicketAIError('adapter-failed', { message: 'No bucket.', isOutage: true, context });
        return blobs.delete(...args);
      },
    },
    ticketReaders: [linesReader],
    now: outage.now,
  });
  return { desk, ...outage };
}

it('what could not be done is tried at once when it is asked for again', async () => {
  const { desk, comeBack } = openFiles();
  await desk.documents.add({ source: 'a.md', bytes: page });
  await expect(desk.documents.erase('a.md')).rejects.toMatchObject({ isOutage: true });
  comeBack();
  expect(await desk.documents.erase('a.md')).toMatchObject({ title: '' });
});

it('who asks again for what must wait is told so, and does not wait with it', async () => {
  const { desk, pass, comeBack } = openFiles({ retryAfterMs: 600_000 });
  await desk.documents.add({ source: 'a.md', bytes: page });
  await expect(desk.documents.erase('a.md')).rejects.toThrow('No bucket.');
  await expect(desk.documents.erase('a.md')).rejects.toThrow(/erase-document waits until .*No bucket\./);
  comeBack();
  pass(600_000);
  expect(await desk.documents.erase('a.md')).toMatchObject({ title: '' });
});

it('tickets are not said to be erased while the file they came from is not', async () => {
  const { desk, comeBack } = openFiles();
  const bytes = new TextEncoder().encode(JSON.stringify({ externalId: 't', subject: 'Refund' }));
  await desk.importFile({ fileName: 'a.jsonl', bytes });
  await expect(desk.tickets.erase(['t'])).rejects.toMatchObject({ isOutage: true });
  comeBack();
  expect(await desk.tickets.erase(['t'])).toHaveLength(1);
});

it('tickets are not said to be erased when another process failed at it for good', async () => {
  const store = memoryStore();
  const blobs = memoryBlobs();
  const parts = { store, blobs, ticketReaders: [linesReader] };
  const desk = createTicketAI(parts);
  const bytes = new TextEncoder().encode(JSON.stringify({ externalId: 't', subject: 'Refund' }));
  await desk.importFile({ fileName: 'a.jsonl', bytes });
  const other = createTicketAI({
    ...parts,
    blobs: {
      ...blobs,
      async delete() {
        throw new TicketAIError('adapter-failed', { message: 'No right to delete.' });
      },
    },
  });
  // The other one is always faster.
  const jobs = { ...store.system.jobs, lease: async () => [] };
  const slow = createTicketAI({ ...parts, store: { ...store, system: { ...store.system, jobs } } });
  const [erasing] = await Promise.allSettled([
    slow.tickets.erase(['t']),
    new Promise((resolve) => setTimeout(resolve, 20)).then(() => other.settle()),
  ]);
  expect(erasing).toMatchObject({
    status: 'rejected',
    reason: { message: expect.stringContaining('No right to delete.') },
  });
});

it('undoing an import does the work that follows', async () => {
  const desk = createTicketAI({ ticketReaders: [linesReader] });
  const bytes = new TextEncoder().encode(JSON.stringify({ externalId: 't', subject: 'Refund' }));
  const { id } = await desk.importFile({ fileName: 'a.jsonl', bytes });
  await desk.undoImport(id);
  expect((await desk.jobs.list({ status: 'waiting' })).map(({ name }) => name)).toEqual(['discard-finished']);
});

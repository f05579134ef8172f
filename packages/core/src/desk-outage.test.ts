import { APICallError } from 'ai';
import { expect, it } from 'vitest';
import { createTicketAI } from './pipeline.ts';
import { memoryVectors } from './storage/memory/memory-vector-store.ts';
import { hashedEmbeddingModel } from './testing/hashed-embedding-model.ts';

const page = new TextEncoder().encode('# Refund\n\nThe refund reaches your bank account.\n');
const down = new APICallError({
  message: 'down',
  url: '',
  requestBodyValues: {},
  statusCode: 503,
  isRetryable: true,
});

/** A desk whose embedding model is away until it is back. */
function open() {
  let isAway = true;
  let time = Date.UTC(2026, 0, 1);
  const { model } = hashedEmbeddingModel({ fail: () => (isAway ? down : undefined) });
  const desk = createTicketAI({
    embeddingModel: model,
    vectors: memoryVectors(),
    modelLimits: { attempts: 1 },
    now: () => (time += 10),
  });
  return {
    desk,
    pass(ms: number) {
      time += ms;
    },
    comeBack() {
      isAway = false;
    },
  };
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

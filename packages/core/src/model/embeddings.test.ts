import { APICallError } from 'ai';
import { expect, test } from 'vitest';
import type { RunId, TicketId, WorkspaceId } from '../ids.ts';
import { memoryStore } from '../runtime/memory/memory-store.ts';
import { decodeVector, encodeVector, recordEmbeddings } from '../runtime/record-embeddings.ts';
import {
  type HashedEmbeddingOptions,
  hashedEmbeddingModel,
  simulatedLedger,
  stillClock,
} from '../testing/index.ts';
import { embeddingClient } from './embedding-client.ts';
import { openEmbeddings } from './embeddings.ts';
import type { Budget } from './ledger.ts';
import type { NamesOf } from './paid-reply.ts';

async function open(options: HashedEmbeddingOptions = {}, budget: Budget = {}, namesOf?: NamesOf) {
  const { model, calls } = hashedEmbeddingModel(options);
  const system = memoryStore();
  const id = 'w' as WorkspaceId;
  await system.system.workspaces.insert([
    { id, version: 1, name: 'w', timeZone: 'UTC', catalogueVersion: 0, createdAt: 0 },
  ]);
  const store = system.workspace(id);
  let count = 0;
  const ledger = await simulatedLedger(budget);
  const embeddings = openEmbeddings({
    client: embeddingClient({ model, price: 2, clock: stillClock() }),
    ledger,
    ...(namesOf === undefined ? {} : { namesOf }),
    cache: recordEmbeddings({ store, generateId: () => `e${++count}`, owner: 'tickets' }),
  });
  return { embeddings, calls, ledger, store };
}

const plain = (...texts: readonly string[]) => texts.map((text) => ({ text }));

test('a vector per text, in order; equal texts are embedded once, known ones never again', async () => {
  const { embeddings, calls, store } = await open();
  const [one, two, again] = await embeddings.embed(plain('card lost', 'refund', 'card lost'));
  expect(again).toEqual(one);
  expect(two).not.toEqual(one);
  expect(calls).toEqual([['card lost', 'refund']]);
  expect(await embeddings.embed(plain('refund', 'card lost'))).toEqual([two, one]);
  expect(calls).toHaveLength(1);
  expect(await store.embeddings.count()).toBe(2);
});

test('goes out in batches, each in the book, at the price of embeddings, on the account of the run', async () => {
  const { embeddings, calls, ledger } = await open({ batchSize: 2 });
  const runId = 'run' as RunId;
  await embeddings.forRun(runId).embed(plain('aaaa', 'bbbb', 'cccc', 'dddd', 'eeee'));
  // Which batch goes first is nobody's promise.
  expect(calls.map(({ length }) => length).sort()).toEqual([1, 2, 2]);
  expect(await ledger.spent({ runId })).toEqual({
    calls: 3,
    inputTokens: 5,
    outputTokens: 0,
    cachedInputTokens: 0,
    costUsd: 0.00001,
  });
});

test('what was embedded before the budget was used up is kept', async () => {
  const { embeddings, store } = await open({ batchSize: 2 }, { perDay: { calls: 1 } });
  // Batches of one size: which of them goes first is nobody's promise.
  await expect(embeddings.embed(plain('aa', 'bb', 'cc', 'dd'))).rejects.toMatchObject({
    code: 'budget-exhausted',
  });
  expect(await store.embeddings.count()).toBe(2);
});

test('a call that fails is tried again, and counts once', async () => {
  const down = new APICallError({
    message: 'down',
    url: '',
    requestBodyValues: {},
    statusCode: 503,
    isRetryable: true,
  });
  const { embeddings, calls, ledger } = await open({ fail: (call) => (call === 1 ? down : undefined) });
  await embeddings.embed(plain('aa'));
  expect(calls).toHaveLength(2);
  expect(await ledger.spent('workspace')).toMatchObject({ calls: 1 });
});

test('personal data does not leave, whatever else is embedded with it', async () => {
  const { embeddings, calls } = await open();
  await embeddings.embed(plain('I am ann@example.com', 'ask bob@example.com', ''));
  expect(calls).toEqual([['i am <email>', 'ask <email>', '-']]);
  await embeddings.embed(plain('ask eve@example.com'));
  expect(calls).toHaveLength(1);
});

test('names of a ticket are hidden in its own text; what differs in them alone is one text', async () => {
  const names = { t1: ['Quillon'], t2: ['Ysolde'] };
  const { embeddings, calls } = await open({}, {}, async (ticketIds) => {
    return new Map(Object.entries(names).filter(([ticketId]) => ticketIds.includes(ticketId)));
  });
  await embeddings.embed([
    { text: 'Quillon lost a card, says Ysolde', ticketIds: ['t1'] },
    { text: 'Ysolde lost a card, says Ysolde', ticketIds: ['t2'] },
    { text: 'Ysolde lost a card, says Ysolde' },
  ]);
  expect(calls).toEqual([
    ['<name> lost a card, says ysolde', '<name> lost a card, says <name>', 'ysolde lost a card, says ysolde'],
  ]);
});

test('erasing a ticket leaves no embedding of ticket texts, and those of documents alone', async () => {
  const { embeddings, store } = await open();
  await embeddings.embed(plain('card lost'));
  await store.embeddings.insert([{ id: 'd', model: 'm', textHash: 'h', embedding: '' }]);
  await store.erase({ ticketIds: ['t' as TicketId] });
  expect((await store.embeddings.find()).items.map(({ id }) => id)).toEqual(['d']);
});

test('two processes that embed the same text at once both have it', async () => {
  const { embeddings, store } = await open();
  await Promise.all([embeddings.embed(plain('aa', 'bb')), embeddings.embed(plain('bb', 'cc'))]);
  expect(await store.embeddings.count()).toBe(3);
});

test('a vector survives its row bit by bit', () => {
  const vector = Float32Array.of(0, -0, 1 / 3, -1e-38, 3.4e38);
  expect(decodeVector(encodeVector(vector))).toEqual(vector);
});

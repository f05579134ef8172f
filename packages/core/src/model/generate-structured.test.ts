import { MockLanguageModelV4 } from 'ai/test';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { ulidGenerator, type WorkspaceId } from '../ids.ts';
import { memoryStore } from '../runtime/memory/memory-store.ts';
import { recordLedger } from '../runtime/record-ledger.ts';
import { generateStructured } from './generate-structured.ts';
import type { Budget } from './ledger.ts';

const schema = z.object({ label: z.string() });
const price = { input: 1, output: 10 };

function scripted(...replies: (string | Error)[]) {
  let turn = 0;
  return new MockLanguageModelV4({
    doGenerate: async () => {
      const reply = replies[Math.min(turn, replies.length - 1)] ?? '';
      turn += 1;
      if (reply instanceof Error) throw reply;
      return {
        content: [{ type: 'text', text: reply }],
        finishReason: { unified: 'stop', raw: undefined },
        usage: {
          inputTokens: { total: 100, noCache: 100, cacheRead: 0, cacheWrite: 0 },
          outputTokens: { total: 10, text: 10, reasoning: 0 },
        },
        warnings: [],
      };
    },
  });
}

async function ledger(budget: Budget = {}) {
  const store = memoryStore();
  const id = 'w' as WorkspaceId;
  await store.system.workspaces.insert([
    { id, version: 1, name: 'w', timeZone: 'UTC', catalogueVersion: 0, createdAt: 0 },
  ]);
  return recordLedger({
    store: store.workspace(id),
    budget,
    now: Date.now,
    generateId: ulidGenerator(Date.now, Math.random),
  });
}

const ask = (
  model: MockLanguageModelV4,
  book: Awaited<ReturnType<typeof ledger>>,
  prompt = 'Card lost',
  form: z.ZodType = schema,
) =>
  generateStructured({
    ledger: book,
    model,
    purpose: 'adjudicate',
    instructions: 'You label tickets.',
    prompt,
    schema: form,
    price,
  });

test('gives the object and records what it cost', async () => {
  const book = await ledger();
  expect(await ask(scripted('{"label":"lost card"}'), book)).toEqual({ label: 'lost card' });
  expect(await book.spent(0)).toEqual({
    calls: 1,
    inputTokens: 100,
    outputTokens: 10,
    cachedInputTokens: 0,
    costUsd: 0.0002,
  });
});

test('the same request is paid once', async () => {
  const book = await ledger();
  const model = scripted('{"label":"lost card"}');
  await ask(model, book);
  expect(await ask(model, book)).toEqual({ label: 'lost card' });
  expect(model.doGenerateCalls).toHaveLength(1);
});

test('a reply of the wrong form is sent back once, with the reason', async () => {
  const book = await ledger();
  const model = scripted('{"title":"?"}', '{"label":"lost card"}');
  expect(await ask(model, book)).toEqual({ label: 'lost card' });
  expect(JSON.stringify(model.doGenerateCalls[1]?.prompt)).toContain('refused');
  await expect(ask(scripted('no'), await ledger())).rejects.toMatchObject({
    code: 'model-failed',
    retryable: false,
  });
});

test('a request that was repaired is paid no more', async () => {
  const book = await ledger();
  const model = scripted('{"title":"?"}', '{"label":"lost card"}');
  await ask(model, book);
  expect(await ask(model, book)).toEqual({ label: 'lost card' });
  expect(model.doGenerateCalls).toHaveLength(2);
});

test('another form is another request', async () => {
  const book = await ledger();
  await ask(scripted('{"label":"lost card"}'), book);
  const form = z.object({ label: z.string(), urgent: z.boolean() });
  const model = scripted('{"label":"lost card","urgent":true}');
  expect(await ask(model, book, 'Card lost', form)).toEqual({ label: 'lost card', urgent: true });
});

test('a form that changes what it reads can read the kept reply again', async () => {
  const book = await ledger();
  const form = z.object({ label: z.string().transform((label) => label.length) });
  const model = scripted('{"label":"lost card"}');
  expect(await ask(model, book, 'Card lost', form)).toEqual({ label: 9 });
  expect(await ask(model, book, 'Card lost', form)).toEqual({ label: 9 });
  expect(model.doGenerateCalls).toHaveLength(1);
});

test('a kept reply that fits no more is asked for anew, once', async () => {
  const book = await ledger();
  await ask(scripted('{"label":"lost card"}'), book);
  const form = schema.refine(({ label }) => label !== 'lost card', 'too vague');
  const model = scripted('{"label":"card lost abroad"}');
  for (const _ of [1, 2])
    expect(await ask(model, book, 'Card lost', form)).toEqual({ label: 'card lost abroad' });
  expect(model.doGenerateCalls).toHaveLength(1);
  expect(JSON.stringify(model.doGenerateCalls[0]?.prompt)).toContain('too vague');
});

test('personal data does not leave, and comes back in the reply', async () => {
  const model = scripted('{"label":"from ⟦EMAIL_1⟧"}');
  const reply = await ask(model, await ledger(), 'I am ann@example.com');
  expect(JSON.stringify(model.doGenerateCalls[0]?.prompt)).not.toContain('ann@');
  expect(reply).toEqual({ label: 'from ann@example.com' });
});

test('an exhausted budget refuses before the call; parallel calls share it', async () => {
  const book = await ledger({ callsPerDay: 2 });
  const model = scripted('{"label":"x"}');
  const replies = await Promise.allSettled(
    [1, 2, 3, 4].map((number) => ask(model, book, `ticket ${number}`)),
  );
  expect(replies.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  expect(replies.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'budget-exhausted' },
  });
  expect(model.doGenerateCalls).toHaveLength(2);
});

test('a call that failed costs nothing and may be tried again', async () => {
  const book = await ledger();
  await expect(ask(scripted(new Error('socket closed')), book)).rejects.toMatchObject({
    code: 'model-failed',
    retryable: true,
  });
  expect(await book.spent(0)).toMatchObject({ calls: 0, costUsd: 0 });
  expect(await ask(scripted('{"label":"lost card"}'), book)).toEqual({ label: 'lost card' });
});

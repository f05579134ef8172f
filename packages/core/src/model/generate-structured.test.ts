import { APICallError } from 'ai';
import { expect, test } from 'vitest';
import * as z from 'zod';
import type { RunId } from '../ids.ts';
import { type ScriptedModel, scriptedModel, simulatedLedger, stillClock } from '../testing/index.ts';
import type { Ledger } from './ledger.ts';
import { modelClient } from './model-client.ts';
import { openModels } from './models.ts';

const schema = z.object({ label: z.string() });
const price = { input: 1, output: 10, cachedInput: 0.1 };
const labelled = '{"label":"lost card"}';

const modelsOf = ({ model }: ScriptedModel, ledger: Ledger) =>
  openModels({ client: modelClient({ model, price, clock: stillClock() }), ledger });

const ask = (
  model: ScriptedModel,
  ledger: Ledger,
  { prompt = 'Card lost', prefix = '', form = schema as z.ZodType } = {},
) =>
  modelsOf(model, ledger).generate({
    purpose: 'adjudicate',
    instructions: 'You label tickets.',
    prefix,
    prompt,
    schema: form,
  });

test('gives the object and records what it cost, cached input at its own price', async () => {
  const ledger = await simulatedLedger();
  const model = scriptedModel({ text: labelled, inputTokens: 100, cachedInputTokens: 40, outputTokens: 10 });
  expect(await ask(model, ledger)).toEqual({ label: 'lost card' });
  expect(await ledger.spent('workspace')).toEqual({
    calls: 1,
    inputTokens: 100,
    outputTokens: 10,
    cachedInputTokens: 40,
    costUsd: 0.000164,
  });
});

test('the same request is paid once; another prefix is another request', async () => {
  const ledger = await simulatedLedger();
  const model = scriptedModel(labelled);
  await ask(model, ledger, { prefix: 'i1 Lost card' });
  expect(await ask(model, ledger, { prefix: 'i1 Lost card' })).toEqual({ label: 'lost card' });
  expect(model.seen).toHaveLength(1);
  await ask(model, ledger, { prefix: 'i1 Lost card\ni2 Refund' });
  expect(model.seen).toHaveLength(2);
});

test('what is the same in many calls comes first: instructions, prefix, then the data', async () => {
  const model = scriptedModel(labelled);
  await ask(model, await simulatedLedger(), { prefix: 'i1 Lost card' });
  expect(model.seen[0]).toMatchObject({
    instructions: 'You label tickets.',
    prompt: 'i1 Lost card\n\nCard lost',
  });
});

test('a prefix reads the same whoever stands in the data behind it', async () => {
  const model = scriptedModel(labelled);
  const ledger = await simulatedLedger();
  for (const prompt of ['From eve@example.com', 'From bob@example.com, call 030 5550 1234'])
    await ask(model, ledger, { prefix: 'Write to help@example.com', prompt });
  const [first, second] = model.seen.map(({ prompt }) => prompt.split('\n\n')[0]);
  expect(first).toBe('Write to ⟦EMAIL_1⟧');
  expect(second).toBe(first);
});

test('a reply of the wrong form is sent back once, with the reason', async () => {
  const model = scriptedModel('{"title":"?"}', labelled);
  expect(await ask(model, await simulatedLedger())).toEqual({ label: 'lost card' });
  expect(model.seen[1]?.prompt).toContain('refused');
  await expect(ask(scriptedModel('no'), await simulatedLedger())).rejects.toMatchObject({
    code: 'model-failed',
    retryable: false,
  });
});

test('JSON in a fence is read as well', async () => {
  const model = scriptedModel(`\`\`\`json\n${labelled}\n\`\`\``);
  expect(await ask(model, await simulatedLedger())).toEqual({ label: 'lost card' });
  expect(model.seen).toHaveLength(1);
});

test('a request that was repaired is paid no more', async () => {
  const ledger = await simulatedLedger();
  const model = scriptedModel('{"title":"?"}', labelled);
  await ask(model, ledger);
  expect(await ask(model, ledger)).toEqual({ label: 'lost card' });
  expect(model.seen).toHaveLength(2);
});

test('another form is another request', async () => {
  const ledger = await simulatedLedger();
  await ask(scriptedModel(labelled), ledger);
  const form = z.object({ label: z.string(), urgent: z.boolean() });
  const model = scriptedModel('{"label":"lost card","urgent":true}');
  expect(await ask(model, ledger, { form })).toEqual({ label: 'lost card', urgent: true });
});

test('a form that changes what it reads can read the kept reply again', async () => {
  const ledger = await simulatedLedger();
  const form = z.object({ label: z.string().transform((label) => label.length) });
  const model = scriptedModel(labelled);
  for (const _ of [1, 2]) expect(await ask(model, ledger, { form })).toEqual({ label: 9 });
  expect(model.seen).toHaveLength(1);
});

test('a kept reply that fits no more is asked for anew, once', async () => {
  const ledger = await simulatedLedger();
  await ask(scriptedModel(labelled), ledger);
  const form = schema.refine(({ label }) => label !== 'lost card', 'too vague');
  const model = scriptedModel('{"label":"card lost abroad"}');
  for (const _ of [1, 2]) expect(await ask(model, ledger, { form })).toEqual({ label: 'card lost abroad' });
  expect(model.seen).toHaveLength(1);
  expect(model.seen[0]?.prompt).toContain('too vague');
});

test('personal data does not leave, and comes back in the reply', async () => {
  const model = scriptedModel('{"label":"from ⟦EMAIL_1⟧"}');
  const reply = await ask(model, await simulatedLedger(), { prompt: 'I am ann@example.com' });
  expect(model.seen[0]?.prompt).not.toContain('ann@');
  expect(reply).toEqual({ label: 'from ann@example.com' });
});

test('an exhausted budget refuses before the call; parallel calls share it', async () => {
  const ledger = await simulatedLedger({ perDay: { calls: 2 } });
  const model = scriptedModel('{"label":"x"}');
  const replies = await Promise.allSettled(
    [1, 2, 3, 4].map((number) => ask(model, ledger, { prompt: `ticket ${number}` })),
  );
  expect(replies.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  expect(replies.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'budget-exhausted' },
  });
  expect(model.seen).toHaveLength(2);
});

test('a run pays from its own budget', async () => {
  const ledger = await simulatedLedger({ perRun: { calls: 1 } });
  const models = modelsOf(scriptedModel('{"label":"x"}'), ledger);
  const runId = 'run' as RunId;
  const inRun = models.forRun(runId);
  const request = { purpose: 'adjudicate', instructions: '', schema } as const;
  await inRun.generate({ ...request, prompt: 'a' });
  await expect(inRun.generate({ ...request, prompt: 'b' })).rejects.toMatchObject({
    code: 'budget-exhausted',
  });
  await models.generate({ ...request, prompt: 'b' });
  expect(await ledger.spent({ runId })).toMatchObject({ calls: 1 });
  expect([await inRun.left(), await models.left()]).toEqual([{ calls: 0 }, {}]);
});

const refused = new APICallError({
  message: 'overloaded: Card lost',
  url: 'http://provider',
  requestBodyValues: { prompt: 'Card lost' },
  statusCode: 400,
});

test('a call that was refused costs nothing and may be made again', async () => {
  const ledger = await simulatedLedger();
  await expect(ask(scriptedModel(refused), ledger)).rejects.toMatchObject({
    code: 'model-failed',
    retryable: false,
  });
  expect(await ledger.spent('workspace')).toMatchObject({ calls: 0, costUsd: 0 });
  expect(await ask(scriptedModel(labelled), ledger)).toEqual({ label: 'lost card' });
});

test('a call that broke off may have been charged: each attempt counts with its worst case', async () => {
  const ledger = await simulatedLedger();
  const model = scriptedModel(new Error('socket closed'));
  await expect(ask(model, ledger)).rejects.toMatchObject({ code: 'model-failed', retryable: true });
  expect(model.seen).toHaveLength(4);
  const { calls, outputTokens } = await ledger.spent('workspace');
  expect({ calls, outputTokens }).toEqual({ calls: 4, outputTokens: 8000 });
});

test('what the provider says of a failed call stays out of the error', async () => {
  const error: unknown = await ask(scriptedModel(refused), await simulatedLedger()).catch(
    (caught: unknown) => caught,
  );
  expect(String((error as Error).cause)).toContain('AI_APICallError');
  expect(JSON.stringify([error, (error as Error).cause, `${(error as Error).stack}`])).not.toContain(
    'Card lost',
  );
});

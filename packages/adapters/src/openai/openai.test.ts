import { inspect } from 'node:util';
import { createOpenAI } from '@ai-sdk/openai';
import { modelClient, openModels } from '@ticket-ai/core';
import { type LoopbackServer, serveLoopback } from '@ticket-ai/core/node';
import {
  type ProviderFault,
  type SimulatedProvider,
  simulatedLedger,
  simulatedProvider,
  stillClock,
} from '@ticket-ai/core/testing';
import { afterEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { openaiLanguageModel } from './index.ts';

const apiKey = 'sk-loopback-0123456789abcdef';
const servers: LoopbackServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** A provider on a real port; the calls listed fail as told, the others answer. */
async function serve(faults: Readonly<Record<number, ProviderFault>> = {}, takesForms = true) {
  const provider = simulatedProvider({
    apiKey,
    takesForms,
    respond: () => '{"items":[{"id":"t1","is":"i1"},{"id":"t2","is":"i1"}]}',
    fault: (call) => faults[call],
  });
  const server = await serveLoopback(provider.handle);
  servers.push(server);
  return { provider, url: `${server.url}/v1` };
}

/** The ways a user may plug in an endpoint of this protocol. */
const providers = {
  'this adapter': (url: string) => openaiLanguageModel({ url, model: 'small', apiKey }),
  '@ai-sdk/openai': (url: string) => createOpenAI({ baseURL: url, apiKey }).chat('small'),
};

async function ask(model: ReturnType<(typeof providers)[keyof typeof providers]>, timeoutMs = 5000) {
  const ledger = await simulatedLedger();
  const models = openModels({ client: modelClient({ model, clock: stillClock() }), ledger });
  const replies = await models.generateItems({
    purpose: 'adjudicate',
    instructions: 'Sort the tickets.',
    prefix: 'i1 Lost card',
    items: ['t1', 't2'].map((handle) => ({ handle, text: `${handle} from ann@example.com` })),
    item: z.object({ is: z.string() }),
    timeoutMs,
  });
  return {
    replies: [...replies.values()].map((reply) => 'value' in reply),
    spent: await ledger.spent('workspace'),
  };
}

const bodiesOf = ({ received }: SimulatedProvider) => received.map(({ body }) => JSON.parse(body));

describe.each(Object.entries(providers))('over HTTP, through %s', (_name, connect) => {
  test('sends the form, the prefix before the data, and no personal data', async () => {
    const { provider, url } = await serve();
    const { replies, spent } = await ask(connect(url));
    expect(replies).toEqual([true, true]);
    const [body] = bodiesOf(provider);
    expect(body.response_format.type).toBe('json_schema');
    expect(body.response_format.json_schema.schema.properties.items.items.properties).toHaveProperty('is');
    expect(body.messages.map(({ role }: { role: string }) => role)).toEqual(['system', 'user']);
    expect(JSON.stringify(body.messages[1])).toMatch(/i1 Lost card\\n\\nt1 from ⟦EMAIL_1⟧/);
    expect(provider.received[0]?.body).not.toContain('ann@');
    expect(spent).toMatchObject({
      calls: 1,
      inputTokens: Math.ceil((provider.received[0]?.body.length ?? 0) / 4),
    });
  });

  test('asks in words where the provider takes no forms, and finds that out once', async () => {
    const { provider, url } = await serve({}, false);
    const model = connect(url);
    const client = modelClient({ model, clock: stillClock() });
    const message = {
      instructions: 'Sort the tickets.',
      text: 't1',
      form: z.toJSONSchema(z.object({ items: z.array(z.string()) })),
      maxOutputTokens: 50,
    };
    for (let call = 0; call < 2; call += 1)
      expect((await client.ask(message, { timeoutMs: 5000 })).text).toContain('"t1"');
    const bodies = bodiesOf(provider);
    expect(bodies.map((body) => body.response_format?.type)).toEqual(['json_schema', undefined, undefined]);
    expect(bodies[1].messages[0].content).toMatch(
      /Sort the tickets\.\n\nReply with one JSON object .*"items"/s,
    );
    expect((await ask(model)).replies).toEqual([true, true]);
  });

  test('a refusal of something else is no refusal of forms', async () => {
    const { provider, url } = await serve({ 1: { kind: 'status', status: 400 } });
    await expect(ask(connect(url))).rejects.toMatchObject({ code: 'model-failed' });
    expect(provider.received).toHaveLength(1);
  });

  test.each<[string, ProviderFault, number]>([
    ['429 with Retry-After', { kind: 'status', status: 429, headers: { 'retry-after': '2' } }, 2],
    ['500', { kind: 'status', status: 500 }, 2],
    ['a connection that breaks', { kind: 'reset' }, 2],
    ['a connection that breaks in the middle of the reply', { kind: 'cut-connection' }, 2],
    ['a reply that takes too long', { kind: 'slow', milliseconds: 4000 }, 2],
    ['JSON that was cut off', { kind: 'truncated' }, 2],
    ['a refusal', { kind: 'refusal' }, 2],
    ['a reply held back by a filter', { kind: 'filtered' }, 2],
    ['a reply of another form', { kind: 'wrong-form' }, 2],
  ])('gets over %s', async (_fault, fault, calls) => {
    const { provider, url } = await serve({ 1: fault });
    const { replies } = await ask(connect(url), 300);
    expect(replies).toEqual([true, true]);
    expect(provider.received).toHaveLength(calls);
  });
});

test('a wrong key is told at once, without the key', async () => {
  const { provider, url } = await serve();
  const wrong = openaiLanguageModel({ url, model: 'small', apiKey: 'sk-wrong-0123456789' });
  const error: unknown = await ask(wrong).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'model-failed', retryable: false });
  expect(String(error)).toContain('the API key is missing or wrong');
  expect(inspect(error, { depth: 9 })).not.toContain('sk-wrong');
  expect(provider.received).toHaveLength(1);
});

test('OpenAI itself is spoken to as it is now: limits by another name, no temperature for models that reason', async () => {
  const provider = simulatedProvider({ respond: () => '{"items":[]}' });
  const fetch: typeof globalThis.fetch = (input, init) => provider.handle(new Request(input, init));
  const connect = (url: string, model: string) => openaiLanguageModel({ url, model, fetch });
  await ask(connect('https://api.openai.com/v1', 'gpt-5-mini'));
  await ask(connect('https://api.openai.com/v1', 'gpt-4.1'));
  await ask(connect('https://models.example/v1', 'gpt-5-mini'));
  const seen = bodiesOf(provider).map((body) => Object.keys(body).filter((key) => /max|temp/.test(key)));
  expect([seen[0], seen[2], seen[4]].map((keys) => keys?.sort())).toEqual([
    ['max_completion_tokens'],
    ['max_completion_tokens', 'temperature'],
    ['max_tokens', 'temperature'],
  ]);
});

test.each(['api.openai.com/v1', 'https://user:secret@host/v1', 'file:///etc'])(
  'refuses the URL %s',
  (url) => {
    let error: unknown;
    try {
      openaiLanguageModel({ url, model: 'm' });
    } catch (caught) {
      error = caught;
    }
    expect(error).toMatchObject({ code: 'invalid-input' });
    expect(String(error)).not.toContain('secret');
  },
);

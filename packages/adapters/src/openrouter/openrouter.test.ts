import { createTicketAI, modelClient } from '@ticket-ai/core';
import { type LoopbackServer, serveLoopback } from '@ticket-ai/core/node';
import {
  type SimulatedProviderOptions,
  sampleTickets,
  simulatedOracle,
  simulatedProvider,
  stillClock,
} from '@ticket-ai/core/testing';
import { embedMany } from 'ai';
import { afterEach, expect, test } from 'vitest';
import * as z from 'zod';
import { openrouterEmbeddingModel, openrouterLanguageModel } from './index.ts';

const servers: LoopbackServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve() {
  const provider = simulatedProvider({ apiKey: 'key', respond: () => '{"ok":true}', embed: () => [1, 0] });
  const server = await serveLoopback(provider.handle);
  servers.push(server);
  const options = { model: 'maker/small', apiKey: 'key', url: `${server.url}/api/v1`, appName: 'Desk' };
  return { provider, options };
}

test('asks only providers that keep to the form, and says which app asks', async () => {
  const { provider, options } = await serve();
  const client = modelClient({ model: openrouterLanguageModel(options), clock: stillClock() });
  const form = z.toJSONSchema(z.object({ ok: z.boolean() }));
  const message = { instructions: 'Say ok.', text: 'now', form, maxOutputTokens: 20 };
  const reply = await client.ask(message, { timeoutMs: 5000 });
  expect([client.name, reply.text, reply.finish]).toEqual([
    'openrouter.chat/maker/small',
    '{"ok":true}',
    'stop',
  ]);
  const [seen] = provider.received;
  expect(seen?.path).toBe('/api/v1/chat/completions');
  expect(seen?.headers['x-title']).toBe('Desk');
  expect(JSON.parse(seen?.body ?? '')).toMatchObject({
    model: 'maker/small',
    provider: { require_parameters: true },
    response_format: { type: 'json_schema' },
  });
});

test('embeds', async () => {
  const { options } = await serve();
  const { embeddings } = await embedMany({ model: openrouterEmbeddingModel(options), values: ['a', 'b'] });
  expect(embeddings).toEqual([
    [1, 0],
    [1, 0],
  ]);
});

/** Answers as the oracle does, or with the text, and says what each reply cost. */
function charging(respond: SimulatedProviderOptions['respond']) {
  const { handle } = simulatedProvider({ respond, cost: 0.0125 });
  const fetch: typeof globalThis.fetch = (...about) => handle(new Request(...about));
  return openrouterLanguageModel({ model: 'maker/small', apiKey: 'key', fetch });
}

test.each(['in one piece', 'streamed'])(
  'what a reply cost is what it says, %s, whatever the price is',
  async (how) => {
    const model = charging(() => '{"ok":true}');
    const form = z.toJSONSchema(z.object({ ok: z.boolean() }));
    const message = { instructions: 'Say ok.', text: 'now', form, maxOutputTokens: 20 };
    const { costUsd } = await modelClient({ model, price: { input: 1, output: 1 } }).ask(message, {
      timeoutMs: 5000,
      ...(how === 'streamed' ? { onText: () => undefined } : {}),
    });
    expect(costUsd).toBe(0.0125);
  },
);

test('the ledger counts it', async () => {
  const gold = sampleTickets.map(({ externalId = '', body = '' }) => ({
    text: body,
    label: externalId.split('-')[0] ?? '',
  }));
  const desk = createTicketAI({ model: charging(simulatedOracle({ gold }).respond) });
  await desk.discover();
  await desk.ingest(sampleTickets);
  const { total } = await desk.usage();
  expect(total.calls).toBeGreaterThan(0);
  expect(total.costUsd).toBeCloseTo(total.calls * 0.0125);
});

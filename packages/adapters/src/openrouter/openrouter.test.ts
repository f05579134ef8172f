import { modelClient } from '@ticket-ai/core';
import { type LoopbackServer, serveLoopback } from '@ticket-ai/core/node';
import { simulatedProvider, stillClock } from '@ticket-ai/core/testing';
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

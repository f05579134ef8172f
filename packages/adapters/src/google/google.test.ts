import { modelClient, openModels } from '@ticket-ai/core';
import { type LoopbackServer, serveLoopback } from '@ticket-ai/core/node';
import { simulatedLedger, stillClock } from '@ticket-ai/core/testing';
import { embedMany } from 'ai';
import { afterEach, expect, test } from 'vitest';
import * as z from 'zod';
import { googleEmbeddingModel, googleLanguageModel } from './index.ts';

interface Seen {
  readonly path: string;
  readonly key: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: the body of a foreign protocol, looked at by the tests
  readonly body: any;
}
const servers: LoopbackServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** Speaks Gemini's protocol; a call that has a fault gets that response instead. */
async function serve(reply: string, faults: Readonly<Record<number, () => Response>> = {}) {
  const seen: Seen[] = [];
  const server = await serveLoopback(async (request) => {
    const { pathname: path } = new URL(request.url);
    seen.push({ path, key: request.headers.get('x-goog-api-key'), body: await request.json() });
    const fault = faults[seen.length];
    if (fault !== undefined) return fault();
    if (path.endsWith(':batchEmbedContents'))
      return Response.json({
        embeddings: seen.at(-1)?.body.requests.map((_: unknown, at: number) => ({ values: [at, 1] })),
      });
    return Response.json({
      candidates: [{ content: { role: 'model', parts: [{ text: reply }] }, finishReason: 'STOP' }],
      usageMetadata: { promptTokenCount: 40, candidatesTokenCount: 8, totalTokenCount: 48 },
    });
  });
  servers.push(server);
  return { seen, options: { apiKey: 'key', url: `${server.url}/v1beta` } };
}

async function ask(options: { readonly apiKey: string; readonly url: string }) {
  const ledger = await simulatedLedger();
  const model = googleLanguageModel({ ...options, model: 'gemini-small' });
  const models = openModels({ client: modelClient({ model, clock: stillClock() }), ledger });
  const replies = await models.generateItems({
    purpose: 'adjudicate',
    instructions: 'Sort the tickets.',
    prefix: 'i1 Lost card',
    items: [{ handle: 't1', text: 't1 from ann@example.com' }],
    item: z.object({ is: z.string() }),
    timeoutMs: 5000,
  });
  return { reply: replies.get('t1'), spent: await ledger.spent('workspace') };
}
const sorted = '{"items":[{"id":"t1","is":"i1"}]}';

test('speaks Gemini: instructions, masked data, the form as a response schema, tokens counted', async () => {
  const { seen, options } = await serve(sorted);
  const { reply, spent } = await ask(options);
  expect(reply).toMatchObject({ value: { is: 'i1' } });
  expect(spent).toMatchObject({ calls: 1, inputTokens: 40, outputTokens: 8 });
  const [call] = seen;
  expect([call?.path, call?.key]).toEqual(['/v1beta/models/gemini-small:generateContent', 'key']);
  expect(call?.body.generationConfig.responseMimeType).toBe('application/json');
  expect(JSON.stringify(call?.body.generationConfig)).toContain('"is"');
  expect(JSON.stringify(call?.body.contents)).toContain('EMAIL_1');
  expect(JSON.stringify(call?.body)).not.toContain('ann@example.com');
});

test('gets over a quota and an outage, and tells a wrong key at once', async () => {
  const error = (status: number, message: string) => () =>
    Response.json({ error: { code: status, message } }, { status });
  const { seen, options } = await serve(sorted, { 1: error(429, 'quota'), 2: error(503, 'overloaded') });
  expect((await ask(options)).reply).toMatchObject({ value: { is: 'i1' } });
  expect(seen).toHaveLength(3);
  const refusing = await serve(sorted, { 1: error(403, 'API key not valid') });
  await expect(ask(refusing.options)).rejects.toMatchObject({ code: 'model-failed', retryable: false });
});

test('embeds in batches', async () => {
  const { options } = await serve('');
  const model = googleEmbeddingModel({ ...options, model: 'gemini-embedding' });
  const { embeddings } = await embedMany({ model, values: ['a', 'b'] });
  expect(embeddings).toEqual([
    [0, 1],
    [1, 1],
  ]);
});

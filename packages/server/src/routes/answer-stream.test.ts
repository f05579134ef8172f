import { serve } from '@hono/node-server';
import { openaiLanguageModel } from '@ticket-ai/adapters/openai';
import { modelAnswerGenerator } from '@ticket-ai/core';
import { type LoopbackServer, serveLoopback } from '@ticket-ai/core/node';
import { type ProviderFault, type SimulatedProvider, simulatedProvider } from '@ticket-ai/core/testing';
import { afterEach, expect, test } from 'vitest';
import { type AnswerEvent, createClient } from '../client.ts';
import { testServer } from '../testing.ts';

const guide =
  '# Refunds\n\nA refund takes 5 business days after the inspection. We pay the refund to the card you used. A refund of a voucher is a voucher.\n';
const said = [
  'A refund takes 5 business days after the inspection.',
  'A refund takes 1 minute after the inspection.',
  'We pay the refund to the card you used.',
  'A refund of a voucher is a voucher.',
];
const proved = said.filter((_, index) => index !== 1);

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

/** The server on a socket, with a model on another. */
async function start(options: { readonly paceMs?: number; fault?(call: number): ProviderFault | undefined }) {
  const provider: SimulatedProvider = simulatedProvider({
    ...options,
    respond: () =>
      JSON.stringify({
        sentences: said.map((text) => ({ text, citations: [{ source: 's1', quote: text }] })),
        missing: [],
        confidence: 0.9,
      }),
  });
  const model: LoopbackServer = await serveLoopback(provider.handle);
  const test = await testServer({
    model: openaiLanguageModel({ url: `${model.url}/v1`, model: 'slow' }),
    answerGenerator: modelAnswerGenerator(),
  });
  await test.desk.documents.add({ source: 'refunds.md', bytes: new TextEncoder().encode(guide) });
  await test.desk.settle();
  const server = serve({ fetch: test.app.fetch, hostname: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  open.push(model, { close: () => new Promise((resolve) => server.close(resolve)) });
  const key = await test.keyFor('agent');
  const ask = (json: object, signal?: AbortSignal, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${port}/api/answers/stream`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(json),
      ...(signal === undefined ? {} : { signal }),
    });
  const client = createClient({ url: `http://127.0.0.1:${port}`, apiKey: key });
  return { ...test, provider, ask, client };
}

interface Sent {
  readonly event: string;
  readonly data: { readonly text: string; readonly sentences: readonly { readonly text: string }[] } & Record<
    string,
    unknown
  >;
  readonly at: number;
}

async function* eventsOf(reply: Response): AsyncGenerator<Sent> {
  let text = '';
  for await (const part of reply.body!.pipeThrough(new TextDecoderStream())) {
    text += part;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const [, event = ''] = /^event: (.*)$/mu.exec(text.slice(0, end)) ?? [];
      const [, data = '{}'] = /^data: (.*)$/mu.exec(text.slice(0, end)) ?? [];
      text = text.slice(end + 2);
      yield { event, data: JSON.parse(data), at: performance.now() };
    }
  }
}
async function collect(events: AsyncIterable<Sent>): Promise<readonly Sent[]> {
  const all: Sent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

const question = 'How long does a refund take after the inspection?';
const textsOf = (sent: readonly Sent[]) =>
  sent.flatMap(({ event, data }) => (event === 'sentence' ? [data.text] : []));

test('a slow model: each sentence comes when it is proved, long before the last', async () => {
  const { ask } = await start({ paceMs: 10 });
  const reply = await ask({ question });
  expect(reply.headers.get('content-type')).toContain('text/event-stream');
  const sent = await collect(eventsOf(reply));
  expect(textsOf(sent)).toEqual(proved);
  expect(sent.at(-1)).toMatchObject({ event: 'answer', data: { status: 'partial' } });
  expect(sent.at(-1)!.data.sentences.map(({ text }) => text)).toEqual(proved);
  expect(sent.at(-1)!.at - sent[0]!.at).toBeGreaterThan(100);
});

test('an Idempotency-Key holds no stream back, and keeps none', async () => {
  const { ask } = await start({ paceMs: 10 });
  for (let time = 1; time <= 2; time += 1) {
    const reply = await ask({ question }, undefined, { 'idempotency-key': 'a' });
    expect([reply.status, reply.headers.get('idempotent-replayed')]).toEqual([200, null]);
    const sent = await collect(eventsOf(reply));
    expect(textsOf(sent)).toEqual(proved);
    // The second time the model's reply is known, and there is nothing to wait for.
    if (time === 1) expect(sent.at(-1)!.at - sent[0]!.at).toBeGreaterThan(100);
  }
});

test('a model cut in the middle: what was streamed stays, and the built-in answer goes on', async () => {
  const { ask, provider } = await start({ fault: () => ({ kind: 'cut-connection' }) });
  const sent = await collect(eventsOf(await ask({ question })));
  expect(provider.received.length).toBeGreaterThan(0);
  const streamed = textsOf(sent);
  expect(streamed[0]).toBe(proved[0]);
  expect(streamed).not.toContain(said[1]);
  const last = sent.at(-1)!;
  expect(last.event).toBe('answer');
  expect(last.data.sentences.map(({ text }) => text)).toEqual(streamed);
}, 60_000);

test('whoever leaves stops the call to the model, and no answer is recorded', async () => {
  const { ask, provider, store, desk } = await start({ paceMs: 30 });
  const leaving = new AbortController();
  const reply = await ask({ question }, leaving.signal);
  for await (const { event } of eventsOf(reply)) {
    expect(event).toBe('sentence');
    break;
  }
  leaving.abort();
  await expect.poll(() => provider.givenUp, { timeout: 5000 }).toBe(1);
  const { id } = await (await desk.store()).workspace();
  expect(await store.workspace(id).answers.count({})).toBe(0);
});

test('failures are events with a code', async () => {
  const { ask } = await start({});
  const sent = await collect(eventsOf(await ask({ ticketId: 'none' })));
  expect(sent).toMatchObject([
    { event: 'error', data: { code: 'not-found', requestId: expect.any(String) } },
  ]);
});

test('what is wrong with the request is told before anything is streamed', async () => {
  const { ask } = await start({});
  expect((await ask({ question: '' })).status).toBe(400);
});

test('the client gives each sentence as it comes, and the answer at last', async () => {
  const { client } = await start({ paceMs: 10 });
  const parts: { readonly part: AnswerEvent; readonly at: number }[] = [];
  for await (const part of client.streamAnswer({ question })) parts.push({ part, at: performance.now() });
  expect(parts.flatMap(({ part }) => (part.type === 'sentence' ? [part.sentence.text] : []))).toEqual(proved);
  expect(parts.at(-1)?.part).toMatchObject({ type: 'answer', answer: { status: 'partial' } });
  expect(parts.at(-1)!.at - parts[0]!.at).toBeGreaterThan(100);
});

test('whoever leaves the loop of the client, or aborts, stops the call to the model', async () => {
  const { client, provider } = await start({ paceMs: 30 });
  for await (const part of client.streamAnswer({ question })) {
    expect(part.type).toBe('sentence');
    break;
  }
  await expect.poll(() => provider.givenUp, { timeout: 5000 }).toBe(1);
  const leaving = new AbortController();
  const rest = (async () => {
    for await (const _ of client.streamAnswer(
      { question: `${question} Please.` },
      { signal: leaving.signal },
    ))
      leaving.abort();
  })();
  await expect(rest).rejects.toMatchObject({ name: 'AbortError' });
  await expect.poll(() => provider.givenUp, { timeout: 5000 }).toBe(2);
});

test('the client throws what the server says in place of an answer, and when it says no more', async () => {
  const { client } = await start({});
  const ask = async (question: Parameters<typeof client.streamAnswer>[0]) => {
    for await (const _ of client.streamAnswer(question));
  };
  await expect(ask({ ticketId: 'none' })).rejects.toMatchObject({ name: 'ClientError', code: 'not-found' });
  await expect(ask({ question: '' })).rejects.toMatchObject({ name: 'ClientError', status: 400 });
  const silent = createClient({
    url: 'http://x',
    apiKey: 'k',
    fetch: async () => new Response('event: sentence\n'),
  });
  const parts = silent.streamAnswer({ question });
  await expect(parts.next()).rejects.toMatchObject({ code: 'broken-off' });
  const lost = createClient({
    url: 'http://x',
    fetch: async () =>
      new Response(new ReadableStream({ pull: (stream) => stream.error(new TypeError('terminated')) })),
  });
  await expect(lost.streamAnswer({ question }).next()).rejects.toMatchObject({
    name: 'ClientError',
    code: 'broken-off',
  });
});

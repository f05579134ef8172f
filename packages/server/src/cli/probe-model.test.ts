import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { runChecks } from './checks.ts';
import { probeContext, probeEmbeddings, probeReplies } from './probe-model.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

type Answer = (path: string, body: Record<string, unknown>) => { status?: number; json: unknown } | undefined;

/** A model's endpoint on this machine. */
async function endpoint(answer: Answer): Promise<string> {
  const server = createServer(async (request, response) => {
    const text = await readAll(request);
    const { status = 200, json } = answer(request.url ?? '', text === '' ? {} : JSON.parse(text)) ?? {
      status: 404,
      json: { error: 'no' },
    };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

async function readAll(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += part;
  return text;
}

const says = (content: string) => ({ json: { choices: [{ message: { content } }] } });
const formatOf = ({ response_format: format }: Record<string, unknown>) =>
  typeof format === 'object' && format !== null && 'type' in format ? format.type : 'words';

async function probed(by: Partial<Record<string, { status?: number; json: unknown }>>) {
  const url = await endpoint((_, body) => by[String(formatOf(body))]);
  return probeReplies({ url, languageModel: 'small', limits: {} });
}

test('a model that keeps to schemas is asked once', async () => {
  expect(await probed({ json_schema: says('{"answer":"yes"}') })).toMatchObject({
    state: 'ok',
    works: 'schema',
  });
});

test('a schema that is taken but not kept to does not count', async () => {
  const found = await probed({ json_schema: says('Yes, it is.'), json_object: says('{"answer":"no"}') });
  expect(found).toMatchObject({ state: 'warning', works: 'json' });
  expect(found.text).toContain('schema: the reply does not fit');
});

test('words that hold the JSON are the least that works', async () => {
  const refused = { status: 400, json: { error: 'response_format is not supported' } };
  const found = await probed({
    json_schema: refused,
    json_object: refused,
    words: says('Sure:\n```json\n{"answer":"yes"}\n```'),
  });
  expect(found).toMatchObject({ state: 'warning', works: 'words' });
  expect(found.text).toContain('json: HTTP 400');
});

test('where nothing works it is a fault, told without the words of the endpoint', async () => {
  const found = await probed({ words: { status: 500, json: { error: 'Bearer sk-secret' } } });
  expect(found).toMatchObject({ state: 'fault', works: 'nothing' });
  expect(found.text).toContain('words: HTTP 500');
  expect(found.text).not.toContain('sk-secret');
});

test('embeddings tell their dimension; a wrong model says what to look at', async () => {
  const url = await endpoint((path, { model }) =>
    path === '/embeddings' && model === 'tiny'
      ? { json: { data: [{ embedding: [0.1, 0.2, 0.3] }] } }
      : undefined,
  );
  const settings = { url, limits: {} };
  expect(await probeEmbeddings({ ...settings, embeddingModel: 'tiny' })).toMatchObject({
    state: 'ok',
    dimension: 3,
  });
  const found = await probeEmbeddings({ ...settings, embeddingModel: 'gone' });
  expect(found.state).toBe('fault');
  expect(found.text).toContain('TICKET_AI_EMBEDDING_MODEL');
});

test.each([
  [{ context_length: 8192 }, 8192],
  [{ max_model_len: 4096 }, 4096],
  [{ meta: { n_ctx_train: 2048 } }, 2048],
  [{}, undefined],
])('the context is told where the endpoint lists it: %j', async (entry, tokens) => {
  const url = await endpoint(() => ({ json: { data: [{ id: 'other' }, { id: 'small', ...entry }] } }));
  expect((await probeContext({ url, languageModel: 'small', limits: {} })).tokens).toBe(tokens);
});

test('doctor tells of services that answer and of those that do not, and asks no model unless told to', async () => {
  const asked: string[] = [];
  const url = await endpoint((path) => {
    asked.push(path);
    return path === '/api/v2/version' ? { json: '1.0.0' } : undefined;
  });
  const config = readConfig(
    { dataFolder: '/tmp' },
    {
      TICKET_AI_QUEUE: 'redis://:hidden@127.0.0.1:9',
      TICKET_AI_VECTORS: url,
      TICKET_AI_MODEL_URL: `${url}/v1`,
      TICKET_AI_MODEL: 'small',
      TICKET_AI_PORT: '0',
    },
  );
  const find = async (probe: boolean) => {
    const checks = await runChecks(config, { probe });
    return (name: string) => checks.find((check) => check.name === name);
  };
  const plain = await find(false);
  expect(plain('Chroma')).toMatchObject({ state: 'ok', version: '1.0.0', ms: expect.any(Number) });
  expect(plain('Redis')).toMatchObject({ state: 'warning' });
  expect(plain('Redis')?.text).toContain('does not answer');
  expect(plain('Redis')?.text).not.toContain('hidden');
  expect(plain('Replies')).toBeUndefined();
  expect(asked).not.toContain('/v1/chat/completions');
  const probing = await find(true);
  expect(probing('Replies')).toMatchObject({ state: 'fault' });
  expect(asked).toContain('/v1/chat/completions');
});

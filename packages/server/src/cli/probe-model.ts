import * as z from 'zod';
import type { ModelSettings } from '../model-settings.ts';

/** What was found of one capability. */
interface Finding {
  readonly state: 'ok' | 'warning' | 'fault';
  /** What was found and, when something is wrong, what to do. */
  readonly text: string;
  /** The first way of asking that works. */
  readonly works?: 'schema' | 'json' | 'words' | 'nothing';
  readonly dimension?: number;
  /** How much is read at once. */
  readonly tokens?: number;
  readonly ms?: number;
}

const timeoutMs = 30_000;
const question = 'Is water wet?';
const inJson = `${question} Reply with the JSON object {"answer":"yes"} or {"answer":"no"} and nothing else.`;

/** From the strictest: the first that works is what the model can do. */
const ways = [
  {
    way: 'schema',
    prompt: question,
    response_format: { type: 'json_schema', json_schema: schemaOfAnswer() },
  },
  { way: 'json', prompt: inJson, response_format: { type: 'json_object' } },
  { way: 'words', prompt: inJson },
] as const;

/** Asks the language model something in a schema, in JSON mode, in words, until one works. Costs up to three short calls; nothing of a customer is sent. */
export async function probeReplies({ languageModel, ...endpoint }: ModelSettings): Promise<Finding> {
  if (languageModel === undefined)
    return { state: 'ok', text: 'no language model is named (TICKET_AI_MODEL)' };
  const failed: string[] = [];
  for (const { way, prompt, ...format } of ways) {
    const messages = [{ role: 'user', content: prompt }];
    const reply = await send(endpoint, 'chat/completions', { model: languageModel, messages, ...format });
    const fault = reply.fault ?? (isAnswer(reply.body) ? undefined : 'the reply does not fit');
    if (fault === undefined) return describeWay(way, reply.ms, failed);
    failed.push(`${way}: ${fault}`);
  }
  return {
    state: 'fault',
    works: 'nothing',
    text: `${languageModel} gives no usable reply (${failed.join('; ')}). Is the name right (TICKET_AI_MODEL), and the endpoint (TICKET_AI_MODEL_URL)?`,
  };
}

function describeWay(way: (typeof ways)[number]['way'], ms: number, failed: readonly string[]): Finding {
  const took = `${ms} ms`;
  if (way === 'schema') return { state: 'ok', works: way, ms, text: `it keeps to a schema, ${took}` };
  const can = way === 'json' ? 'JSON mode works' : 'it only replies in words, which hold the JSON asked for';
  return {
    state: 'warning',
    works: way,
    ms,
    text: `${can}, ${took}, but not everything above it (${failed.join('; ')}). More replies will be asked for again or left out; a model with structured outputs costs less`,
  };
}

/** Embeds one word: tells the dimension, which must be that of the vectors there are. */
export async function probeEmbeddings({ embeddingModel, ...endpoint }: ModelSettings): Promise<Finding> {
  if (embeddingModel === undefined)
    return {
      state: 'ok',
      text: 'no embedding model is named (TICKET_AI_EMBEDDING_MODEL); search goes by words',
    };
  const reply = await send(endpoint, 'embeddings', { model: embeddingModel, input: ['probe'] });
  const dimension = embeddingSchema.safeParse(reply.body).data?.data[0]?.embedding.length;
  if (reply.fault !== undefined || dimension === undefined)
    return {
      state: 'fault',
      text: `${embeddingModel} gives no embedding (${reply.fault ?? 'the reply does not fit'}). Is the name right (TICKET_AI_EMBEDDING_MODEL), and does this endpoint embed?`,
    };
  return {
    state: 'ok',
    dimension,
    ms: reply.ms,
    text: `${embeddingModel} has ${dimension} dimensions, ${reply.ms} ms`,
  };
}

/** How much the model reads at once, where its endpoint lists it. */
export async function probeContext({ languageModel, ...endpoint }: ModelSettings): Promise<Finding> {
  const { body } = await send(endpoint, 'models');
  const listed = modelsSchema.safeParse(body).data?.data;
  const model = listed?.find(({ id }) => id === languageModel);
  const tokens =
    model?.context_length ?? model?.max_model_len ?? model?.context_window ?? model?.meta?.n_ctx_train;
  if (tokens !== undefined)
    return {
      state: 'ok',
      tokens,
      text: `${languageModel} reads ${tokens.toLocaleString('en')} tokens at once`,
    };
  if (languageModel !== undefined && listed !== undefined && listed.length > 0 && model === undefined)
    return {
      state: 'warning',
      text: `${languageModel} is not in the endpoint's list of ${listed.length} models`,
    };
  return { state: 'ok', text: 'the endpoint does not tell it' };
}

interface Reply {
  readonly ms: number;
  readonly body?: unknown;
  /** Never the endpoint's own words: they may repeat the key. */
  readonly fault?: string;
}

async function send(
  { url, apiKey }: Pick<ModelSettings, 'url' | 'apiKey'>,
  path: string,
  body?: unknown,
): Promise<Reply> {
  const start = performance.now();
  const since = () => Math.round(performance.now() - start);
  try {
    const response = await fetch(`${url.replace(/\/+$/, '')}/${path}`, {
      headers: {
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) return { ms: since(), fault: `HTTP ${response.status}` };
    return { ms: since(), body: await response.json() };
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    return { ms: since(), fault: late ? `no reply in ${timeoutMs / 1000} s` : 'no readable reply' };
  }
}

function schemaOfAnswer() {
  const answer = { type: 'string', enum: ['yes', 'no'] };
  return {
    name: 'answer',
    strict: true,
    schema: { type: 'object', properties: { answer }, required: ['answer'], additionalProperties: false },
  };
}

const replySchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
});
const answerSchema = z.object({ answer: z.enum(['yes', 'no']) });
const embeddingSchema = z.object({
  data: z.array(z.object({ embedding: z.array(z.number()).min(1) })).min(1),
});
const modelsSchema = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      context_length: z.number().optional(),
      max_model_len: z.number().optional(),
      context_window: z.number().optional(),
      meta: z.object({ n_ctx_train: z.number().optional() }).nullish(),
    }),
  ),
});

/** JSON may stand in a fence or between words. */
function isAnswer(body: unknown): boolean {
  const content = replySchema.safeParse(body).data?.choices[0]?.message.content ?? '';
  try {
    return answerSchema.safeParse(JSON.parse(/\{[^{}]*\}/.exec(content)?.[0] ?? '')).success;
  } catch {
    return false;
  }
}

import * as z from 'zod';
import type { ChatMessage } from './oracle/simulated-oracle.ts';
import { type ProviderFault, spoil } from './provider-faults.ts';

/** Who stands behind the provider, and how it fails. */
export interface SimulatedProviderOptions {
  /** What the model says to a chat, e.g. `respond` of a simulated oracle. */
  respond(messages: readonly ChatMessage[]): string | Promise<string>;
  /** The vector of a text. Default: the provider has no embeddings. */
  embed?(text: string): readonly number[];
  /** What goes wrong with a call; calls are counted from 1. Default: nothing. */
  fault?(call: number): ProviderFault | undefined;
  /** Whether it can hold a model to a JSON schema; where it cannot, it refuses such calls with 400. Default true. */
  readonly takesForms?: boolean;
  /** Between two pieces of a streamed reply, in milliseconds. Default 0. */
  readonly paceMs?: number;
  /** What it says each reply to a chat cost, as OpenRouter does, in US dollars. Default: it says nothing. */
  readonly cost?: number;
  /** Calls without it are refused with 401. Default: any key will do. */
  readonly apiKey?: string;
}

/** A request as the provider received it. */
export interface ReceivedRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Byte for byte. */
  readonly body: string;
}

/** SIMULATED. A provider with OpenAI's protocol: chat completions with a JSON schema, and embeddings. */
export interface SimulatedProvider {
  /** Answers one HTTP request. Throws where the connection breaks. Give it to a server, or to an AI SDK provider as its `fetch`. */
  handle(request: Request): Promise<Response>;
  /** Everything that arrived, in order. */
  readonly received: readonly ReceivedRequest[];
  /** How many calls their callers gave up before the reply was sent whole. */
  readonly givenUp: number;
}

const chatRequest = z.object({
  model: z.string(),
  messages: z.array(
    z.object({
      role: z.string(),
      content: z.union([z.string(), z.array(z.object({ text: z.string().optional() }))]),
    }),
  ),
});
const chatCompletion = z.object({
  id: z.string(),
  created: z.number(),
  model: z.string(),
  choices: z.array(z.object({ message: z.object({ content: z.string() }), finish_reason: z.string() })),
  usage: z.looseObject({}),
});
const embeddingRequest = z.object({
  model: z.string(),
  input: z.union([z.string(), z.array(z.string())]).transform((input) => [input].flat()),
});

/** Makes a provider; a token is taken for 4 characters, and nothing is ever cached. */
export function simulatedProvider(options: SimulatedProviderOptions): SimulatedProvider {
  const received: ReceivedRequest[] = [];
  let givenUp = 0;

  async function handle(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const body = await request.text();
    received.push({ path: pathname, headers: Object.fromEntries(request.headers), body });
    if (options.apiKey !== undefined && request.headers.get('authorization') !== `Bearer ${options.apiKey}`)
      return failure(401, 'Incorrect API key provided.');
    const fault = options.fault?.(received.length);
    if (fault?.kind === 'reset') throw new Error('The connection breaks on plan.');
    if (fault?.kind === 'status') return failure(fault.status, 'Fails on plan.', fault.headers);
    if (options.takesForms === false && body.includes('"json_schema"'))
      return failure(400, "'response_format.type' must be 'text'");
    if (fault?.kind === 'slow') await pause(fault.milliseconds, request.signal);
    request.signal.addEventListener('abort', () => {
      if (!finished) givenUp += 1;
    });
    let finished = false;
    const reply = await answer(options, pathname, body, fault);
    if (/"stream":\s*true/.test(body) && reply.ok) {
      const paceMs = options.paceMs ?? 0;
      const { body: stream } = streamed(await reply.json(), {
        paceMs,
        signal: request.signal,
        isCut: fault?.kind === 'cut-connection',
        onEnd: () => {
          finished = true;
        },
      });
      return new Response(stream, { headers: { 'content-type': 'text/event-stream' } });
    }
    finished = true;
    return fault?.kind === 'cut-connection' ? cutOff(reply) : reply;
  }

  return {
    handle,
    received,
    get givenUp() {
      return givenUp;
    },
  };
}

async function answer(
  { respond, embed, cost }: SimulatedProviderOptions,
  path: string,
  body: string,
  fault: ProviderFault | undefined,
): Promise<Response> {
  const sent: unknown = JSON.parse(body);
  if (path.endsWith('/chat/completions')) {
    const { model, messages } = chatRequest.parse(sent);
    const chat = messages.map(({ role, content }) => ({ role, content: textOf(content) }));
    return chatReply(model, body, spoil({ text: await respond(chat), finish: 'stop' }, fault), cost);
  }
  if (path.endsWith('/embeddings') && embed !== undefined) {
    const { model, input } = embeddingRequest.parse(sent);
    const data = input.map((text, index) => ({ object: 'embedding', index, embedding: embed(text) }));
    const tokens = tokensOf(input.join(''));
    return Response.json({
      object: 'list',
      model,
      data,
      usage: { prompt_tokens: tokens, total_tokens: tokens },
    });
  }
  return failure(404, `There is nothing at ${path}.`);
}

function chatReply(
  model: string,
  body: string,
  { text, finish }: ReturnType<typeof spoil>,
  cost: number | undefined,
): Response {
  const [prompt, completion] = [tokensOf(body), tokensOf(text)];
  return Response.json({
    id: 'simulated',
    object: 'chat.completion',
    created: 0,
    model,
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: finish }],
    usage: {
      prompt_tokens: prompt,
      completion_tokens: completion,
      total_tokens: prompt + completion,
      prompt_tokens_details: { cached_tokens: 0 },
      ...(cost === undefined ? {} : { cost }),
    },
  });
}

/** The reply in pieces of some letters, as server-sent events; cut, it breaks off when two thirds are sent. */
function streamed(
  reply: unknown,
  {
    paceMs,
    signal,
    isCut,
    onEnd,
  }: {
    readonly paceMs: number;
    readonly signal: AbortSignal;
    readonly isCut: boolean;
    readonly onEnd: () => void;
  },
): { readonly body: ReadableStream<Uint8Array> } {
  const { choices, usage, ...rest } = chatCompletion.parse(reply);
  const { message, finish_reason } = choices[0]!;
  const pieces = message.content.match(/[\s\S]{1,16}/gu) ?? [];
  const event = (data: object) => new TextEncoder().encode(`data: ${JSON.stringify(data)}\n\n`);
  const chunk = (delta: object, reason: string | null) =>
    event({
      ...rest,
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta, finish_reason: reason }],
    });
  let at = 0;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (paceMs > 0) await pause(paceMs, signal);
      if (isCut && at > (pieces.length * 2) / 3)
        return controller.error(new Error('The connection breaks on plan.'));
      const piece = pieces[at++];
      if (piece !== undefined) return controller.enqueue(chunk({ role: 'assistant', content: piece }, null));
      controller.enqueue(chunk({}, finish_reason));
      controller.enqueue(event({ ...rest, object: 'chat.completion.chunk', choices: [], usage }));
      controller.enqueue(new TextEncoder().encode('data: [DONE]\n\n'));
      onEnd();
      controller.close();
    },
  });
  return { body };
}

/** The connection breaks when half of the reply is sent. */
async function cutOff(reply: Response): Promise<Response> {
  const bytes = new Uint8Array(await reply.arrayBuffer());
  const half = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(bytes.slice(0, bytes.length / 2));
      controller.error(new Error('The connection breaks on plan.'));
    },
  });
  return new Response(half, { headers: { 'content-type': 'application/json' } });
}

function failure(status: number, message: string, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json({ error: { message, type: 'simulated', code: null } }, { status, headers });
}

function textOf(content: string | readonly { readonly text?: string | undefined }[]): string {
  return typeof content === 'string' ? content : content.map(({ text = '' }) => text).join('');
}

function tokensOf(text: string): number {
  return Math.ceil(text.length / 4);
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { TicketAIError } from '@ticket-ai/core';

/** Where a model is served in OpenAI's protocol: OpenAI itself, a gateway, or a server of your own (vLLM, Ollama, LM Studio, llama.cpp). */
export interface OpenAIEndpoint {
  /** Up to the version, e.g. `https://api.openai.com/v1` or `http://localhost:11434/v1`. No credentials in it. */
  readonly url: string;
  /** The model as the endpoint calls it. */
  readonly model: string;
  /** Sent as a bearer token; servers of your own need none. */
  readonly apiKey?: string;
  /** How the provider is called in traces and costs. Default: the host of the URL. */
  readonly name?: string;
  /** Replaces the network, for tests. */
  readonly fetch?: typeof globalThis.fetch;
}

/** The language model type that AI SDK providers give. */
export type OpenAILanguageModel = ReturnType<ReturnType<typeof createOpenAICompatible>['chatModel']>;
/** The embedding model type that AI SDK providers give. */
export type OpenAIEmbeddingModel = ReturnType<ReturnType<typeof createOpenAICompatible>['embeddingModel']>;

/**
 * A language model for `createTicketAI({ model })`. The form of a reply is sent as a JSON schema; an endpoint that refuses it is asked in words instead.
 * @throws `invalid-input` for a URL that is none, or that has credentials in it
 */
export function openaiLanguageModel(endpoint: OpenAIEndpoint): OpenAILanguageModel {
  return providerOf(endpoint).chatModel(endpoint.model);
}

/** An embedding model for `createTicketAI({ embeddingModel })`. @throws as {@link openaiLanguageModel} does */
export function openaiEmbeddingModel(endpoint: OpenAIEndpoint): OpenAIEmbeddingModel {
  return providerOf(endpoint).embeddingModel(endpoint.model);
}

function providerOf({ url, apiKey, name, fetch }: OpenAIEndpoint) {
  return createOpenAICompatible({
    name: name ?? hostOf(url),
    baseURL: url.replace(/\/+$/, ''),
    supportsStructuredOutputs: true,
    includeUsage: true,
    ...(hostOf(url) === 'api.openai.com' ? { transformRequestBody: forOpenAI } : {}),
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(fetch === undefined ? {} : { fetch }),
  });
}

/** The URL itself is never told: a mistyped one may hold a key. */
function hostOf(url: string): string {
  const parsed = URL.parse(url);
  if (
    parsed === null ||
    !/^https?:$/.test(parsed.protocol) ||
    parsed.username !== '' ||
    parsed.password !== ''
  )
    throw new TicketAIError('invalid-input', {
      message:
        'The URL of the model is not valid. It begins with http:// or https://, ends with the version (as in https://api.openai.com/v1), and has no user or password in it; the key is a setting of its own.',
    });
  return parsed.host;
}

/** OpenAI's own endpoint has left the protocol it began: limits have another name, and models that reason refuse a temperature. */
function forOpenAI({ max_tokens, temperature, ...body }: Record<string, unknown>): Record<string, unknown> {
  const reasons = /^(o\d|gpt-5)/.test(String(body.model));
  return {
    ...body,
    ...(max_tokens === undefined ? {} : { max_completion_tokens: max_tokens }),
    ...(temperature === undefined || reasons ? {} : { temperature }),
  };
}

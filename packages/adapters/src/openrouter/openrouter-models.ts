import { createOpenAICompatible } from '@ai-sdk/openai-compatible';

/** A model at OpenRouter. */
export interface OpenRouterOptions {
  /** As OpenRouter calls it, e.g. `anthropic/claude-sonnet-4.5`. */
  readonly model: string;
  readonly apiKey: string;
  /** Shown in OpenRouter's statistics of apps. Default: nothing is told. */
  readonly appName?: string;
  readonly appUrl?: string;
  /** Default `https://openrouter.ai/api/v1`. */
  readonly url?: string;
  /** Replaces the network, for tests. */
  readonly fetch?: typeof globalThis.fetch;
}

/** The language model type that AI SDK providers give. */
export type OpenRouterLanguageModel = ReturnType<ReturnType<typeof createOpenAICompatible>['chatModel']>;
/** The embedding model type that AI SDK providers give. */
export type OpenRouterEmbeddingModel = ReturnType<
  ReturnType<typeof createOpenAICompatible>['embeddingModel']
>;

/**
 * A language model for `createTicketAI({ model })`. OpenRouter passes a call on to one of several providers: only to those that keep to all of it,
 * the form of the reply included.
 */
export function openrouterLanguageModel(options: OpenRouterOptions): OpenRouterLanguageModel {
  return providerOf(options).chatModel(options.model);
}

/** An embedding model for `createTicketAI({ embeddingModel })`. */
export function openrouterEmbeddingModel(options: OpenRouterOptions): OpenRouterEmbeddingModel {
  return providerOf(options).embeddingModel(options.model);
}

function providerOf({ apiKey, appName, appUrl, url, fetch }: OpenRouterOptions) {
  return createOpenAICompatible({
    name: 'openrouter',
    baseURL: (url ?? 'https://openrouter.ai/api/v1').replace(/\/+$/, ''),
    apiKey,
    supportsStructuredOutputs: true,
    includeUsage: true,
    headers: {
      ...(appName === undefined ? {} : { 'X-Title': appName }),
      ...(appUrl === undefined ? {} : { 'HTTP-Referer': appUrl }),
    },
    transformRequestBody: (body: Record<string, unknown>) =>
      body.response_format === undefined ? body : { ...body, provider: { require_parameters: true } },
    ...(fetch === undefined ? {} : { fetch }),
  });
}

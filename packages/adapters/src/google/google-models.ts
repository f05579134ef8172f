import { createGoogleGenerativeAI } from '@ai-sdk/google';

/** A Gemini model. */
export interface GoogleOptions {
  /** As Google calls it, e.g. `gemini-2.5-flash` or `gemini-embedding-001`. */
  readonly model: string;
  readonly apiKey: string;
  /** Default `https://generativelanguage.googleapis.com/v1beta`. */
  readonly url?: string;
  /** Replaces the network, for tests. */
  readonly fetch?: typeof globalThis.fetch;
}

type Provider = ReturnType<typeof createGoogleGenerativeAI>;
/** The language model type that AI SDK providers give. */
export type GoogleLanguageModel = ReturnType<Provider['languageModel']>;
/** The embedding model type that AI SDK providers give. */
export type GoogleEmbeddingModel = ReturnType<Provider['embeddingModel']>;

/** A language model for `createTicketAI({ model })`. The form of a reply goes along as Gemini's response schema. */
export function googleLanguageModel(options: GoogleOptions): GoogleLanguageModel {
  return providerOf(options).languageModel(options.model);
}

/** An embedding model for `createTicketAI({ embeddingModel })`. */
export function googleEmbeddingModel(options: GoogleOptions): GoogleEmbeddingModel {
  return providerOf(options).embeddingModel(options.model);
}

function providerOf({ apiKey, url, fetch }: GoogleOptions): Provider {
  return createGoogleGenerativeAI({
    apiKey,
    ...(url === undefined ? {} : { baseURL: url.replace(/\/+$/, '') }),
    ...(fetch === undefined ? {} : { fetch }),
  });
}

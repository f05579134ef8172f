import { type EmbeddingModel, embedMany } from 'ai';
import type { ModelPrice } from './price.ts';
import { type ProviderLink, type ProviderLinkOptions, providerLink } from './provider-link.ts';

/** An embedding model as this process reaches it. One per model, as with language models. */
export interface EmbeddingClient {
  /** Provider and model: embeddings of one name mix with no others. */
  readonly name: string;
  readonly price?: ModelPrice;
  readonly link: ProviderLink;
  /** The most texts of one call. */
  batchSize(): Promise<number>;
  /** One attempt, outside of the link: an embedding per text, in order, and the tokens it took. */
  embed(
    texts: readonly string[],
    options: { readonly abortSignal?: AbortSignal },
  ): Promise<{ readonly embeddings: readonly Float32Array[]; readonly tokens: number }>;
}

/** What {@link embeddingClient} joins. */
export interface EmbeddingClientOptions extends ProviderLinkOptions {
  /** Any AI SDK embedding model. */
  readonly model: EmbeddingModel;
  /** US dollars per million tokens. Without it, calls and tokens are counted but no money. */
  readonly price?: number;
}

const timeoutMs = 60_000;
/** More texts in one call cost more when it fails. */
const mostTexts = 256;

/** Opens the way to an embedding model. */
export function embeddingClient({ model, price, ...options }: EmbeddingClientOptions): EmbeddingClient {
  const name = typeof model === 'string' ? model : `${model.provider}/${model.modelId}`;
  return {
    name,
    link: providerLink(name, options),
    async batchSize() {
      const most = typeof model === 'string' ? undefined : await model.maxEmbeddingsPerCall;
      return Math.min(mostTexts, most ?? mostTexts);
    },
    async embed(texts, { abortSignal }) {
      const timeout = AbortSignal.timeout(timeoutMs);
      const { embeddings, usage } = await embedMany({
        model,
        values: [...texts],
        maxRetries: 0,
        abortSignal: abortSignal === undefined ? timeout : AbortSignal.any([abortSignal, timeout]),
      });
      return { embeddings: embeddings.map((each) => Float32Array.from(each)), tokens: usage.tokens };
    },
    ...(price === undefined ? {} : { price: { input: price, output: 0 } }),
  };
}

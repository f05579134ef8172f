import type { LanguageModel } from 'ai';
import { askModel, fullWay, type ModelMessage, modelName, type RawReply, simplerWay } from './ask-model.ts';
import type { ModelPrice } from './price.ts';
import { type ProviderLink, type ProviderLinkOptions, providerLink } from './provider-link.ts';

/** A language model as this process reaches it. One per model: its link counts calls, failures and pauses for all who ask. */
export interface ModelClient {
  /** Provider and model, for traces and fingerprints. */
  readonly name: string;
  readonly price?: ModelPrice;
  readonly link: ProviderLink;
  /** One attempt, outside of the link. */
  ask(
    message: ModelMessage,
    options: {
      readonly timeoutMs: number;
      readonly abortSignal?: AbortSignal;
      readonly onText?: (soFar: string) => void;
    },
  ): Promise<RawReply>;
}

/** What {@link modelClient} joins. */
export interface ModelClientOptions extends ProviderLinkOptions {
  /** Any AI SDK language model. One whose provider cannot hold it to a form is asked for it in words, and its replies are repaired. */
  readonly model: LanguageModel;
  /** Without it, calls and tokens are counted but no money. */
  readonly price?: ModelPrice;
}

/** Opens the way to a model. */
export function modelClient({ model, price, ...options }: ModelClientOptions): ModelClient {
  const name = modelName(model);
  let way = fullWay;
  return {
    name,
    link: providerLink(name, options),
    async ask(message, call) {
      for (;;) {
        const tried = way;
        try {
          return await askModel(model, message, { ...call, ...tried });
        } catch (error) {
          // Refused before the model saw it: nothing was paid, and it will be refused each time.
          const simpler = simplerWay(tried, error);
          if (simpler === undefined) throw error;
          way = simpler;
        }
      }
    },
    ...(price === undefined ? {} : { price }),
  };
}

import type { ListPrice, ModelPrice } from '@ticket-ai/core';
import type { ModelSettings } from '../model-settings.ts';

/** By what the money of the models is counted, and of when that is. */
export function describePrices({
  url,
  languageModel,
  languageModelPrice,
  embeddingModel,
  embeddingPrice,
}: ModelSettings): string {
  return [
    ...(languageModel === undefined
      ? []
      : [`${languageModel}: ${describe(languageModelPrice, 'TICKET_AI_MODEL_PRICE')}`]),
    ...(embeddingModel === undefined
      ? []
      : [`${embeddingModel}: ${describe(embeddingPrice, 'TICKET_AI_EMBEDDING_PRICE')}`]),
    ...(URL.parse(url)?.host === 'openrouter.ai' ? ['what OpenRouter says a reply cost is counted'] : []),
  ].join('; ');
}

function describe(
  price: Pick<ModelPrice, 'input'> | ModelPrice | ListPrice | undefined,
  variable: string,
): string {
  if (price === undefined) return `price unknown, no money is counted (${variable})`;
  const amounts = 'output' in price && price.output > 0 ? `${price.input}/${price.output}` : `${price.input}`;
  const origin = 'asOf' in price ? `list of ${price.asOf} (${price.source})` : 'as set';
  return `${amounts} USD a million tokens, ${origin}`;
}

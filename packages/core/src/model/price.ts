import type { ModelUsage } from './ledger.ts';

/** What a model charges, in US dollars per million tokens. */
export interface ModelPrice {
  readonly input: number;
  readonly output: number;
  /** Input that the provider had in its prompt cache. Default: as `input`. */
  readonly cachedInput?: number;
}

/** Tokens of one call; `cachedInputTokens` is a part of `inputTokens`. */
export type TokenCount = Omit<ModelUsage, 'costUsd'>;

/** Tokens and what they cost; nothing without a price. */
export function priced(tokens: TokenCount, price: ModelPrice | undefined): ModelUsage {
  if (price === undefined) return { ...tokens, costUsd: 0 };
  const { input, output, cachedInput = input } = price;
  const fresh = tokens.inputTokens - tokens.cachedInputTokens;
  return {
    ...tokens,
    costUsd: (fresh * input + tokens.cachedInputTokens * cachedInput + tokens.outputTokens * output) / 1e6,
  };
}

/**
 * Tokens of a text before it is sent; providers report the truth afterwards. Latin script has about 4 characters a token, other scripts
 * fewer: a character beyond Latin counts as one token, so that a worst case is not too low.
 */
export function estimateTokens(text: string): number {
  const beyond = text.replace(/[\s\u0020-\u024f]/g, '').length;
  return Math.ceil((text.length - beyond) / 3.5) + beyond;
}

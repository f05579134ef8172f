import type { ModelPrice } from './price.ts';

/** What a provider's public list says of one model, in US dollars per million tokens, and when it said so. */
export interface ListPrice extends ModelPrice {
  /** Host of the endpoint: a model of the same name that is served elsewhere has another price. */
  readonly host: string;
  readonly model: string;
  /** The day the list was read, an ISO date. */
  readonly asOf: string;
  /** Where it stands. */
  readonly source: string;
  /** The last day it holds, where the list says so. */
  readonly until?: string;
}

const openai = { host: 'api.openai.com' } as const;
const google = { host: 'generativelanguage.googleapis.com' } as const;

const inApril = { ...openai, asOf: '2026-04-30', source: 'https://tokenmix.ai/blog/gpt-5-api-pricing' };
const inJune = { ...openai, asOf: '2026-06-21', source: 'https://tokenmath.io/openai-api-pricing-explained' };
const inOctober = {
  ...google,
  asOf: '2026-10-07',
  source: 'https://github.com/api-evangelist/deepmind/blob/main/plans/deepmind-plans-pricing.yml',
};

/**
 * Prices that were found with a day and a source, which quotes the provider's list as of that day. Not complete, and soon out of date: what your
 * provider bills is what holds, and a price of your own stands above these.
 */
export const listPrices: readonly ListPrice[] = [
  { ...inApril, model: 'gpt-5.5', input: 5, cachedInput: 0.5, output: 30 },
  { ...inApril, model: 'gpt-5.4', input: 2.5, cachedInput: 0.25, output: 15 },
  { ...inApril, model: 'gpt-5.4-mini', input: 0.75, cachedInput: 0.075, output: 4.5 },
  { ...inJune, model: 'gpt-4.1', input: 2, output: 8 },
  { ...inJune, model: 'gpt-4.1-mini', input: 0.4, output: 1.6 },
  { ...inJune, model: 'text-embedding-3-small', input: 0.02, output: 0 },
  { ...inOctober, model: 'gemini-3.8-flash', input: 0.75, output: 3.75, until: '2026-12-31' },
  { ...inOctober, model: 'gemini-3.5-flash', input: 1.5, output: 9 },
  { ...inOctober, model: 'gemini-3.5-flash-lite', input: 0.3, output: 2.5 },
  { ...inOctober, model: 'gemini-embedding-2', input: 0.2, output: 0 },
];

/**
 * The list price of a model at an endpoint, where one is known that still holds: `createTicketAI({ modelPrice: listPriceOf(endpoint) })`. Nothing
 * is guessed: another name, another host or a day too late is an unknown price.
 * @param at epoch milliseconds; default: now
 */
export function listPriceOf(
  { url, model }: { readonly url: string; readonly model: string },
  at: number = Date.now(),
): ListPrice | undefined {
  const host = URL.parse(url)?.host;
  const today = new Date(at).toISOString().slice(0, 10);
  return listPrices.find(
    (price) => price.host === host && price.model === model && today <= (price.until ?? today),
  );
}

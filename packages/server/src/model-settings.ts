import {
  type Budget,
  type BudgetLimits,
  type ListPrice,
  listPriceOf,
  type ModelPrice,
  type ProviderLinkOptions,
} from '@ticket-ai/core';
import * as z from 'zod';

/** `0.2/0.8` or `0.2/0.8/0.05`. */
const price = z
  .string()
  .regex(
    /^\d+(\.\d+)?(\/\d+(\.\d+)?){1,2}$/,
    'must be prices of a million tokens in USD, in/out or in/out/cached, such as 0.2/0.8/0.05',
  )
  .transform((text): ModelPrice => {
    const [input = 0, output = 0, cachedInput] = text.split('/').map(Number);
    return { input, output, ...(cachedInput === undefined ? {} : { cachedInput }) };
  })
  .optional();

const oneLimit = /^\s*(\d+(?:\.\d+)?)\s*(usd|tokens|calls)\s*$/i;

/** `5 USD, 2000000 tokens, 500 calls`: one of them or several. */
const limits = z
  .string()
  .refine(
    (text) => text.split(',').every((part) => oneLimit.test(part)),
    'must be amounts such as "5 USD, 2000000 tokens, 500 calls"',
  )
  .transform(
    (text): BudgetLimits =>
      Object.fromEntries(
        text.split(',').map((part) => {
          const [, amount = '', unit = ''] = oneLimit.exec(part) ?? [];
          return [unit.toLowerCase(), Number(amount)];
        }),
      ),
  )
  .optional();

const rate = (most: number) =>
  z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(most, `must be at most ${most}`)
    .optional();

/** The variables that plug in a language model. Without them everything runs on this machine. */
export const modelVariables = {
  TICKET_AI_MODEL_URL: z
    .string()
    .regex(/^https?:\/\/[^@]+$/, 'must begin with http:// or https:// and have no user or password in it')
    .optional()
    .describe("Endpoint in OpenAI's protocol, e.g. https://api.openai.com/v1. Masked ticket texts go there."),
  TICKET_AI_MODEL: z.string().optional().describe('Language model of that endpoint.'),
  TICKET_AI_MODEL_API_KEY: z.string().optional().describe('Key of that endpoint. Never shown.'),
  TICKET_AI_MODEL_PRICE: price.describe(
    'USD per million tokens, in/out or in/out/cached. Default: its list price, where one is known.',
  ),
  TICKET_AI_EMBEDDING_MODEL: z.string().optional().describe('Embedding model of that endpoint.'),
  TICKET_AI_EMBEDDING_PRICE: z.coerce
    .number('must be a number')
    .min(0, 'must be at least 0')
    .optional()
    .describe('USD per million tokens. Default: its list price, where one is known.'),
  TICKET_AI_MODEL_CONCURRENCY: rate(256).describe('Most calls at a time; default 4.'),
  TICKET_AI_MODEL_REQUESTS_PER_MINUTE: rate(1e6).describe("The endpoint's limit of calls."),
  TICKET_AI_MODEL_TOKENS_PER_MINUTE: rate(1e9).describe("The endpoint's limit of tokens."),
  TICKET_AI_BUDGET_PER_RUN: limits.describe('Most a discovery may cost, e.g. "0.5 USD" or "200 calls".'),
  TICKET_AI_BUDGET_PER_DAY: limits.describe('Most a day may cost, e.g. "5 USD, 2000000 tokens".'),
  TICKET_AI_BUDGET_TOTAL: limits.describe('Most the workspace may cost, from its first call on.'),
};

/** What was read. */
type ModelVariables = z.output<z.ZodObject<typeof modelVariables>>;

/** How models are plugged in. */
export interface ModelSettings {
  readonly url: string;
  readonly apiKey?: string;
  readonly languageModel?: string;
  /** As set, else the list price, which says of when it is. */
  readonly languageModelPrice?: ModelPrice | ListPrice;
  readonly embeddingModel?: string;
  /** The same, of its input. */
  readonly embeddingPrice?: Pick<ModelPrice, 'input'> | ListPrice;
  readonly limits: ProviderLinkOptions;
}

/** The endpoint and its models; `undefined`: none. */
export function readModelSettings(read: ModelVariables): ModelSettings | undefined {
  const { TICKET_AI_MODEL_URL: url } = read;
  if (url === undefined) return undefined;
  return {
    url,
    limits: given({
      concurrency: read.TICKET_AI_MODEL_CONCURRENCY,
      requestsPerMinute: read.TICKET_AI_MODEL_REQUESTS_PER_MINUTE,
      tokensPerMinute: read.TICKET_AI_MODEL_TOKENS_PER_MINUTE,
    }),
    ...given({
      apiKey: read.TICKET_AI_MODEL_API_KEY,
      languageModel: read.TICKET_AI_MODEL,
      languageModelPrice: languagePrice(read),
      embeddingModel: read.TICKET_AI_EMBEDDING_MODEL,
      embeddingPrice: embeddingPrice(read),
    }),
  };
}

function languagePrice({
  TICKET_AI_MODEL_URL: url,
  TICKET_AI_MODEL: model,
  TICKET_AI_MODEL_PRICE: own,
}: ModelVariables) {
  return own ?? (url === undefined || model === undefined ? undefined : listPriceOf({ url, model }));
}

function embeddingPrice({
  TICKET_AI_MODEL_URL: url,
  TICKET_AI_EMBEDDING_MODEL: model,
  TICKET_AI_EMBEDDING_PRICE: own,
}: ModelVariables) {
  if (own !== undefined) return { input: own };
  return url === undefined || model === undefined ? undefined : listPriceOf({ url, model });
}

/** What models may cost. */
export function readBudget(read: ModelVariables): Budget {
  return given({
    perRun: read.TICKET_AI_BUDGET_PER_RUN,
    perDay: read.TICKET_AI_BUDGET_PER_DAY,
    total: read.TICKET_AI_BUDGET_TOTAL,
  });
}

/** What is wrong between the variables, one sentence each. */
export function modelFaults(read: ModelVariables): string[] {
  const faults: string[] = [];
  const isModelNamed = read.TICKET_AI_MODEL !== undefined || read.TICKET_AI_EMBEDDING_MODEL !== undefined;
  if (isModelNamed && read.TICKET_AI_MODEL_URL === undefined)
    faults.push('TICKET_AI_MODEL_URL must be given with a model: where is it served?');
  if (!isModelNamed && read.TICKET_AI_MODEL_URL !== undefined)
    faults.push('TICKET_AI_MODEL or TICKET_AI_EMBEDDING_MODEL must be given with TICKET_AI_MODEL_URL');
  const isMoneyBounded = Object.values(readBudget(read)).some(({ usd }) => usd !== undefined);
  if (isMoneyBounded && read.TICKET_AI_MODEL !== undefined && languagePrice(read) === undefined)
    faults.push(
      'TICKET_AI_MODEL_PRICE must be given with a budget in USD: no list price of the model is known, and without one no money is counted',
    );
  if (isMoneyBounded && read.TICKET_AI_EMBEDDING_MODEL !== undefined && embeddingPrice(read) === undefined)
    faults.push(
      'TICKET_AI_EMBEDDING_PRICE must be given with a budget in USD: no list price of the model is known',
    );
  return faults;
}

/** Without what is absent. */
export function given<Fields extends Readonly<Record<string, unknown>>>(
  fields: Fields,
): { [Name in keyof Fields]?: NonNullable<Fields[Name]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]?: NonNullable<Fields[Name]>;
  };
}

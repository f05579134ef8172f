import { expect, test } from 'vitest';
import { describeModel } from './compose.ts';
import { readConfig } from './config.ts';

const endpoint = { TICKET_AI_MODEL_URL: 'https://models.example/v1', TICKET_AI_MODEL: 'small' };
const listed = { TICKET_AI_MODEL_URL: 'https://api.openai.com/v1', TICKET_AI_MODEL: 'gpt-4.1-mini' };
const read = (variables: Readonly<Record<string, string>>) => readConfig({}, variables);

test('without settings there is no model, and nothing is bounded', () => {
  expect(read({})).toMatchObject({ budget: {} });
  expect(read({}).model).toBeUndefined();
  expect(describeModel(undefined)).toContain('nothing leaves this machine');
});

test('an endpoint with models, prices, limits and budgets', () => {
  const { model, budget } = read({
    ...endpoint,
    TICKET_AI_MODEL_API_KEY: 'sk-key',
    TICKET_AI_MODEL_PRICE: '0.2/0.8/0.05',
    TICKET_AI_MODEL_CONCURRENCY: '2',
    TICKET_AI_BUDGET_PER_DAY: '5 USD, 2000000 tokens',
    TICKET_AI_BUDGET_PER_RUN: '200 calls',
  });
  expect(model).toEqual({
    url: 'https://models.example/v1',
    apiKey: 'sk-key',
    languageModel: 'small',
    languageModelPrice: { input: 0.2, output: 0.8, cachedInput: 0.05 },
    limits: { concurrency: 2 },
  });
  expect(budget).toEqual({ perDay: { usd: 5, tokens: 2_000_000 }, perRun: { calls: 200 } });
  expect(describeModel(model)).toBe('small at models.example, with a key');
});

test('a model of a known list has its price, with the day it is of; one that is set stands above it', () => {
  const variables = { ...listed, TICKET_AI_EMBEDDING_MODEL: 'text-embedding-3-small' };
  const { model } = read({ ...variables, TICKET_AI_BUDGET_PER_DAY: '5 USD' });
  expect(model?.languageModelPrice).toMatchObject({ input: 0.4, output: 1.6, asOf: '2026-06-21' });
  expect(model?.embeddingPrice).toMatchObject({ input: 0.02, asOf: '2026-06-21' });
  const own = { TICKET_AI_MODEL_PRICE: '1/2', TICKET_AI_EMBEDDING_PRICE: '0' };
  expect(read({ ...variables, ...own }).model).toMatchObject({
    languageModelPrice: { input: 1, output: 2 },
    embeddingPrice: { input: 0 },
  });
});

test.each([
  [{ TICKET_AI_MODEL: 'small' }, 'TICKET_AI_MODEL_URL must be given'],
  [{ TICKET_AI_MODEL_URL: 'https://models.example/v1' }, 'TICKET_AI_MODEL or TICKET_AI_EMBEDDING_MODEL'],
  [{ ...endpoint, TICKET_AI_MODEL_URL: 'https://me:sk-key@host/v1' }, 'TICKET_AI_MODEL_URL must begin'],
  [{ ...endpoint, TICKET_AI_MODEL_PRICE: 'sk-key' }, 'TICKET_AI_MODEL_PRICE must be prices'],
  [{ ...endpoint, TICKET_AI_BUDGET_TOTAL: 'sk-key' }, 'TICKET_AI_BUDGET_TOTAL must be amounts'],
  [
    { ...endpoint, TICKET_AI_BUDGET_PER_DAY: '5 USD' },
    'TICKET_AI_MODEL_PRICE must be given with a budget in USD: no list price',
  ],
  [
    {
      ...listed,
      TICKET_AI_EMBEDDING_MODEL: 'unheard-of',
      TICKET_AI_BUDGET_TOTAL: '5 USD',
    },
    'TICKET_AI_EMBEDDING_PRICE must be given with a budget in USD: no list price',
  ],
  [{ ...endpoint, TICKET_AI_MODEL_APIKEY: 'sk-key' }, 'did you mean TICKET_AI_MODEL_API_KEY'],
])('says what is wrong, never a value: %j', (variables, sentence) => {
  expect(() => read(variables)).toThrow(sentence);
  expect(() => read(variables)).not.toThrow('sk-key');
});
